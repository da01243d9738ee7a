import type { ClientSession, ObjectId } from "mongodb";
import { ROLE_PERMISSIONS } from "../auth/permissions";
import { accounts, users } from "../db/client";
import type { AccountDoc, ActorRef, UserDoc } from "../db/types";

/** Who reads the notices about an account's invitations. */

export type Reader = Pick<
  UserDoc,
  "_id" | "email" | "firstName" | "lastName" | "locale" | "timezone" | "status" | "memberships"
>;

type Place = Pick<AccountDoc, "_id" | "ancestors">;

const READER = {
  email: 1,
  firstName: 1,
  lastName: 1,
  locale: 1,
  timezone: 1,
  status: 1,
  memberships: 1,
} as const;

/** The person who invited; the account's owner where a program did, or where that person may not see invitations any more. */
export async function readerOf(session: ClientSession, by: ActorRef, place: Place): Promise<Reader | null> {
  const options = { projection: READER, session };
  const person = by.type === "user" && by.id ? await users().findOne<Reader>({ _id: by.id }, options) : null;
  if (person && maySee(person, place)) return person;
  const account = await accounts().findOne({ _id: place._id }, { projection: { owner: 1 }, session });
  return account?.owner ? users().findOne<Reader>({ _id: account.owner }, options) : null;
}

/** The same for all who invited into an account, with whose invitations each is to be told of. */
export async function readersOf(
  inviters: readonly { type: ActorRef["type"]; id: ObjectId | null }[],
  place: Place & Pick<AccountDoc, "owner">,
): Promise<{ reader: Reader | null; inviters: (ObjectId | null)[] }[]> {
  const people = inviters.flatMap(({ type, id }) => (type === "user" && id ? [id] : []));
  const wanted = place.owner ? [...people, place.owner] : people;
  const found = await users()
    .find<Reader>({ _id: { $in: wanted } }, { projection: READER })
    .toArray();
  const known = new Map(found.map((user) => [user._id.toHexString(), user]));
  const owner = (place.owner && known.get(place.owner.toHexString())) ?? null;
  const readers = new Map<string, { reader: Reader | null; inviters: (ObjectId | null)[] }>();
  for (const { type, id } of inviters) {
    const person = type === "user" && id ? known.get(id.toHexString()) : undefined;
    const reader = person && maySee(person, place) ? person : owner;
    const key = reader?._id.toHexString() ?? "";
    const entry = readers.get(key) ?? { reader, inviters: [] };
    entry.inviters.push(id);
    readers.set(key, entry);
  }
  return [...readers.values()];
}

function maySee({ status, memberships }: Reader, { _id, ancestors }: Place): boolean {
  if (status !== "active") return false;
  return memberships.some((one) => {
    if (one.status !== "active") return false;
    if (one.account.equals(_id)) return ROLE_PERMISSIONS[one.role].includes("invitations:read");
    // What is below an account is its owner's alone to see.
    return one.role === "owner" && ancestors.some((above) => above.equals(one.account));
  });
}
