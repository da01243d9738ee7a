import type { ObjectId } from "mongodb";
import { type Actor, actorRef } from "../auth/actor";
import { now } from "../clock";
import type { BatchStatus } from "../db/batch-types";
import { batches, transact } from "../db/client";
import { wakeLists } from "../engine/wake";
import { recordEvent } from "../events/record";
import { reachBatch } from "./access";
import type { BatchView } from "./schema";
import { batchFinished } from "./states";
import { viewBatch } from "./view";

const UNFINISHED: BatchStatus[] = ["draft", "queued", "running", "mailing", "paused"];

/**
 * Ends a list: from here on no row is taken up. What waits is taken back by the engine (stop.ts); whoever was mailed keeps
 * the invitation, nobody else is told anything.
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
          finishedAt: at,
          updatedAt: at,
        },
        $unset: { pausedFrom: "", pausedBecause: "" },
        $inc: { version: 1 },
      },
      { session, returnDocument: "after" },
    );
    if (cancelled) {
      await recordEvent(session, actor, "batch.cancelled", access.account, { type: "batch", id });
      return viewBatch(cancelled);
    }
    const batch = await batches().findOne({ _id: id }, { session });
    if (batch?.status === "cancelled") return viewBatch(batch);
    throw batchFinished(batch, "cancelled");
  });
  wakeLists(id);
  return view;
}
