import type { ChunkRow, RowCheck } from "../db/batch-types";
import { AppError } from "../errors";
import { rowValues } from "./cells";
import { addOutcomes, checkRows, deadDomains, deadDomainWarning, domainOf, noOutcomes } from "./check";
import { inChunks, markDuplicates } from "./chunks";
import type { List } from "./file/read";
import { columnsOf } from "./get";
import { nothingTaken } from "./judge";
import type { Plan } from "./plan";
import { rowReader } from "./row";
import { type Checked, type Outcome, SHOWN_OF_EACH } from "./schema";

const LOOKED_AT = 100;

/** Reads and judges a whole list and writes nothing; memory holds the rows that are shown, and what tells rows apart. */
export async function dryRun(plan: Plan, list: List): Promise<Checked> {
  const read = rowReader(plan);
  const seen = new Map<string, number>();
  const taken = nothingTaken();
  const counts = noOutcomes();
  const domains = new Set<string>();
  const first: ChunkRow[] = [];
  const shown: { row: ChunkRow; check: RowCheck }[] = [];
  let total = 0;

  const note = (rows: readonly ChunkRow[], checks: readonly RowCheck[]) => {
    for (const [index, check] of checks.entries()) {
      const row = rows[index];
      if (check.outcome === "invite") domains.add(domainOf(check.email));
      if (row && (counts[check.outcome as Outcome] ?? 0) < SHOWN_OF_EACH) shown.push({ row, check });
      addOutcomes(counts, [check]);
    }
  };
  let judging: Promise<void> = Promise.resolve();
  try {
    for await (const rows of inChunks(list.records())) {
      total += rows.length;
      if (first.length < LOOKED_AT) first.push(...rows.slice(0, LOOKED_AT));
      const readings = rows.map(read);
      markDuplicates(rows, readings, seen);
      // The look-ups of one part and the reading of the next go on side by side.
      await judging;
      judging = checkRows(plan, rows, readings, taken).then((checks) => note(rows, checks));
      judging.catch(() => undefined);
    }
  } finally {
    await judging;
  }
  if (total === 0) throw new AppError("file_empty", "There is no row below the header, so nobody to invite.");

  const dead = await deadDomains(domains);
  const valuesOf = rowValues(plan);
  return {
    status: "checked",
    counts: { total, ...counts },
    columns: columnsOf(plan, first),
    rows: shown.map(({ row, check }) => {
      const warning = deadDomainWarning(check, dead);
      const { line, email, outcome, code, reason, warnings = [] } = check;
      return {
        line,
        email,
        status: outcome,
        code,
        reason,
        invitation: null,
        values: valuesOf(row),
        warnings: warning ? [...warnings, warning] : warnings,
      };
    }),
  };
}
