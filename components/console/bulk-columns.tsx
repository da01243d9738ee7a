"use client";

import { useActionState, useState } from "react";
import { ActionForm, EMPTY_FORM, type FormState } from "@/components/ui/action-form";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import type { ColumnView } from "@/lib/batches/schema";
import { columnName, missingFields } from "@/lib/console/bulk-columns";
import { consoleWords } from "@/lib/i18n/console/words";
import { BulkColumnRow, headerOf } from "./bulk-column-row";
import { BulkDefaults, type DefaultsStart } from "./bulk-defaults";

const words = consoleWords().bulk.columns;

export interface BulkColumnsProps {
  type: "business" | "user";
  rows: number;
  columns: ColumnView[];
  remembered: boolean;
  defaults: DefaultsStart;
  /** Nothing can be changed by who only may look. */
  fixed: boolean;
  action: (state: FormState, data: FormData) => Promise<FormState>;
}

/** What each column of the file becomes. With a script, choosing a field for one column takes it from any other. */
export function BulkColumns({ type, rows, columns, remembered, defaults, fixed, action }: BulkColumnsProps) {
  const [state, submit] = useActionState(action, EMPTY_FORM);
  const sent = Object.keys(state.values).length > 0;
  const [chosen, setChosen] = useState(() =>
    columns.map(({ field }, index) => (sent ? (state.values[columnName(index)] ?? "") : (field ?? ""))),
  );
  const [moved, setMoved] = useState("");

  const choose = (index: number, field: string) => {
    const other = field === "" ? -1 : chosen.findIndex((one, at) => at !== index && one === field);
    setMoved(other < 0 ? "" : words.moved(headerOf(columns[other], other)));
    setChosen(chosen.map((one, at) => (at === index ? field : at === other ? "" : one)));
  };

  const missing = missingFields(type, chosen);
  return (
    <ActionForm
      state={state}
      action={submit}
      summary={words.summary}
      order={[...columns.map((_, index) => columnName(index)), "role", "locale", "message", "days"]}
    >
      <div aria-live="polite" className="flex flex-col gap-2">
        {missing.map((field) => (
          <Notice key={field} tone="waiting" state="ajar">
            {words.missing[field]}
          </Notice>
        ))}
        {missing.length === 0 ? (
          <Notice tone="done" state="open">
            {remembered ? words.remembered : words.found}
          </Notice>
        ) : null}
        {moved ? <p className="text-ink-muted">{moved}</p> : null}
      </div>
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
              list={type}
              column={column}
              index={index}
              value={chosen[index] ?? ""}
              error={state.errors[columnName(index)]}
              onChoose={choose}
            />
          ))}
        </tbody>
      </table>
      <BulkDefaults type={type} start={defaults} typed={sent ? state.values : null} errors={state.errors} />
      {fixed ? null : (
        <div>
          <SubmitButton pendingWord={words.submitting}>{words.submit(rows)}</SubmitButton>
        </div>
      )}
    </ActionForm>
  );
}
