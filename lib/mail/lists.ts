import type { ClientSession, ObjectId } from "mongodb";
import type { BatchStatus } from "../db/batch-types";
import { batches, mails } from "../db/client";
import type { MailDoc } from "../db/types";
import { pickSome, queuesOf, takeTurns } from "./turns";

/**
 * Mails that a list of people wrote leave by its leave: only those of lists that run are looked at, so that one that is
 * paused costs nothing however long it is. A mail that belongs to a list but is sent again by hand goes with the others.
 */

/** Of a mail that its list's run wrote. */
export const LIST_PRIORITY = 4;
/** Of one that somebody had sent again with others at once: it waits for everything but lists, and for the leave of none. */
export const SET_PRIORITY = 3;

const RUNNING: BatchStatus[] = ["running", "mailing"];
/** Lists that are read at once; where more of them run, those of some tenants, and chance decides anew which. */
const MOST_LISTS = 500;
const TENANTS = 25;
/** Lists whose mails are asked for together. */
const TOGETHER = 25;

type Candidate = Pick<MailDoc, "_id" | "tenant" | "notBefore">;
interface List {
  _id: ObjectId;
  tenant: ObjectId;
}

/** The filter of index `of_batch`, which has to be told that it may be used. */
const due = (batch: ObjectId | { $in: ObjectId[] }) => ({
  batch: { ...("$in" in batch ? batch : { $eq: batch as ObjectId }), $type: "objectId" as const },
  status: "queued" as const,
  priority: LIST_PRIORITY,
  $expr: { $lte: ["$notBefore", "$$NOW"] },
});

/** So many due mails of lists, in the order they are to leave: tenants take turns, then the lists of each. */
export async function dueOfLists(most: number): Promise<Candidate[]> {
  const lists = inTurns(await runningLists());
  const found: { tenant: string; due: Candidate[] }[] = [];
  for (let from = 0, count = 0; from < lists.length && count < most; from += TOGETHER) {
    const read = await Promise.all(lists.slice(from, from + TOGETHER).map((list) => readDue(list, most)));
    found.push(...read);
    count += read.reduce((sum, each) => sum + each.due.length, 0);
  }
  const tenants = queuesOf(found, ({ tenant }) => tenant);
  const ofEach = (own: typeof found) =>
    takeTurns(
      own.map((each) => each.due),
      most,
    );
  return takeTurns(tenants.map(ofEach), most);
}

async function readDue({ _id, tenant }: List, most: number) {
  const found = await mails()
    .find(due(_id), { projection: { tenant: 1, notBefore: 1 } })
    .hint("of_batch")
    .sort({ notBefore: 1 })
    .limit(most)
    .toArray();
  return { tenant: tenant.toHexString(), due: found };
}

/** The mail of a running list that has been due for longest. */
export async function firstDueOfLists(
  options: { timeoutMS?: number } = {},
): Promise<Pick<MailDoc, "notBefore"> | null> {
  const lists = await runningLists(options);
  if (lists.length === 0) return null;
  return mails().findOne(due({ $in: lists.map(({ _id }) => _id) }), {
    ...options,
    projection: { notBefore: 1 },
    sort: { notBefore: 1 },
    hint: "of_batch",
  });
}

async function runningLists(options: { timeoutMS?: number } = {}): Promise<List[]> {
  const running = { status: { $in: RUNNING } };
  const read = (filter: object) =>
    batches()
      .find({ ...running, sendEmail: true, ...filter }, { ...options, projection: { tenant: 1 } })
      .limit(MOST_LISTS)
      .toArray();
  const lists = await read({});
  if (lists.length < MOST_LISTS) return lists;
  const tenants: ObjectId[] = await batches().distinct("tenant", running, options);
  return read({ tenant: { $in: pickSome(tenants, TENANTS) } });
}

/** Chance decides who is first; then one of each tenant, and one more of each. */
function inTurns(lists: readonly List[]): List[] {
  const tenants = queuesOf(pickSome(lists, lists.length), ({ tenant }) => tenant.toHexString());
  return takeTurns(tenants, lists.length);
}

/** Whether mails that the list wrote are still to leave, or on their way. */
export async function isListLeaving(batch: ObjectId, session?: ClientSession): Promise<boolean> {
  const left = await mails().findOne(
    {
      batch: { $eq: batch, $type: "objectId" },
      status: { $in: ["queued", "sending"] },
      priority: LIST_PRIORITY,
    },
    { hint: "of_batch", projection: { _id: 1 }, ...(session ? { session } : {}) },
  );
  return left !== null;
}

/**
 * Takes back mails that a list wrote and that nobody has begun to hand over, claimed or not. What is in a provider's
 * request, or on its way, may still come back to the queue: call it again until `isListLeaving` says no.
 * @returns the invitations of those taken back; fewer than `most` when no more waited
 */
export async function cancelListMails(session: ClientSession, batch: ObjectId, most: number): Promise<ObjectId[]> {
  const waiting = await mails()
    .find(
      { batch: { $eq: batch, $type: "objectId" }, status: "queued", priority: LIST_PRIORITY },
      { session, projection: { invitation: 1 } },
    )
    .hint("of_batch")
    .limit(most)
    .toArray();
  if (waiting.length === 0) return [];
  await mails().updateMany(
    { _id: { $in: waiting.map(({ _id }) => _id) }, status: "queued" },
    { $set: { status: "cancelled", error: null } },
    { session, hint: { _id: 1 } },
  );
  return waiting.flatMap(({ invitation }) => invitation ?? []);
}
