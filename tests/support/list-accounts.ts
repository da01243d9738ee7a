import type { Document, ObjectId } from "mongodb";
import { expect } from "vitest";
import type { RowResult } from "../../lib/db/batch-types";
import { batches, database, invitations, mails, queues, users } from "../../lib/db/client";
import type { ListOfPeople } from "./list-of-people";

/** What a list came to, counted in the database itself, whatever Foyer says of it. */
export interface ListAccounts {
  status: string;
  outcomes: { invited: number; skipped: number; failed: number };
  /** Rows without an outcome, or of chunks that nobody finished. */
  stuckRows: number;
  /** Lines that have two outcomes. */
  doubledLines: number;
  /** Rows said to be invited whose records are not all there. */
  lost: { invitations: number; users: number; accounts: number; contacts: number; mails: number; events: number };
  doubled: {
    invitations: number;
    users: number;
    memberships: number;
    accounts: number;
    contacts: number;
    mails: number;
  };
  /** Records of the list that no row knows of. */
  strayed: number;
  /** The list's own count differs from its rows'. */
  tallyWrong: boolean;
  mails: Record<string, number>;
}

/** Of a list in a database that holds nothing else. */
export async function accountsOf(batch: ObjectId): Promise<ListAccounts> {
  const doc = await batches().findOne({ _id: batch });
  if (!doc) throw new Error("There is no such list");
  const chunks = await queues().find({ batch }).toArray();
  const results = chunks.flatMap((chunk) => chunk.results);
  const count = (status: RowResult["status"]) => results.filter((row) => row.status === status).length;
  const outcomes = { invited: count("invited"), skipped: count("skipped"), failed: count("failed") };
  const finished = chunks.filter(({ status }) => status === "done").flatMap(({ results }) => results);
  const tallied = Object.values(doc.tally).reduce(
    (sum, { invited, skipped, failed }) => sum + invited + skipped + failed,
    0,
  );

  const mine = await invitations().find({ batch }).toArray();
  const known = new Map(mine.map((invitation) => [invitation._id.toHexString(), invitation]));
  const told = results.flatMap(({ invitation }) => (invitation ? [invitation.toHexString()] : []));
  const business = doc.type === "business";
  const distinct = (ids: readonly (ObjectId | null)[]) => [
    ...new Map(ids.flatMap((id) => (id ? [[String(id), id]] : []))).values(),
  ];
  const missing = async (collection: string, ids: ObjectId[]) =>
    ids.length -
    (await database()
      .collection(collection)
      .countDocuments({ _id: { $in: ids } }));
  const of = (pick: (invitation: (typeof mine)[number]) => ObjectId | null) => distinct(mine.map(pick));
  const ids = mine.map(({ _id }) => _id);

  return {
    status: doc.status,
    outcomes,
    stuckRows: doc.rows - finished.length,
    doubledLines: results.length - new Set(results.map(({ line }) => line)).size,
    lost: {
      invitations: told.filter((id) => !known.has(id)).length,
      users: await missing(
        "_users",
        of(({ user }) => user),
      ),
      accounts: business
        ? await missing(
            "_accounts",
            of(({ account }) => account),
          )
        : 0,
      contacts: business
        ? await missing(
            "crm.contacts",
            of(({ contact }) => contact),
          )
        : 0,
      mails: doc.sendEmail
        ? ids.length - (await distinctCount("mails", "invitation", { invitation: { $in: ids } }))
        : 0,
      events:
        ids.length -
        (await distinctCount("events", "subject.id", { type: "invitation.created", "subject.id": { $in: ids } })),
    },
    doubled: {
      invitations: await doubled("invitations", { status: "pending" }, ["$scope", "$type", "$emailKey", "$contact"]),
      users: await doubled("_users", {}, ["$emailKey"]),
      memberships: await users().countDocuments({
        $expr: { $ne: [{ $size: "$memberships" }, { $size: { $setUnion: ["$memberships.account", []] } }] },
      }),
      accounts: await doubled("_accounts", { contact: { $ne: null } }, ["$parent", "$contact"]),
      contacts: await doubled("crm.contacts", {}, ["$account", "$type", "$emailKey", "$nameKey"]),
      mails: await doubled("mails", { batch, invitation: { $ne: null } }, ["$invitation", "$send"]),
    },
    strayed: mine.length - new Set(told).size,
    tallyWrong: tallied !== results.length,
    mails: Object.fromEntries(
      (
        await mails()
          .aggregate<{ _id: string; count: number }>([
            { $match: { batch, invitation: { $ne: null } } },
            { $sortByCount: "$status" },
          ])
          .toArray()
      ).map(({ _id, count }) => [_id, count]),
    ),
  };
}

/** How many groups of records that must be alone have company. */
async function doubled(collection: string, match: Document, key: string[]): Promise<number> {
  const [found] = await database()
    .collection(collection)
    .aggregate<{ count: number }>([
      { $match: match },
      { $group: { _id: key, count: { $sum: 1 } } },
      { $match: { count: { $gt: 1 } } },
      { $count: "count" },
    ])
    .toArray();
  return found?.count ?? 0;
}

async function distinctCount(collection: string, field: string, match: Document): Promise<number> {
  const [found] = await database()
    .collection(collection)
    .aggregate<{ count: number }>([{ $match: match }, { $group: { _id: `$${field}` } }, { $count: "count" }])
    .toArray();
  return found?.count ?? 0;
}

/** Every row has the outcome that it must have, and all that belongs to it is there once. */
export function expectWhole(found: ListAccounts, list: ListOfPeople): void {
  expect(found).toMatchObject({
    status: "completed",
    outcomes: { invited: list.addresses.length, skipped: list.skipped, failed: list.failed },
    ...{ stuckRows: 0, doubledLines: 0, strayed: 0, tallyWrong: false },
    lost: { invitations: 0, users: 0, accounts: 0, contacts: 0, mails: 0, events: 0 },
    doubled: { invitations: 0, users: 0, memberships: 0, accounts: 0, contacts: 0, mails: 0 },
  });
}

/** How often each of the list was mailed, by whoever took the mails. */
export function mailedTimes(list: ListOfPeople, recipients: readonly string[]) {
  const times = new Map<string, number>();
  for (const recipient of recipients) times.set(recipient, (times.get(recipient) ?? 0) + 1);
  const counts = list.addresses.map((address) => times.get(address) ?? 0);
  return {
    once: counts.filter((count) => count === 1).length,
    "mailed twice": counts.filter((count) => count > 1).length,
    "not mailed": counts.filter((count) => count === 0).length,
  };
}
