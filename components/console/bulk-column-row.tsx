"use client";

import { useId } from "react";
import type { ColumnView } from "@/lib/batches/schema";
import { columnName, fieldGroups, fieldLabel, keptAs, type ListKind } from "@/lib/console/bulk-columns";
import { consoleWords } from "@/lib/i18n/console/words";

const words = consoleWords().bulk.columns;

export function headerOf(column: ColumnView | undefined, index: number): string {
  return column?.header.trim() || words.noHeader(index + 1);
}

/** One column: what it is called, what is in it, and what it becomes. */
export function BulkColumnRow({
  list,
  column,
  index,
  value,
  error,
  onChoose,
}: {
  list: ListKind;
  column: ColumnView;
  index: number;
  value: string;
  error: string | undefined;
  onChoose: (index: number, field: string) => void;
}) {
  const header = headerOf(column, index);
  const name = columnName(index);
  const samplesId = useId();
  const groups = fieldGroups(list);
  const kept = keptAs(column.header);
  const known = new Set([...groups.flatMap(({ fields }) => fields.map(({ field }) => field as string)), kept]);
  const left = value === "";
  return (
    <tr className="border-b border-line max-md:flex max-md:flex-col max-md:gap-1 max-md:py-3 md:h-13 [&>td]:p-0">
      <td className={`wrap-anywhere md:py-2! md:pe-4! ${left ? "text-ink-muted" : "font-medium"}`}>
        <label htmlFor={name}>
          <span className="sr-only">{words.fieldOf(header)}</span>
          <span aria-hidden="true">{header}</span>
        </label>
      </td>
      <td id={samplesId} className="truncate text-ink-muted md:pe-4!">
        {column.samples.length > 0 ? column.samples.join(" · ") : words.noSamples}
      </td>
      <td className="md:py-2!">
        <select
          id={name}
          name={name}
          value={value}
          onChange={(event) => onChoose(index, event.currentTarget.value)}
          aria-describedby={error ? `${name}-error ${samplesId}` : samplesId}
          aria-invalid={error ? true : undefined}
          className={`control ${left ? "text-ink-muted!" : ""}`}
        >
          <option value="">{words.leaveOut}</option>
          {groups.map(({ title, fields }) => (
            <optgroup key={title} label={title}>
              {fields.map(({ field, label }) => (
                <option key={field} value={field}>
                  {label}
                </option>
              ))}
            </optgroup>
          ))}
          {kept ? <option value={kept}>{fieldLabel(kept)}</option> : null}
          {value && !known.has(value) ? <option value={value}>{fieldLabel(value)}</option> : null}
        </select>
        {error ? (
          <p id={`${name}-error`} className="mt-1 text-failed">
            {error}
          </p>
        ) : null}
      </td>
    </tr>
  );
}
