import { setImmediate } from "node:timers/promises";
import type { ObjectId } from "mongodb";
import type { BatchDoc, ChunkDoc } from "../db/batch-types";
import { batches, queues } from "../db/client";
import type { AccountDoc } from "../db/types";
import { addOutcomes, checkRows, deadDomains, domainOf, noOutcomes } from "./check";
import { countOutcomes, keysOf, markDuplicates } from "./chunks";
import { warnOfDomains } from "./domain-warnings";
import { nothingTaken } from "./judge";
import { planOf, rowReader } from "./row";

/**
 * Judges all rows of a draft anew, chunk by chunk. Each write asks that nothing newer was written to its chunk, so that of
 * two checks at once the one for the newer version stays; `checked` is set by that one alone. A draft without `checked` was
 * left in the middle of this, and is checked again before anything else is done to it.
 */
export async function recheck(batch: BatchDoc, scope: AccountDoc): Promise<void> {
  const plan = planOf(batch, scope);
  const read = rowReader(plan);
  const seen = new Map<string, number>();
  const taken = nothingTaken();
  const sums = noOutcomes();
  const domains = new Set<string>();
  const chunks = queues()
    .find({ batch: batch._id, status: "draft" }, { projection: { rows: 1 }, hint: "one_chunk" })
    .sort({ index: 1 })
    .batchSize(10);
  for await (const { _id, rows } of chunks) {
    const before = rows.map(({ duplicateOf }) => duplicateOf);
    const readings = rows.map(read);
    markDuplicates(rows, readings, seen);
    const checks = await checkRows(plan, rows, readings, taken);
    addOutcomes(sums, checks);
    for (const { email, outcome } of checks) if (outcome === "invite") domains.add(domainOf(email));
    const moved = rows.some(({ duplicateOf }, index) => duplicateOf !== before[index]);
    const found: Partial<ChunkDoc> = {
      checks,
      keys: keysOf(rows, readings),
      tally: countOutcomes(checks),
      checkedFor: batch.version,
      ...(moved ? { rows } : {}),
    };
    if (!(await write(_id, batch.version, found))) return;
    await setImmediate();
  }
  await warnOfDomains(batch._id, await deadDomains(domains));
  await batches().updateOne(
    { _id: batch._id, status: "draft", version: batch.version },
    { $set: { checked: sums }, $inc: { version: 1 } },
  );
}

/** False where a newer check has been here, or the draft has been started: then this one has nothing more to say. */
async function write(_id: ObjectId, version: number, found: Partial<ChunkDoc>): Promise<boolean> {
  const written = await queues().updateOne(
    { _id, status: "draft", checkedFor: { $not: { $gt: version } } },
    { $set: found },
  );
  return written.matchedCount === 1;
}
