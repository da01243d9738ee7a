import type { BatchDoc } from "../db/batch-types";
import { agreeing } from "./agree";
import { type Figures, figuresOf, noFigures } from "./figures";
import type { BatchView } from "./schema";
import { sumOf } from "./tally";

/** What the rows of a list came to so far. */
export function countsOf(doc: Pick<BatchDoc, "rows" | "status" | "tally">): BatchView["counts"] {
  const { invited, skipped, failed, total: ended } = sumOf(doc.tally);
  const rest = Math.max(0, doc.rows - ended);
  // What a cancelled list did not come to is left out for good.
  if (doc.status === "cancelled") return { total: doc.rows, queued: 0, invited, skipped: skipped + rest, failed };
  return { total: doc.rows, queued: rest, invited, skipped, failed };
}

/** How many people a list was for: without rows that were refused, and with those that a cancel kept from their turn. */
export function meantOf(doc: Pick<BatchDoc, "rows" | "status" | "tally">): number {
  const { invited, cancelled, total: ended } = sumOf(doc.tally);
  return invited + cancelled + Math.max(0, doc.rows - ended);
}

export function toBatchView(doc: BatchDoc, figures: Figures): BatchView {
  const counts = countsOf(doc);
  const { delivery, outcome } = agreeing(doc, counts, figures);
  return {
    id: doc._id.toHexString(),
    name: doc.name,
    type: doc.type,
    status: doc.status,
    account: doc.account.toHexString(),
    counts,
    delivery,
    outcome,
    sendEmail: doc.sendEmail,
    resend: doc.resend,
    pausedBecause: doc.status === "paused" && doc.pausedBecause ? { ...doc.pausedBecause } : null,
    checked: doc.checked ? { ...doc.checked } : null,
    createdBy: {
      type: doc.createdBy.type,
      id: doc.createdBy.id?.toHexString() ?? null,
      name: doc.createdBy.name,
    },
    createdAt: doc.createdAt.toISOString(),
    startedAt: doc.startedAt?.toISOString() ?? null,
    rowsFinishedAt: doc.rowsFinishedAt?.toISOString() ?? null,
    finishedAt: doc.finishedAt?.toISOString() ?? null,
  };
}

/** With its figures, which are counted for all of them at once. */
export async function viewBatches(docs: readonly BatchDoc[]): Promise<BatchView[]> {
  // A draft has invited nobody.
  const begun = docs.filter(({ startedAt }) => startedAt !== null);
  const figures = await figuresOf(begun.map(({ _id }) => _id));
  return docs.map((doc) => toBatchView(doc, figures.get(doc._id.toHexString()) ?? noFigures()));
}

export async function viewBatch(doc: BatchDoc): Promise<BatchView> {
  const [view] = await viewBatches([doc]);
  if (!view) throw new Error("One list has one view");
  return view;
}
