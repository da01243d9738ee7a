import type { BatchDoc, ChunkDoc, ChunkRow, RowCheck, RowResult } from "../db/batch-types";
import { rowValues } from "./cells";
import type { RowView } from "./schema";

/** A chunk's rows as they are shown: what became of each, or what the check says of it. */

export type ChunkRows = Pick<ChunkDoc, "index" | "rows" | "checks" | "results">;

/** What is read of a chunk to show its rows. */
export const SHOWN = { index: 1, rows: 1, checks: 1, results: 1 } as const;

export interface ShownRow {
  row: ChunkRow;
  view: RowView;
}

type Said = Pick<RowView, "status" | "code" | "reason" | "invitation">;

const NEVER_REACHED: Said = {
  status: "skipped",
  code: "cancelled",
  reason: "The list was cancelled before this row's turn.",
  invitation: null,
};

const WAITING: Said = { status: "queued", code: null, reason: null, invitation: null };

export function rowShower(batch: Pick<BatchDoc, "status" | "header" | "columns">): (chunk: ChunkRows) => ShownRow[] {
  const valuesOf = rowValues(batch);
  const draft = batch.status === "draft";
  const waiting = batch.status === "cancelled" ? NEVER_REACHED : WAITING;
  return ({ rows, checks, results }) => {
    const checkOf = new Map(checks.map((check) => [check.line, check]));
    const resultOf = new Map(results.map((result) => [result.line, result]));
    return rows.map((row) => {
      const check = checkOf.get(row.line);
      const result = draft ? undefined : resultOf.get(row.line);
      const values = valuesOf(row);
      const said = result ? saidBy(result) : draft && check ? saidIn(check) : waiting;
      const email = result?.email ?? check?.email ?? values.email ?? "";
      const warnings = (check?.warnings ?? []).map(({ code, message, suggestion }) => ({
        code,
        message,
        ...(suggestion === undefined ? {} : { suggestion }),
      }));
      return { row, view: { line: row.line, email, ...said, values, warnings } };
    });
  };
}

function saidBy({ status, code, reason, invitation }: RowResult): Said {
  return { status, code, reason, invitation: invitation?.toHexString() ?? null };
}

function saidIn({ outcome, code, reason }: RowCheck): Said {
  return { status: outcome, code, reason, invitation: null };
}
