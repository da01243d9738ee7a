import { ObjectId } from "mongodb";
import { SYSTEM } from "../../lib/auth/actor";
import { createApiKey } from "../../lib/auth/api-keys";
import { accounts, contacts, events, invitations, users } from "../../lib/db/client";
import { newIdAt } from "../../lib/db/ids";
import type { AccountDoc, ContactDoc, EventDoc, InvitationDoc, UserDoc } from "../../lib/db/types";
import { EVENT_TYPES } from "../../lib/events/schema";
import { invitationKeys, nameKeyOf, personKeys } from "../../lib/text";
import { openAccount } from "./seed";
import type { Templates } from "./templates";

/** An account full of records of every kind that has a list, written as Foyer would have left them. */

const FIRST = ["Maria", "Marco", "Maya", "Martin", "Mateo", "Malik", "Magda", "Marta", "Rui", "Zoë"];
const LAST = ["Lima", "Costa", "Marsh", "Ferreira", "Okafor", "Tanaka", "Müller", "Haddad", "Novak", "Berg", "Silva"];
const BUSINESS = ["Magnolia Bakery", "Marble & Sons", "Mango Studio", "Blue Harbour", "Northgate Books"];
/** Enough names begin so that even the few fill a page, whatever else is asked for. */
export const PREFIX = "ma";

export interface Full {
  account: AccountDoc;
  id: string;
  /** Keys of this very account, for what is listed without naming it. */
  keys: string[];
}

const KEYS = 40;
const CHUNK = 1000;
const SECOND = 1000;

export async function fillAccount(root: string, templates: Templates, name: string, count: number): Promise<Full> {
  const account = await openAccount(root, name);
  const id = account._id.toHexString();
  const keys: string[] = [];
  for (let index = 0; index < KEYS; index++) {
    const { key } = await createApiKey(SYSTEM, { name: `Lists ${index + 1}`, account: id });
    if (key) keys.push(key);
  }
  const sample = templates.user.find(({ collection }) => collection === "invitations");
  const begun = Date.now() - count * SECOND;
  for (let done = 0; done < count; done += CHUNK) {
    const records = Array.from({ length: Math.min(CHUNK, count - done) }, (_, index) =>
      recordsOf(account, sample?.document as InvitationDoc, done + index, new Date(begun + (done + index) * SECOND)),
    );
    await Promise.all([
      users().insertMany(records.map(({ user }) => user)),
      invitations().insertMany(records.map(({ invitation }) => invitation)),
      contacts().insertMany(records.map(({ contact }) => contact)),
      accounts().insertMany(records.map(({ below }) => below)),
      events().insertMany(records.map(({ event }) => event)),
    ]);
  }
  return { account, id, keys };
}

/** The nth of each kind. */
function recordsOf(account: AccountDoc, sample: InvitationDoc, n: number, at: Date) {
  const pick = (list: readonly string[]) => list[n % list.length] ?? "";
  const person = { firstName: pick(FIRST), lastName: pick(LAST) };
  const business = `${pick(BUSINESS)} ${n + 1}`;
  const email = `${nameKeyOf(person.firstName)}.${n}@${account._id.toHexString()}.example.com`
    .normalize("NFKD")
    .replace(/\p{Mn}/gu, "");
  const address = { email, emailKey: email };
  const created = { createdAt: at, updatedAt: at };
  const user: UserDoc = {
    _id: new ObjectId(),
    ...address,
    emailVerifiedAt: at,
    ...person,
    ...personKeys(person),
    phone: null,
    jobTitle: null,
    locale: null,
    timezone: null,
    status: "active",
    sessionVersion: 0,
    memberships: [{ account: account._id, role: "member", status: "active" }],
    ...created,
  };
  const contact: ContactDoc = {
    _id: newIdAt(at),
    account: account._id,
    type: "business",
    name: business,
    nameKey: nameKeyOf(business),
    ...address,
    phone: null,
    subAccount: null,
    version: 1,
    ...created,
  };
  const below: AccountDoc = {
    ...account,
    _id: newIdAt(at),
    name: business,
    nameKey: nameKeyOf(business),
    parent: account._id,
    ancestors: [...account.ancestors, account._id],
    owner: user._id,
    ...created,
  };
  const invitation: InvitationDoc = {
    ...sample,
    _id: newIdAt(at),
    scope: account._id,
    account: account._id,
    user: user._id,
    ...address,
    ...person,
    ...invitationKeys(address, person),
    status: n % 5 < 4 ? "pending" : "accepted",
    expiresAt: new Date(Date.now() + 86_400_000),
    ...created,
  };
  const event: EventDoc = {
    _id: newIdAt(at),
    type: n % 5 < 3 ? "invitation.created" : (EVENT_TYPES[n % EVENT_TYPES.length] ?? "invitation.created"),
    account: account._id,
    accounts: [...account.ancestors, account._id],
    actor: { type: "user", id: user._id, name: `${person.firstName} ${person.lastName}` },
    subject: { type: "invitation", id: invitation._id },
    ip: "203.0.113.5",
    createdAt: at,
  };
  return { user, contact, below, invitation, event };
}
