import type { ObjectId } from "mongodb";
import type { UserActor } from "../auth/actor";
import { authorize } from "../auth/permissions";
import { accounts, apiKeys, contacts, events, invitations, users } from "../db/client";
import type { EventDoc } from "../db/types";
import { inviteeName } from "../invitations/view";
import { fullName } from "../text";

/** One thing that happened, with names in place of ids. */
export interface LatelyEntry {
  id: string;
  type: string;
  /** Who did it. */
  who: string;
  /** To whom or what; a dash where it is gone. */
  what: string;
  /** The invitation to open, where it is one. */
  invitation: string | null;
  at: string;
}

const LATELY = 10;

export async function readLately(actor: UserActor, accountId: ObjectId): Promise<LatelyEntry[]> {
  await authorize(actor, accountId, "events:read");
  const found = await events().find({ accounts: accountId }).sort({ _id: -1 }).limit(LATELY).toArray();
  const names = await namesOf(found);
  return found.map((event) => ({
    id: event._id.toHexString(),
    type: event.type,
    who: event.actor.name,
    what: names.get(event.subject.id.toHexString()) ?? "–",
    invitation: event.subject.type === "invitation" ? event.subject.id.toHexString() : null,
    at: event.createdAt.toISOString(),
  }));
}

/** The names of all subjects: one look-up a type, however many events. */
async function namesOf(found: EventDoc[]): Promise<Map<string, string>> {
  const idsOf = (type: string) => ({
    _id: { $in: found.flatMap(({ subject }) => (subject.type === type ? [subject.id] : [])) },
  });
  const [offers, places, people, businesses, keys] = await Promise.all([
    invitations()
      .find(idsOf("invitation"), { projection: { firstName: 1, lastName: 1, email: 1 } })
      .toArray(),
    accounts()
      .find(idsOf("account"), { projection: { name: 1 } })
      .toArray(),
    users()
      .find(idsOf("user"), { projection: { firstName: 1, lastName: 1, email: 1 } })
      .toArray(),
    contacts()
      .find(idsOf("contact"), { projection: { name: 1 } })
      .toArray(),
    apiKeys()
      .find(idsOf("api_key"), { projection: { name: 1 } })
      .toArray(),
  ]);
  return new Map<string, string>([
    ...offers.map((doc) => [doc._id.toHexString(), inviteeName(doc)] as const),
    ...places.map((doc) => [doc._id.toHexString(), doc.name] as const),
    ...people.map((doc) => [doc._id.toHexString(), fullName(doc) || doc.email] as const),
    ...businesses.map((doc) => [doc._id.toHexString(), doc.name] as const),
    ...keys.map((doc) => [doc._id.toHexString(), doc.name] as const),
  ]);
}
