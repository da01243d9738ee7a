import type { BatchDoc, RowResult, Tally } from "../db/batch-types";

/** What rows came to, in numbers. */

export function tallyOf(results: readonly RowResult[]): Tally {
  const tally: Tally = { invited: 0, skipped: 0, failed: 0 };
  for (const { status, code } of results) {
    tally[status] += 1;
    if (status === "skipped" && code === "cancelled") tally.cancelled = (tally.cancelled ?? 0) + 1;
  }
  return tally;
}

/** Over all chunks of a list. */
export function sumOf(tally: BatchDoc["tally"]): Required<Tally> & { total: number } {
  const sum = { invited: 0, skipped: 0, failed: 0, cancelled: 0, total: 0 };
  for (const { invited, skipped, failed, cancelled = 0 } of Object.values(tally)) {
    sum.invited += invited;
    sum.skipped += skipped;
    sum.failed += failed;
    sum.cancelled += cancelled;
    sum.total += invited + skipped + failed;
  }
  return sum;
}
