import type { ClientSession, ObjectId } from "mongodb";
import { now } from "../clock";
import { accounts, contacts, invitations, rateLimits, users } from "../db/client";
import type { AccountDoc, ContactDoc, InvitationDoc, SuppressionDoc, UserDoc } from "../db/types";
import { env } from "../env";
import { mailLimitId, mailsLeft } from "../invitations/mail-limit";
import { findStops, pairKey } from "../mail/suppressions";
import type { Plan, Planned } from "./plan";

export type KnownUser = Pick<UserDoc, "_id" | "emailKey" | "memberships" | "timezone">;

/** What stands in the database where some rows are to go: one look-up a collection, however many rows. */
export interface Standing {
  users: ReadonlyMap<string, KnownUser>;
  /** Open ones, by address or, for a business, by contact. */
  open: ReadonlyMap<string, InvitationDoc[]>;
  /** The last one that ended, by address or by sub-account. */
  ended: ReadonlyMap<string, InvitationDoc>;
  /** By id. */
  accounts: ReadonlyMap<string, AccountDoc>;
  /** Of sub-accounts that are open. */
  owners: ReadonlyMap<string, UserDoc>;
  /** By address: what stops mail to it. */
  stops: ReadonlyMap<string, SuppressionDoc>;
  /** By address: how many invitation mails it can get now; none where it got none. */
  left: ReadonlyMap<string, number>;
}

type Options = { session?: ClientSession };

/** In a transaction one after the other: a session does one thing at a time. */
async function allOf<T extends readonly unknown[]>(
  { session }: Options,
  ...looks: { [K in keyof T]: () => Promise<T[K]> }
): Promise<T> {
  if (!session) return (await Promise.all(looks.map((look) => look()))) as unknown as T;
  const found: unknown[] = [];
  for (const look of looks) found.push(await look());
  return found as unknown as T;
}

/** The contacts that business rows mean: by their id, or by address and name. */
export async function findContacts(
  { scope }: Plan,
  planned: readonly Planned[],
  options: Options,
): Promise<(row: Planned) => ContactDoc | null> {
  const ids = planned.flatMap(({ contactId }) => (contactId ? [contactId] : []));
  const keys = planned.flatMap(({ contactId, emailKey }) => (contactId ? [] : [emailKey]));
  const mine = { account: scope._id };
  const [byId, byName] = await allOf<[ContactDoc[], ContactDoc[]]>(
    options,
    async () =>
      ids.length === 0
        ? []
        : contacts()
            .find({ ...mine, _id: { $in: ids } }, options)
            .toArray(),
    async () =>
      keys.length === 0
        ? []
        : contacts()
            .find({ ...mine, type: "business", emailKey: { $in: keys } }, options)
            .toArray(),
  );
  const known = new Map([
    ...byName.map((contact) => [`${contact.emailKey}\0${contact.nameKey}`, contact] as const),
    ...byId.map((contact) => [contact._id.toHexString(), contact] as const),
  ]);
  return ({ contactId, emailKey, business }) =>
    known.get(contactId ? contactId.toHexString() : `${emailKey}\0${business?.nameKey}`) ?? null;
}

/** @param found the contacts of business rows that have one */
export async function findStanding(
  plan: Plan,
  emailKeys: readonly string[],
  found: readonly ContactDoc[],
  options: Options,
): Promise<Standing> {
  const keys = [...emailKeys];
  const subAccounts = found.flatMap(({ subAccount }) => (subAccount ? [subAccount] : []));
  const [people, open, opened, stops, left] = await allOf<
    [UserDoc[], InvitationDoc[], AccountDoc[], Standing["stops"], Standing["left"]]
  >(
    options,
    () =>
      users()
        .find({ emailKey: { $in: keys } }, { ...options, projection: { emailKey: 1, memberships: 1, timezone: 1 } })
        .toArray(),
    () => findOpen(plan, keys, found, options),
    async () =>
      subAccounts.length === 0
        ? []
        : accounts()
            .find({ _id: { $in: subAccounts } }, options)
            .toArray(),
    () => findStopped(plan, keys, options),
    () => findLeft(plan, keys, options),
  );
  const owned = opened.flatMap(({ owner, status }) => (owner && status !== "invited" ? [owner] : []));
  const [ended, owners] = await allOf<[InvitationDoc[], UserDoc[]]>(
    options,
    () => findEnded(plan, people, opened, options),
    async () =>
      owned.length === 0
        ? []
        : users()
            .find({ _id: { $in: owned } }, { ...options, projection: { firstName: 1, lastName: 1, email: 1 } })
            .toArray(),
  );
  const offered = plan.type === "user" ? byAddress : byContact;
  return {
    users: new Map(people.map((user) => [user.emailKey, user])),
    open: grouped(open, offered),
    // In the order of their making, so that the last one stays.
    ended: new Map(ended.map((one) => [plan.type === "user" ? one.emailKey : one.account.toHexString(), one])),
    accounts: new Map(opened.map((account) => [account._id.toHexString(), account])),
    owners: new Map(owners.map((owner) => [owner._id.toHexString(), owner])),
    stops,
    left,
  };
}

