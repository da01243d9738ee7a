import type { ObjectId } from "mongodb";
import { now } from "../clock";
import type { BatchDoc } from "../db/batch-types";
import { accounts, batches, queues, transact } from "../db/client";
import { firstIdAt } from "../db/ids";
import { advanceOpen, tallyOfChunks } from "./advance";
import { pauseItself } from "./pause";
import { whyHeld } from "./run-chunk";
import { stopCancelled } from "./stop";
import { sumOf } from "./tally";

/** Makes good what crashes left of lists, and clears away what nobody came back for. */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A list whose chunks lie there longer than that without it was never finished uploading. */
const ORPHAN_MS = HOUR;
const ORPHANS_WITHIN_MS = 30 * DAY;
const DRAFT_MS = 30 * DAY;
const AT_ONCE = 100;

export async function sweepBatches(signal?: AbortSignal): Promise<void> {
  const steps = [holdInactive, repairTallies, advanceOpen, stopCancelled, removeOrphans, removeDrafts];
  const failures: unknown[] = [];
  for (const step of steps) {
    if (signal?.aborted) return;
    // What one of them cannot do does not keep the others from their work.
    await step(signal).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw failures[0];
}

/** Lists of accounts that are suspended by now, whose mail would still leave. */
async function holdInactive(signal?: AbortSignal): Promise<void> {
  const open = await batches()
    .find({ status: { $in: ["queued", "running", "mailing"] } }, { projection: { account: 1 } })
    .hint("open")
    .toArray();
  const lists = new Map<string, ObjectId[]>();
  for (const { _id, account } of open) {
    lists.set(account.toHexString(), [...(lists.get(account.toHexString()) ?? []), _id]);
  }
  const scopes = await accounts()
    .find({ _id: { $in: open.map(({ account }) => account) } })
    .toArray();
  for (const scope of scopes) {
    if (signal?.aborted) return;
    const message = await whyHeld(scope);
    if (!message) continue;
    for (const id of lists.get(scope._id.toHexString()) ?? []) {
      await pauseItself(id, { code: "account_not_active", message });
    }
  }
}

/** Counts that a crash kept from the list after a chunk was written. */
async function repairTallies(signal?: AbortSignal): Promise<void> {
  const open = await batches()
    .find({ status: { $in: ["running", "paused"] } })
    .hint("open")
    .toArray();
  for (const batch of open) {
    if (signal?.aborted) return;
    const tally = await tallyOfChunks(batch._id);
    if (sumOf(tally).total > sumOf(batch.tally).total) await repair(batch, tally);
  }
}

async function repair({ _id, tally: known }: BatchDoc, tally: BatchDoc["tally"]): Promise<void> {
  const missing = Object.entries(tally).filter(([index, one]) => sumOf({ one }).total > sumOfOne(known[index]));
  if (missing.length === 0) return;
  const change = Object.fromEntries(missing.map(([index, one]) => [`tally.${index}`, one]));
  await batches().updateOne({ _id }, { $set: { ...change, updatedAt: now() }, $inc: { version: 1 } });
}

const sumOfOne = (one: BatchDoc["tally"][string] | undefined) => (one ? sumOf({ one }).total : 0);

/** Chunks of uploads that broke off before their list was written. */
async function removeOrphans(): Promise<void> {
  const at = now().getTime();
  const from = firstIdAt(new Date(at - ORPHANS_WITHIN_MS));
  const to = firstIdAt(new Date(at - ORPHAN_MS));
  // One key of the index is read for each list, however many chunks it has.
  const seen: ObjectId[] = await queues().distinct("batch", { batch: { $gte: from, $lt: to } });
  if (seen.length === 0) return;
  const known = await batches()
    .find({ _id: { $in: seen } }, { projection: { _id: 1 } })
    .toArray();
  const there = new Set(known.map(({ _id }) => _id.toHexString()));
  const gone = seen.filter((id) => !there.has(id.toHexString()));
  if (gone.length > 0) await queues().deleteMany({ batch: { $in: gone } });
}

/** Drafts that nobody has touched for a month, with the people in them. */
async function removeDrafts(signal?: AbortSignal): Promise<void> {
  const before = new Date(now().getTime() - DRAFT_MS);
  const old = await batches()
    .find({ status: "draft", updatedAt: { $lt: before } }, { projection: { _id: 1 } })
    .limit(AT_ONCE)
    .toArray();
  for (const { _id } of old) {
    if (signal?.aborted) return;
    await transact(async (session) => {
      const { deletedCount } = await batches().deleteOne(
        { _id, status: "draft", updatedAt: { $lt: before } },
        { session },
      );
      if (deletedCount === 1) await queues().deleteMany({ batch: _id }, { session });
    });
  }
}
