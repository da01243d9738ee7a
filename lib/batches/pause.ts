import type { ClientSession, Filter, ObjectId } from "mongodb";
import { type Actor, SYSTEM } from "../auth/actor";
import { now } from "../clock";
import type { BatchDoc, BatchStatus } from "../db/batch-types";
import { accounts, batches, transact } from "../db/client";
import type { AccountDoc } from "../db/types";
import { recordEvent } from "../events/record";
import { reachBatch } from "./access";
import type { BatchView } from "./schema";
import { batchFinished, batchNotStarted } from "./states";
import { viewBatch } from "./view";

const PAUSABLE: BatchStatus[] = ["queued", "running", "mailing"];

/**
 * Holds a list: no further row is taken up and no further mail of it leaves. What is being written or handed over in this
 * moment comes to its end.
 * @throws AppError 409 `batch_not_started`, `batch_finished`
 */
export async function pauseBatch(actor: Actor, id: ObjectId): Promise<BatchView> {
  const { access } = await reachBatch(actor, id, "stop");
  return transact(async (session) => {
    const paused = await hold(session, id, actor, access.account);
    if (paused) return viewBatch(paused);
    const batch = await batches().findOne({ _id: id }, { session });
    if (batch?.status === "paused") return viewBatch(batch);
    throw batch?.status === "draft" ? batchNotStarted("paused") : batchFinished(batch, "paused");
  });
}

/**
 * Holds a list that cannot go on, and says why. Whatever else it is doing by now, nothing happens.
 * @param where what it was judged by, which has to hold still
 * @returns whether it was held
 */
export async function pauseItself(
  id: ObjectId,
  because: NonNullable<BatchDoc["pausedBecause"]>,
  where: Filter<BatchDoc> = {},
): Promise<boolean> {
  return transact(async (session) => {
    const batch = await batches().findOne({ _id: id, ...where }, { session, projection: { account: 1 } });
    const account = batch && (await accounts().findOne({ _id: batch.account }, { session }));
    return account ? (await hold(session, id, SYSTEM, account, because)) !== null : false;
  });
}

async function hold(
  session: ClientSession,
  id: ObjectId,
  actor: Actor,
  account: AccountDoc,
  because?: NonNullable<BatchDoc["pausedBecause"]>,
): Promise<BatchDoc | null> {
  const paused = await batches().findOneAndUpdate(
    { _id: id, status: { $in: PAUSABLE } },
    [
      {
        $set: {
          status: "paused",
          pausedFrom: "$status",
          pausedBecause: because ? { $literal: because } : "$$REMOVE",
          updatedAt: now(),
          version: { $add: ["$version", 1] },
        },
      },
    ],
    { session, returnDocument: "after" },
  );
  if (!paused) return null;
  const detail = because ? { because: because.message } : undefined;
  await recordEvent(session, actor, "batch.paused", account, { type: "batch", id }, detail);
  return paused;
}
