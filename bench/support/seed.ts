import { ObjectId } from "mongodb";
import { SYSTEM } from "../../lib/auth/actor";
import { createApiKey } from "../../lib/auth/api-keys";
import { accounts, database, invitations, users } from "../../lib/db/client";
import { migrate } from "../../lib/db/migrate";
import type { AccountDoc, InvitationDoc, UserDoc } from "../../lib/db/types";
import { ensureOwner } from "../../lib/users/ensure-owner";
import type { Templates } from "./templates";

/** What has to lie in a database before something can be measured. */

/** A key may invite 120 times a minute, so that a busy caller of the bench needs many. */
const KEYS = 400;

/** Brings the database of this process' settings up, with an owner, and makes that owner's API keys. */
export async function prepareFoyer(count = KEYS): Promise<{ account: string; keys: string[] }> {
  await migrate();
  await ensureOwner();
  const root = await accounts().findOne({ parent: null });
  if (!root) throw new Error("OWNER_* made no account");
  const account = root._id.toHexString();
  const keys: string[] = [];
  for (let index = 0; index < count; index++) {
    const { key } = await createApiKey(SYSTEM, { name: `Bench ${index + 1}`, account });
    if (key) keys.push(key);
  }
  return { account, keys };
}

let people = 0;

/** Nobody is invited twice. */
export function newAddress(): string {
  people += 1;
  return `ada.lovelace.${people}@bench.example.com`;
}

/** What a caller fills in for an invitation of either type. */
export function inviteBody(type: "user" | "business", email: string): Record<string, unknown> {
  const person = { email, firstName: "Ada", lastName: "Lovelace" };
  if (type === "user") return { type, ...person, role: "member" };
  return { type, ...person, business: { name: "Analytical Engines", phone: "+44 20 7946 0000" } };
}

/** An active account below the root. */
export async function openAccount(root: string, name: string): Promise<AccountDoc> {
  const parent = await accounts().findOne({ _id: new ObjectId(root) });
  if (!parent) throw new Error("There is no root account");
  const account: AccountDoc = {
    ...parent,
    _id: new ObjectId(),
    name,
    nameKey: name.toLowerCase(),
    parent: parent._id,
    ancestors: [parent._id],
  };
  await accounts().insertOne(account);
  return account;
}

const CHUNK = 1000;

/** Puts pending invitations into the database, each with its invitee, as Foyer would have left them. */
export async function addPending(templates: Templates, account: ObjectId, count: number): Promise<PendingInvite[]> {
  const made: PendingInvite[] = [];
  for (let done = 0; done < count; done += CHUNK) {
    const chunk = Array.from({ length: Math.min(CHUNK, count - done) }, () => pending(templates, account));
    await users().insertMany(chunk.map(({ user }) => user));
    await invitations().insertMany(chunk.map(({ invitation }) => invitation));
    made.push(...chunk);
  }
  return made;
}

export interface PendingInvite {
  invitation: InvitationDoc;
  user: UserDoc;
}

function pending({ user: documents }: Templates, account: ObjectId): PendingInvite {
  const of = (name: string) => documents.find(({ collection }) => collection === name)?.document;
  const [email, id] = [newAddress(), new ObjectId()];
  const user = { ...(of("_users") as UserDoc), _id: new ObjectId(), email, emailKey: email };
  user.memberships = user.memberships.map((membership) => ({ ...membership, account }));
  const invitation = { ...(of("invitations") as InvitationDoc), _id: id, user: user._id, email, emailKey: email };
  return { user, invitation: { ...invitation, scope: account, account } };
}

/** Whatever the collections are called, what lies in the database of this process' settings, by collection and id. */
export async function allDocuments(): Promise<Templates["user"]> {
  const collections = await database().listCollections({ type: "collection" }).toArray();
  const all = await Promise.all(
    collections.map(async ({ name }) => {
      const documents = await database().collection(name).find().toArray();
      return documents.map((document) => ({ collection: name, document }));
    }),
  );
  return all.flat();
}
