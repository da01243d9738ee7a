import type { ClientSession, ObjectId } from "mongodb";
import { now } from "../clock";
import type { BatchDoc, ChunkRow, RowResult } from "../db/batch-types";
import { accounts, batches, invitations, queues, transact } from "../db/client";
import { recordEach } from "../events/record";
import { endInvitations } from "../invitations/end-many";
import { cancelListMails, isListLeaving } from "../mail/lists";
import { tallyOfChunks } from "./advance";
import { lineOf } from "./ids";
import { planOf, rowReader } from "./row";
import { tallyOf } from "./tally";

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

/** @returns false where time was spent before there was nothing to do for now */
async function stop(batch: BatchDoc, spent: () => boolean): Promise<boolean> {
  const done = await takeBack(batch, spent);
  await tell(batch, done && !(await isMoving(batch._id)));
  return done;
}

async function takeBack(batch: BatchDoc, spent: () => boolean): Promise<boolean> {
  for (const { _id } of await unreached(batch._id).toArray()) {
    await drop(batch, _id);
    if (spent()) return false;
  }
  const places = await placesOf(batch._id);
  while (await takeBackSome(batch, places)) if (spent()) return false;
  return true;
}

const unreached = (batch: ObjectId) =>
  queues().find({ batch, status: { $in: ["draft", "queued"] } }, { projection: { _id: 1 } });

/** What a worker wrote of a chunk meanwhile is seen by the next look, and so is a mail that comes back to the queue. */
async function isMoving(batch: ObjectId): Promise<boolean> {
  return (await unreached(batch).hasNext()) || (await isListLeaving(batch));
}

/** What its rows came to, from the chunks themselves. Only while it is being stopped: the last word is told at rest. */
async function tell({ _id, rowsFinishedAt, finishedAt }: BatchDoc, atRest: boolean): Promise<void> {
  const tally = await tallyOfChunks(_id);
  const at = now();
  // A discarded draft had its end at once.
  const end = finishedAt ?? at;
  await batches().updateOne(
    { _id, stopping: true },
    {
      $set: { tally, updatedAt: at, ...(atRest ? { rowsFinishedAt: rowsFinishedAt ?? end, finishedAt: end } : {}) },
      ...(atRest ? { $unset: { stopping: "" } } : {}),
      $inc: { version: 1 },
    },
  );
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
  await queues().updateOne(
    { _id: chunk._id, status: chunk.status, results: { $size: chunk.results.length } },
    { $set: { status: "dropped", results, tally: { ...tallyOf(results) }, lease: null }, $unset: { trying: "" } },
  );
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

/**
 * Takes back some of the mails, and in the same transaction ends their invitations and skips their rows: nobody has heard
 * of those.
 */
async function takeBackSome(batch: BatchDoc, places: readonly Place[]): Promise<boolean> {
  return transact(async (session) => {
    const mailed = await cancelListMails(session, batch._id, AT_ONCE);
    if (mailed.length === 0) return false;
    const scope = await accounts().findOne({ _id: batch.account }, { session });
    if (!scope) throw new Error("An account is never deleted");
    const pending = await openOnes(session, mailed);
    const by = batch.cancelledBy ?? { ...batch.createdBy, ip: null };
    const { all } = await endInvitations(session, pending, "cancelled", by.name);
    const ended = all.map(({ _id }) => _id);
    await skipRows(session, places, ended);
    const subjects = ended.map((id) => ({ type: "invitation" as const, id }));
    await recordEach(session, by, "invitation.cancelled", scope, subjects);
    return true;
  });
}

/** A chunk, and the line at which it begins. */
interface Place {
  _id: ObjectId;
  from: number;
}

function placesOf(batch: ObjectId): Promise<Place[]> {
  return queues()
    .find({ batch })
    .project<Place>({ from: { $first: "$rows.line" } })
    .hint("one_chunk")
    .sort({ index: 1 })
    .toArray();
}

const TAKEN_BACK = {
  status: "skipped",
  code: "cancelled",
  reason: "The list was cancelled before this mail left.",
} as const;

/** The rows of these invitations, which they keep. */
async function skipRows(session: ClientSession, places: readonly Place[], ended: readonly ObjectId[]): Promise<void> {
  const ids = new Set(ended.map((id) => id.toHexString()));
  const found = new Set(ended.map((id) => places.findLast(({ from }) => from <= lineOf(id))?._id));
  for (const _id of found) {
    const chunk = _id && (await queues().findOne({ _id }, { session, projection: { results: 1 } }));
    if (!chunk) continue;
    const results = chunk.results.map((result) =>
      result.status === "invited" && ids.has(result.invitation?.toHexString() ?? "")
        ? { ...result, ...TAKEN_BACK }
        : result,
    );
    await queues().updateOne({ _id }, { $set: { results, tally: { ...tallyOf(results) } } }, { session });
  }
}

function openOnes(session: ClientSession, ids: ObjectId[]) {
  return invitations()
    .find({ _id: { $in: ids }, status: "pending" }, { session })
    .toArray();
}
