import type { ClientSession, ObjectId } from "mongodb";
import { now } from "../clock";
import type { BatchDoc, ChunkRow, RowResult } from "../db/batch-types";
import { accounts, batches, invitations, queues, transact } from "../db/client";
import { recordEach } from "../events/record";
import { endInvitations } from "../invitations/end-many";
import { cancelListMails, isListLeaving } from "../mail/lists";
import { planOf, rowReader } from "./row";
import { tallyOf } from "./tally";
import { touchBatches } from "./touch";

/**
 * What a cancelled list leaves behind: rows that nobody came to, and mails that are in no provider's hands. Each step can be
 * done again, by any copy, until nothing is left.
 */

const AT_ONCE = 300;
/** A list of a hundred thousand is taken back in many calls, so that others have their turn in between. */
const BUDGET_MS = 1_000;

/**
 * Stops all cancelled lists that are not at rest yet.
 * @returns whether there is more to do at once
 */
export async function stopCancelled(signal?: AbortSignal): Promise<boolean> {
  const stopping = await batches().find({ stopping: true }).hint("stopping").toArray();
  const end = performance.now() + BUDGET_MS;
  const spent = () => signal?.aborted === true || performance.now() > end;
  for (const batch of stopping) if (!(await stop(batch, spent))) return true;
  return false;
}

/** @returns false where time was spent before it was at rest */
async function stop(batch: BatchDoc, spent: () => boolean): Promise<boolean> {
  const { _id } = batch;
  const unreached = await queues()
    .find({ batch: _id, status: { $in: ["draft", "queued"] } }, { projection: { _id: 1 } })
    .toArray();
  for (const chunk of unreached) {
    await drop(batch, chunk._id);
    if (spent()) return false;
  }
  while (await takeBackSome(batch)) if (spent()) return false;
  touchBatches([_id]);
  const left = await queues().findOne({ batch: _id, status: { $in: ["draft", "queued"] } }, { projection: { _id: 1 } });
  // What a worker wrote of a chunk meanwhile is seen by the next look, and so is a mail that comes back to the queue.
  if (left || (await isListLeaving(_id))) return true;
  await batches().updateOne({ _id }, { $unset: { stopping: "" }, $inc: { version: 1 } });
  return true;
}

/**
 * Gives the rows of one chunk that were not reached their outcome. A chunk that is being written comes first or not at all:
 * both write the same document.
 */
async function drop(batch: BatchDoc, id: ObjectId): Promise<void> {
  const chunk = await queues().findOne({ _id: id, status: { $in: ["draft", "queued"] } });
  if (!chunk) return;
  const scope = await accounts().findOne({ _id: batch.account });
  if (!scope) throw new Error("An account is never deleted");
  const read = rowReader(planOf(batch, scope));
  const known = new Set(chunk.results.map(({ line }) => line));
  const rest = chunk.rows.filter(({ line }) => !known.has(line));
  const dropped = rest.map((row): RowResult => {
    const email = addressIn(read, row);
    return { line: row.line, email, status: "skipped", code: "cancelled", reason: UNREACHED, invitation: null };
  });
  const results = [...chunk.results, ...dropped].sort((a, b) => a.line - b.line);
  const tally = tallyOf(results);
  const { matchedCount } = await queues().updateOne(
    { _id: chunk._id, status: chunk.status, results: { $size: chunk.results.length } },
    { $set: { status: "dropped", results, tally: { ...tally }, lease: null }, $unset: { trying: "" } },
  );
  if (matchedCount === 0) return;
  const change = { $set: { [`tally.${chunk.index}`]: tally, updatedAt: now() }, $inc: { version: 1 } };
  await batches().updateOne({ _id: batch._id }, change);
}

/** A row that cannot even be read must not keep the others from their end. */
function addressIn(read: ReturnType<typeof rowReader>, row: ChunkRow): string {
  try {
    return read(row).email;
  } catch {
    return "";
  }
}

const UNREACHED = "The list was cancelled before this row was reached.";

/** Takes back some of the mails, and in the same transaction ends their invitations: nobody has heard of those. */
async function takeBackSome(batch: BatchDoc): Promise<boolean> {
  return transact(async (session) => {
    const mailed = await cancelListMails(session, batch._id, AT_ONCE);
    if (mailed.length === 0) return false;
    const scope = await accounts().findOne({ _id: batch.account }, { session });
    if (!scope) throw new Error("An account is never deleted");
    const pending = await openOnes(session, mailed);
    const by = batch.cancelledBy ?? { ...batch.createdBy, ip: null };
    const { all } = await endInvitations(session, pending, "cancelled", by.name);
    const subjects = all.map(({ _id }) => ({ type: "invitation" as const, id: _id }));
    await recordEach(session, by, "invitation.cancelled", scope, subjects);
    return true;
  });
}

function openOnes(session: ClientSession, ids: ObjectId[]) {
  return invitations()
    .find({ _id: { $in: ids }, status: "pending" }, { session })
    .toArray();
}
