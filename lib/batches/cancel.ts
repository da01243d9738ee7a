import type { ClientSession, ObjectId, UpdateFilter } from "mongodb";
import { type Actor, actorRef } from "../auth/actor";
import { now } from "../clock";
import type { BatchDoc, BatchStatus } from "../db/batch-types";
import { batches, queues, transact } from "../db/client";
import { wakeLists } from "../engine/wake";
import { recordEvent } from "../events/record";
import { isListLeaving } from "../mail/lists";
import { reachBatch } from "./access";
import { tallyOfChunks } from "./advance";
import type { BatchView } from "./schema";
import { batchFinished } from "./states";
import { viewBatch } from "./view";

const UNFINISHED: BatchStatus[] = ["draft", "queued", "running", "mailing", "paused"];

/**
 * Ends a list: from here on no row is taken up. What waits is taken back by the engine (stop.ts); whoever was mailed keeps
 * the invitation, nobody else is told anything. It is finished once that is done.
 * @throws AppError 409 `batch_finished` where it had ended otherwise
 */
export async function cancelBatch(actor: Actor, id: ObjectId): Promise<BatchView> {
  const { access } = await reachBatch(actor, id, "stop");
  const view = await transact(async (session) => {
    const at = now();
    const cancelled = await batches().findOneAndUpdate(
      { _id: id, status: { $in: UNFINISHED } },
      {
        $set: {
          status: "cancelled",
          stopping: true,
          cancelledBy: { ...actorRef(actor), ip: actor.ip },
          updatedAt: at,
        },
        $unset: { pausedFrom: "", pausedBecause: "" },
        $inc: { version: 1 },
      },
      { session, returnDocument: "after" },
    );
    if (cancelled) {
      await recordEvent(session, actor, "batch.cancelled", access.account, { type: "batch", id });
      return viewBatch(await endAtOnce(session, cancelled, at));
    }
    const batch = await batches().findOne({ _id: id }, { session });
    if (batch?.status === "cancelled") return viewBatch(batch);
    throw batchFinished(batch, "cancelled");
  });
  wakeLists(id);
  return view;
}

/** Where nobody was invited yet, or nothing is left to be taken back, that was the end; else stop.ts tells of it. */
async function endAtOnce(session: ClientSession, batch: BatchDoc, at: Date): Promise<BatchDoc> {
  const { _id, startedAt, rowsFinishedAt } = batch;
  // The rows of a draft are given their outcome afterwards, which nobody waits for.
  const end = { finishedAt: at };
  if (startedAt === null) return setEnd(session, _id, { $set: end });
  const waiting = { batch: _id, status: "queued" as const };
  const queued = await queues().findOne(waiting, { session, hint: "due", projection: { _id: 1 } });
  if (queued || (await isListLeaving(_id, session))) return batch;
  const tally = await tallyOfChunks(_id, session);
  const rest = { tally, rowsFinishedAt: rowsFinishedAt ?? at };
  return setEnd(session, _id, { $set: { ...end, ...rest }, $unset: { stopping: "" } });
}

async function setEnd(session: ClientSession, _id: ObjectId, end: UpdateFilter<BatchDoc>): Promise<BatchDoc> {
  const ended = await batches().findOneAndUpdate({ _id }, end, { session, returnDocument: "after" });
  if (!ended) throw new Error("A list that was cancelled in this transaction is not there");
  return ended;
}
