import type { ChunkRow } from "../db/batch-types";
import { firstValue, isAddressBook, ownColumns, plainCell } from "./fields";
import type { Plan } from "./plan";
import type { Field } from "./schema";

/**
 * What a row says, by field: its cells as the columns are mapped now, and what was corrected in the draft instead of them.
 * In a report that comes back the prefixes of cells that begin like a formula are taken off, and of an address book's cells
 * with several values the first one counts.
 */
export function cellsReader({
  header,
  columns,
}: Pick<Plan, "header" | "columns">): (row: ChunkRow) => Map<Field, string> {
  const isReport = ownColumns(header).some(Boolean);
  const isBook = isAddressBook(header);
  const plain = (cell: string) => {
    const own = isReport ? plainCell(cell) : cell;
    return isBook ? firstValue(own) : own;
  };
  // Of two columns for one field the first counts.
  const mapped = columns.flatMap((field, index) =>
    field !== null && columns.indexOf(field) === index ? [{ field: field as Field, index }] : [],
  );
  return ({ cells, values }) => {
    const read = new Map<Field, string>();
    for (const { field, index } of mapped) {
      read.set(field, plain((cells[index] ?? "").trim()).trim());
    }
    for (const [field, value] of Object.entries(values ?? {})) read.set(field as Field, value.trim());
    return read;
  };
}

/** The same as an object, without what is empty. */
export function rowValues(plan: Pick<Plan, "header" | "columns">): (row: ChunkRow) => Record<string, string> {
  const read = cellsReader(plan);
  return (row) => Object.fromEntries([...read(row)].filter(([, value]) => value !== ""));
}

/** Whether a row has more cells than columns, and nobody has corrected it. */
export function isTooWide({ extra, values }: Pick<ChunkRow, "extra" | "values">): boolean {
  return extra === true && Object.keys(values ?? {}).length === 0;
}

/** Its cells beyond the columns. */
export function surplusOf(row: Pick<ChunkRow, "cells" | "extra" | "values">, columns: number): string[] {
  return isTooWide(row) ? row.cells.slice(columns) : [];
}