function grouped(docs: readonly InvitationDoc[], keyOf: (doc: InvitationDoc) => string): Map<string, InvitationDoc[]> {
  const groups = new Map<string, InvitationDoc[]>();
  for (const doc of docs) groups.set(keyOf(doc), [...(groups.get(keyOf(doc)) ?? []), doc]);
  return groups;
}

const byAddress = ({ emailKey }: InvitationDoc) => emailKey;
const byContact = ({ contact }: InvitationDoc) => contact?.toHexString() ?? "";

async function findOpen(
  { scope, type }: Plan,
  keys: string[],
  found: readonly ContactDoc[],
  options: Options,
): Promise<InvitationDoc[]> {
  const open = { scope: scope._id, type, status: { $in: ["preparing" as const, "pending" as const] } };
  if (type === "user") {
    return invitations()
      .find({ ...open, emailKey: { $in: keys }, contact: null }, { ...options, hint: "one_open_invitation" })
      .toArray();
  }
  if (found.length === 0) return [];
  const ids = found.map(({ _id }) => _id);
  return invitations()
    .find({ ...open, contact: { $in: ids, $type: "objectId" } }, options)
    .toArray();
}

/** Users are never deleted, so that to an address without one nothing was ever sent. */
async function findEnded(
  { scope, type }: Plan,
  people: readonly UserDoc[],
  opened: readonly AccountDoc[],
  options: Options,
): Promise<InvitationDoc[]> {
  const over = { $in: ["accepted" as const, "declined" as const, "cancelled" as const, "expired" as const] };
  if (type === "user") {
    const ids = people.filter((user) => !membershipIn(user, scope._id)).map(({ _id }) => _id);
    if (ids.length === 0) return [];
    return invitations()
      .find({ user: { $in: ids }, status: over, scope: scope._id, type }, options)
      .sort({ _id: 1 })
      .toArray();
  }
  const lapsed = opened.filter(({ status }) => status === "lapsed").map(({ _id }) => _id);
  if (lapsed.length === 0) return [];
  return invitations()
    .find({ account: { $in: lapsed }, type, status: over }, options)
    .sort({ _id: 1 })
    .toArray();
}

export function membershipIn({ memberships }: Pick<UserDoc, "memberships">, account: ObjectId) {
  return memberships.find((membership) => membership.account.equals(account));
}

async function findStopped(
  { scope, sendEmail }: Plan,
  keys: string[],
  { session }: Options,
): Promise<Standing["stops"]> {
  if (!sendEmail) return new Map();
  const pairs = keys.map((emailKey) => ({ account: scope._id, emailKey }));
  const stops = await findStops(pairs, session);
  return new Map(
    pairs.flatMap((pair) => {
      const stop = stops.get(pairKey(pair));
      return stop ? [[pair.emailKey, stop] as const] : [];
    }),
  );
}

async function findLeft({ sendEmail }: Plan, keys: string[], options: Options): Promise<Standing["left"]> {
  if (!sendEmail || !env().rateLimits) return new Map();
  const keyOf = new Map(keys.map((emailKey) => [mailLimitId(emailKey), emailKey]));
  const counted = await rateLimits()
    .find({ _id: { $in: [...keyOf.keys()] } }, { ...options, projection: { times: 1 } })
    .toArray();
  const at = now();
  return new Map(counted.map(({ _id, times }) => [keyOf.get(_id) ?? "", mailsLeft(times ?? [], at)]));
}
