import { batches } from "../db/client";
import { countsOf } from "./view";

export const OPEN = ["queued", "running", "mailing", "paused"] as const;

export interface OpenFigures {
  /** How many lists stand there. */
  lists: Record<(typeof OPEN)[number], number>;
  /** Their rows that have no outcome yet. */
  rows: number;
}

/** Lists that somebody works at or has paused, of all accounts: there are few at any time, and one index knows them. */
export async function openFigures(timeoutMS?: number): Promise<OpenFigures> {
  const figures: OpenFigures = { lists: { queued: 0, running: 0, mailing: 0, paused: 0 }, rows: 0 };
  const open = batches().find(
    { status: { $in: [...OPEN] } },
    { projection: { status: 1, rows: 1, tally: 1 }, hint: "open", ...(timeoutMS ? { timeoutMS } : {}) },
  );
  for await (const doc of open) {
    figures.lists[doc.status as (typeof OPEN)[number]] += 1;
    figures.rows += countsOf(doc).queued;
  }
  return figures;
}
