"use client";

import { type FocusEvent, type KeyboardEvent, useEffect, useRef } from "react";
import { SubmitButton } from "@/components/ui/submit-button";
import type { RowView } from "@/lib/batches/schema";
import { cellsOf, drawnWith } from "@/lib/console/bulk-cells";
import { consoleWords } from "@/lib/i18n/console/words";
import { type Alike, BulkAlike } from "./bulk-alike";
import { lineOf, useReview } from "./bulk-review";
import { BulkRow } from "./bulk-row";

const words = consoleWords().bulk.review;

export interface BulkRowsProps {
  type: "business" | "user";
  rows: RowView[];
  alike: Alike[];
  /** Nothing can be changed by who only may look. */
  fixed: boolean;
  /** Columns that some row has something in. */
  shown: { name: boolean; businessName: boolean };
}

/**
 * A slice of the list, within the review's form. Cells are always fields, drawn as plain text until one comes near; a row is
 * saved when it is left, or by Enter. Without a script all that was changed is saved by any button.
 */
export function BulkRows({ type, rows, alike, fixed, shown }: BulkRowsProps) {
  const { state, send } = useReview();
  const table = useRef<HTMLDivElement>(null);
  const last = useRef<{ index: number; field: string } | null>(null);

  const save = (element: HTMLElement) => {
    const row = rows[Number(element.dataset.index)];
    const cells = [...element.querySelectorAll<HTMLInputElement>("input[data-saved]")];
    if (!row || cells.every((cell) => cell.value === cell.dataset.saved)) return;
    const data = new FormData();
    data.set("was", drawnWith(type, [row]));
    for (const cell of cells) data.set(cell.name, cell.value);
    send(data, "save");
  };
  const noteFocus = ({ target }: FocusEvent) => {
    const row = target.closest<HTMLElement>("tr[data-index]");
    if (row) last.current = { index: Number(row.dataset.index), field: target.getAttribute("data-field") ?? "" };
  };
  const onBlur = ({ target, relatedTarget }: FocusEvent) => {
    const row = target.closest<HTMLElement>("tr[data-index]");
    // A button of the same list sends what it does itself, with every change.
    if (row && !(relatedTarget instanceof Node && row.contains(relatedTarget))) save(row);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.target instanceof HTMLInputElement)) return;
    if (event.key === "Escape") {
      const { saved } = event.target.dataset;
      if (saved !== undefined) setValue(event.target, saved);
    }
    if (event.key !== "Enter") return;
    event.preventDefault();
    const row = event.target.closest<HTMLElement>("tr[data-index]");
    if (row) save(row);
  };

  // A row that was mended leaves the tab it was in: whoever works down the list stays at the same place of it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: after each answer
  useEffect(() => {
    const wrong = lineOf(state.data);
    if (wrong !== null) table.current?.querySelector<HTMLElement>(`tr[data-line="${wrong}"] input`)?.focus();
    const place = last.current;
    if (!place || !state.message || document.activeElement !== document.body) return;
    const all = [...(table.current?.querySelectorAll<HTMLElement>("tr[data-index]") ?? [])];
    const row = all[Math.min(place.index, all.length - 1)];
    const cell = row?.querySelector<HTMLElement>(`[data-field="${place.field}"]`) ?? row?.querySelector("input");
    cell?.focus();
  }, [state, rows]);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what the fields within it tell
    <div ref={table} onFocus={noteFocus} onBlur={fixed ? undefined : onBlur} onKeyDown={onKeyDown}>
      <input type="hidden" name="was" value={drawnWith(type, rows)} />
      {fixed ? null : <BulkAlike alike={alike} />}
      <table className="mt-2 w-full table-fixed border-collapse text-start max-lg:block">
        <caption className="sr-only">{words.table}</caption>
        <thead className="max-lg:sr-only">
          <tr className="h-9 border-b border-line text-12 text-ink-muted [&>th]:text-start [&>th]:font-normal">
            <th scope="col" className="w-14">
              {words.cells.line}
            </th>
            <th scope="col" className={shown.name ? "w-[23%] ps-2" : "w-[34%] ps-2"}>
              {words.cells.email}
            </th>
            {shown.name ? (
              <th scope="col" className="w-[18%] ps-2">
                {words.cells.name}
              </th>
            ) : null}
            {shown.businessName ? (
              <th scope="col" className="w-[17%] ps-2">
                {words.cells.businessName}
              </th>
            ) : null}
            <th scope="col">{words.cells.matter}</th>
          </tr>
        </thead>
        <tbody className="max-lg:block">
          {rows.map((row, index) => (
            <BulkRow
              key={row.line}
              row={row}
              index={index}
              cells={fixed ? [] : cellsOf(type, row)}
              fixed={fixed}
              shown={shown}
            />
          ))}
        </tbody>
      </table>
      {fixed ? null : (
        <noscript>
          <div className="mt-4">
            <SubmitButton variant="line" name="intent" value="save" pendingWord={words.saving}>
              {words.save}
            </SubmitButton>
          </div>
        </noscript>
      )}
    </div>
  );
}

/** As if it had been typed, so that React hears of it. */
function setValue(input: HTMLInputElement, value: string): void {
  const setter = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set;
  setter?.call(input, value);
  input.dispatchEvent(new Event("input", { bubbles: true }));
}
