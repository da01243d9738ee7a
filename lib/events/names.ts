import type { ObjectId } from "mongodb";
import { accounts, apiKeys, batches, contacts, invitations, users } from "../db/client";
import type { EventDoc } from "../db/types";
import { inviteeName } from "../invitations/view";
import { fullName } from "../text";

/** What events are about, by name as it is now: one look-up a kind of subject and one for the accounts, however many. */
export interface EventNames {
  /** Null where it is gone: an event keeps no name of it. */
  subject(event: EventDoc): string | null;
  account(event: EventDoc): string | null;
}

export async function namesOf(found: readonly EventDoc[]): Promise<EventNames> {
  const subjects = (type: string) => found.flatMap(({ subject }) => (subject.type === type ? [subject.id] : []));
  const those = (ids: ObjectId[]) => ({ _id: { $in: [...new Map(ids.map((id) => [id.toHexString(), id])).values()] } });
  const [offers, places, people, businesses, keys, lists] = await Promise.all([
    invitations()
      .find(those(subjects("invitation")), { projection: { firstName: 1, lastName: 1, email: 1 } })
      .toArray(),
    accounts()
      .find(those([...subjects("account"), ...found.map(({ account }) => account)]), { projection: { name: 1 } })
      .toArray(),
    users()
      .find(those(subjects("user")), { projection: { firstName: 1, lastName: 1, email: 1 } })
      .toArray(),
    contacts()
      .find(those(subjects("contact")), { projection: { name: 1 } })
      .toArray(),
    apiKeys()
      .find(those(subjects("api_key")), { projection: { name: 1 } })
      .toArray(),
    batches()
      .find(those(subjects("batch")), { projection: { name: 1 } })
      .toArray(),
  ]);
  const names = new Map<string, string>([
    ...offers.map((doc) => [doc._id.toHexString(), inviteeName(doc)] as const),
    ...people.map((doc) => [doc._id.toHexString(), fullName(doc) || doc.email] as const),
    ...[...places, ...businesses, ...keys, ...lists].map((doc) => [doc._id.toHexString(), doc.name] as const),
  ]);
  return {
    subject: ({ subject }) => names.get(subject.id.toHexString()) ?? null,
    account: ({ account }) => names.get(account.toHexString()) ?? null,
  };
}
