"use client";

import { useActionState, useState } from "react";
import { ActionForm, EMPTY_FORM, type FormState } from "@/components/ui/action-form";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import type { ColumnView } from "@/lib/batches/schema";
import { allFound, columnName, missingFields } from "@/lib/console/bulk-columns";
import { consoleWords } from "@/lib/i18n/console/words";
import { headerOf } from "./bulk-column-row";
import { BulkColumnTable } from "./bulk-column-table";
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
        {/* The summary says it, once the form was sent. */}
        {(state.code === "column_missing" ? [] : missing).map((field) => (
          <Notice key={field} tone="waiting" state="ajar">
            {words.missing[field]}
          </Notice>
        ))}
        {allFound(type, chosen, state.errors) ? (
          <Notice tone="done" state="open">
            {remembered ? words.remembered : words.found}
          </Notice>
        ) : null}
        {moved ? <p className="text-ink-muted">{moved}</p> : null}
      </div>
      <BulkColumnTable list={type} columns={columns} chosen={chosen} errors={state.errors} onChoose={choose} />
      <BulkDefaults type={type} start={defaults} typed={sent ? state.values : null} errors={state.errors} />
      {fixed ? null : (
        <div>
          <SubmitButton pendingWord={words.submitting}>{words.submit(rows)}</SubmitButton>
        </div>
      )}
    </ActionForm>
  );
}
