"use client";

import type { ColumnView } from "@/lib/batches/schema";
import { columnName, type ListKind } from "@/lib/console/bulk-columns";
import { consoleWords } from "@/lib/i18n/console/words";
import { BulkColumnRow } from "./bulk-column-row";

const words = consoleWords().bulk.columns;

/** The columns of a file, one a row. */
export function BulkColumnTable({
  list,
  columns,
  chosen,
  errors = {},
  onChoose,
}: {
  list: ListKind;
  columns: readonly ColumnView[];
  /** By the column's index, the field that it fills; empty for none. */
  chosen: readonly string[];
  errors?: Readonly<Record<string, string>>;
  onChoose: (index: number, field: string) => void;
}) {
  return (
    <table className="w-full table-fixed border-collapse text-start max-md:block">
      <caption className="sr-only">{words.table}</caption>
      <thead className="max-md:sr-only">
        <tr className="h-9 border-b border-line text-12 text-ink-muted [&>th]:text-start [&>th]:font-normal">
          <th scope="col" className="w-[28%]">
            {words.column}
          </th>
          <th scope="col">{words.samples}</th>
          <th scope="col" className="w-64">
            {words.field}
          </th>
        </tr>
      </thead>
      <tbody className="max-md:block">
        {columns.map((column, index) => (
          <BulkColumnRow
            // biome-ignore lint/suspicious/noArrayIndexKey: a file's columns have an order and nothing else; names may come twice
            key={index}
            list={list}
            column={column}
            index={index}
            value={chosen[index] ?? ""}
            error={errors[columnName(index)]}
            onChoose={onChoose}
          />
        ))}
      </tbody>
    </table>
  );
}
