import type { ObjectId } from "mongodb";
import { now } from "../clock";
import type { BatchDoc, RowResult } from "../db/batch-types";
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

/** Stops all cancelled lists that are not at rest yet. */
export async function stopCancelled(signal?: AbortSignal): Promise<void> {
  const stopping = await batches().find({ stopping: true }).hint("stopping").toArray();
  for (const batch of stopping) {
    if (signal?.aborted) return;
    await stop(batch, signal);
  }
}

async function stop(batch: BatchDoc, signal?: AbortSignal): Promise<void> {
  const { _id } = batch;
  while (await dropNext(batch)) if (signal?.aborted) return;
  while (await takeBackSome(batch)) if (signal?.aborted) return;
  touchBatches([_id]);
  // A mail that is on its way may come back to the queue; what a chunk wrote in this moment is there by the next look.
  if (await isListLeaving(_id)) return;
  await batches().updateOne({ _id }, { $unset: { stopping: "" }, $inc: { version: 1 } });
}

/**
 * Gives the rows of one chunk that were not reached their outcome. A chunk that is being written comes first or not at all:
 * both write the same document.
 */
async function dropNext(batch: BatchDoc): Promise<boolean> {
  const chunk = await queues().findOne({ batch: batch._id, status: { $in: ["draft", "queued"] } });
  if (!chunk) return false;
  const scope = await accounts().findOne({ _id: batch.account });
  if (!scope) throw new Error("An account is never deleted");
  const read = rowReader(planOf(batch, scope));
  const known = new Set(chunk.results.map(({ line }) => line));
  const rest = chunk.rows.filter(({ line }) => !known.has(line));
  const dropped = rest.map((row): RowResult => {
    const { line, email } = read(row);
    return { line, email, status: "skipped", code: "cancelled", reason: UNREACHED, invitation: null };
  });
  const results = [...chunk.results, ...dropped].sort((a, b) => a.line - b.line);
  const tally = tallyOf(results);
  const { matchedCount } = await queues().updateOne(
    { _id: chunk._id, status: chunk.status, results: { $size: chunk.results.length } },
    { $set: { status: "dropped", results, tally: { ...tally }, lease: null }, $unset: { trying: "" } },
  );
  if (matchedCount === 1) {
    const change = { $set: { [`tally.${chunk.index}`]: tally, updatedAt: now() }, $inc: { version: 1 } };
    await batches().updateOne({ _id: batch._id }, change);
  }
  return true;
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

function openOnes(session: Parameters<typeof endInvitations>[0], ids: ObjectId[]) {
  return invitations()
    .find({ _id: { $in: ids }, status: "pending" }, { session })
    .toArray();
}
