import type { ObjectId } from "mongodb";
import { now } from "../clock";
import { batches } from "../db/client";
import { log } from "../log";

/** Whoever watches a list sees that its version grew, and reads its figures anew. */

/** A list changes hundreds of times a second while it runs; its watchers are told four times. */
const APART_MS = 250;

const told = new Map<string, { id: ObjectId; at: number; timer: NodeJS.Timeout | null }>();

/**
 * Says that something about these lists is to be seen: at once, or, soon after the last time, in a moment. Call it after a
 * commit, never inside a transaction: chunks in flight would come into each other's way.
 */
export function touchBatches(ids: Iterable<ObjectId>): void {
  const at = performance.now();
  for (const [key, { at: last, timer }] of told) if (!timer && at - last > APART_MS) told.delete(key);
  for (const id of ids) {
    const key = id.toHexString();
    const last = told.get(key);
    if (!last) {
      told.set(key, { id, at, timer: null });
      void touch([id]);
    } else if (!last.timer) {
      last.timer = setTimeout(
        () => {
          told.set(key, { id, at: performance.now(), timer: null });
          void touch([id]);
        },
        APART_MS - (at - last.at),
      );
      last.timer.unref();
    }
  }
}

async function touch(ids: ObjectId[]): Promise<void> {
  try {
    const change = { $inc: { version: 1 }, $set: { updatedAt: now() } };
    await batches().updateMany({ _id: { $in: ids } }, change, { writeConcern: { w: 1 } });
  } catch (error) {
    // Nothing depends on it: the next change tells of this one, too.
    log.debug("Who watches a list could not be told", { error });
  }
}
