import type { ObjectId } from "mongodb";
import { queues } from "../db/client";
import { deadDomainWarning } from "./check";

/** Adds to a draft's checks what only the whole list's domains tell. Most lists have nothing to add. */
export async function warnOfDomains(batch: ObjectId, dead: ReadonlySet<string>): Promise<void> {
  if (dead.size === 0) return;
  const chunks = queues()
    .find({ batch, status: "draft" }, { projection: { checks: 1, checkedFor: 1 }, hint: "one_chunk" })
    .batchSize(20);
  for await (const { _id, checks, checkedFor } of chunks) {
    let added = false;
    for (const check of checks) {
      const warning = deadDomainWarning(check, dead);
      if (!warning) continue;
      check.warnings = [...(check.warnings ?? []), warning];
      added = true;
    }
    // Checked anew in between, it has been warned of by that check.
    if (added) await queues().updateOne({ _id, checkedFor }, { $set: { checks } });
  }
}
