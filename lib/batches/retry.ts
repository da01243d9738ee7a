import type { ClientSession, ObjectId } from "mongodb";
import type { Actor } from "../auth/actor";
import { now } from "../clock";
import type { BatchDoc, BatchStatus } from "../db/batch-types";
import { batches, queues, transact } from "../db/client";
import type { Role } from "../db/types";
import { wakeLists } from "../engine/wake";
import { recordEvent } from "../events/record";
import { reachBatch } from "./access";
import { mostRoleOf } from "./admit";
import { tallyOfChunks } from "./advance";
import type { BatchView } from "./schema";
import { batchFinished, batchNotStarted } from "./states";
import { sumOf } from "./tally";
import { viewBatch } from "./view";

const DONE: BatchStatus[] = ["completed", "failed"];

/**
 * Takes up again the rows of a finished list that failed; the others keep what became of them. Their roles are judged by the
 * rights of who asks for it. Where none failed, and where it is running already, nothing changes.
 * @throws AppError 409 `account_not_active`, `batch_not_started`, `batch_finished` where it was cancelled
 */
export async function retryBatch(actor: Actor, id: ObjectId): Promise<BatchView> {
  const { access } = await reachBatch(actor, id, "change");
  const view = await transact(async (session) => {
    const batch = await batches().findOne({ _id: id }, { session });
    if (batch?.status === "draft") throw batchNotStarted("tried again");
    if (!batch || batch.status === "cancelled") throw batchFinished(batch, "tried again");
    const { failed } = sumOf(batch.tally);
    if (!DONE.includes(batch.status) || failed === 0) return viewBatch(batch);
    await takeBackFailed(session, id);
    const again = await runAgain(session, id, mostRoleOf(actor, access));
    const detail = { count: String(failed) };
    await recordEvent(session, actor, "batch.retried", access.account, { type: "batch", id }, detail);
    return viewBatch(again);
  });
  wakeLists(id);
  return view;
}

/** Their chunks are as if those rows had not been reached. */
async function takeBackFailed(session: ClientSession, batch: ObjectId): Promise<void> {
  const others = { $filter: { input: "$results", cond: { $ne: ["$$this.status", "failed"] } } };
  await queues().updateMany(
    { batch, status: "done", "tally.failed": { $gt: 0 } },
    [
      {
        $set: {
          status: "queued",
          results: others,
          "tally.failed": 0,
          notBefore: "$$NOW",
          lease: null,
          attempts: 0,
          trying: "$$REMOVE",
          error: null,
        },
      },
    ],
    { session },
  );
}

async function runAgain(session: ClientSession, id: ObjectId, mostRole: Role): Promise<BatchDoc> {
  const at = now();
  const tally = await tallyOfChunks(id, session);
  const again = await batches().findOneAndUpdate(
    { _id: id, status: { $in: DONE } },
    {
      $set: { status: "running", mostRole, tally, rowsFinishedAt: null, finishedAt: null, updatedAt: at },
      $inc: { version: 1 },
    },
    { session, returnDocument: "after" },
  );
  if (!again) throw new Error("A list that was finished in this transaction is not");
  return again;
}
