import type { BatchDoc, RowResult, Tally } from "../db/batch-types";

/** What rows came to, in numbers. */

export function tallyOf(results: readonly RowResult[]): Tally {
  const tally: Tally = { invited: 0, skipped: 0, failed: 0 };
  for (const { status } of results) tally[status] += 1;
  return tally;
}

/** Over all chunks of a list. */
export function sumOf(tally: BatchDoc["tally"]): Tally & { total: number } {
  const sum = { invited: 0, skipped: 0, failed: 0, total: 0 };
  for (const { invited, skipped, failed } of Object.values(tally)) {
    sum.invited += invited;
    sum.skipped += skipped;
    sum.failed += failed;
    sum.total += invited + skipped + failed;
  }
  return sum;
}
