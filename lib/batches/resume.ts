import type { ObjectId } from "mongodb";
import type { Actor } from "../auth/actor";
import { now } from "../clock";
import type { BatchStatus } from "../db/batch-types";
import { batches, transact } from "../db/client";
import { wakeLists, wakeOutbox } from "../engine/wake";
import { recordEvent } from "../events/record";
import { reachBatch } from "./access";
import { bouncesOf } from "./bounces";
import type { BatchView } from "./schema";
import { batchFinished, batchNotStarted } from "./states";
import { viewBatch } from "./view";

const UNDER_WAY: readonly (BatchStatus | undefined)[] = ["queued", "running", "mailing"];

/**
 * Lets a paused list go on where it was. What had bounced by then was seen, and is not held against it again.
 * @throws AppError 409 `account_not_active`, `batch_not_started`, `batch_finished`
 */
export async function resumeBatch(actor: Actor, id: ObjectId): Promise<BatchView> {
  const { access } = await reachBatch(actor, id, "change");
  const bouncesBefore = await bouncesOf(id);
  const view = await transact(async (session) => {
    const resumed = await batches().findOneAndUpdate(
      { _id: id, status: "paused" },
      [
        {
          $set: {
            status: { $ifNull: ["$pausedFrom", "running"] },
            pausedFrom: "$$REMOVE",
            pausedBecause: "$$REMOVE",
            bouncesBefore: { $literal: bouncesBefore },
            updatedAt: now(),
            version: { $add: ["$version", 1] },
          },
        },
      ],
      { session, returnDocument: "after" },
    );
    if (resumed) {
      await recordEvent(session, actor, "batch.resumed", access.account, { type: "batch", id });
      return viewBatch(resumed);
    }
    const batch = await batches().findOne({ _id: id }, { session });
    if (batch && UNDER_WAY.includes(batch.status)) return viewBatch(batch);
    throw batch?.status === "draft" ? batchNotStarted("resumed") : batchFinished(batch, "resumed");
  });
  wakeLists(id);
  wakeOutbox();
  return view;
}
