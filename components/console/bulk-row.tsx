"use client";

import clsx from "clsx";
import { type ReactNode, useState } from "react";
import { Arch, type ArchState } from "@/components/arch";
import { SubmitButton } from "@/components/ui/submit-button";
import type { RowView } from "@/lib/batches/schema";
import { cellName, textOf } from "@/lib/console/bulk-cells";
import { consoleWords } from "@/lib/i18n/console/words";
import { lineOf, useReview } from "./bulk-review";
import { count } from "./invitation-words";

const words = consoleWords().bulk.review;
const fields = consoleWords().bulk.columns.fields;

const STATE: Record<string, ArchState> = {
  invite: "dotted",
  invalid: "split",
  over_limit: "split",
  left_out: "barred",
};
const CELL = { email: words.cells.email, firstName: words.cells.firstName, lastName: words.cells.lastName };

interface Props {
  row: RowView;
  index: number;
  /** What can be corrected in it. */
  cells: string[];
  fixed: boolean;
  /** Columns that some row has something in. */
  shown: { name: boolean; businessName: boolean };
}

/** One row of a list under review: what it says, what becomes of it, and what can be done about that. */
export function BulkRow({ row, index, cells, fixed, shown }: Props) {
  const textIn = (field: string) => textOf(row, field);
  const cell = (field: string, dir?: "ltr") =>
    cells.includes(field) ? (
      <Cell
        line={row.line}
        field={field}
        saved={textIn(field)}
        wrong={isAbout(row, field)}
        doubtful={field === "email" && row.warnings.some(({ suggestion }) => suggestion)}
        dir={dir}
      />
    ) : (
      <span className="block truncate px-2">{textIn(field)}</span>
    );
  const further = cells.filter((field) => !(field in CELL) && field !== "businessName");
  return (
    <tr
      data-index={index}
      data-line={row.line}
      className="border-b border-line focus-within:bg-sunken hover:bg-sunken max-lg:grid max-lg:grid-cols-2 max-lg:gap-x-2 max-lg:py-3 [&>td]:p-0 [&>td]:align-top"
    >
      <td className="py-2.5! text-ink-muted max-lg:col-span-2 max-lg:py-0! max-lg:text-12">
        <span className="lg:hidden">{words.line(row.line)}</span>
        <span className="max-lg:hidden">{count(row.line)}</span>
      </td>
      <td className="max-lg:col-span-2 lg:py-1! lg:pe-2!">{cell("email", "ltr")}</td>
      {shown.name ? (
        <td className="max-lg:col-span-2 lg:py-1! lg:pe-2!">
          <span className="grid grid-cols-2 gap-1">
            {cell("firstName")}
            {cell("lastName")}
          </span>
        </td>
      ) : null}
      {shown.businessName ? <td className="max-lg:col-span-2 lg:py-1! lg:pe-2!">{cell("businessName")}</td> : null}
      <td className="max-lg:col-span-2 max-lg:px-2! max-lg:pt-1! lg:py-1!">
        <div className="flex flex-wrap items-start gap-x-3 gap-y-1">
          <div className="min-w-0 flex-1 basis-40 py-1.5">
            <Matter row={row} />
            {further.map((field) => (
              <span key={field} className="mt-1 flex items-center gap-2">
                <span aria-hidden="true" className="text-ink-muted">
                  {fields[field] ?? field}
                </span>
                <Cell line={row.line} field={field} saved={textIn(field)} wrong dir={undefined} />
              </span>
            ))}
          </div>
          {fixed ? null : <Ways row={row} />}
        </div>
      </td>
    </tr>
  );
}

/** In words, with its arch. What will simply be invited is told most quietly. */
function Matter({ row: { status, reason, warnings } }: { row: RowView }) {
  const [warning] = status === "invite" ? warnings : [];
  if (warning) return <Told state="ajar">{warning.suggestion ? words.typo : warning.message}</Told>;
  const told = status === "invite" ? words.willGo : status === "left_out" ? words.leftOut : reason;
  return <Told state={STATE[status] ?? "shut"}>{told ?? words.tabs[status] ?? status}</Told>;
}

function Told({ state, children }: { state: ArchState; children: ReactNode }) {
  return (
    <span className="flex items-start gap-2">
      <span className="grid h-5 shrink-0 place-items-center">
        <Arch state={state} />
      </span>
      <span className={`min-w-0 wrap-anywhere ${state === "split" || state === "ajar" ? "" : "text-ink-muted"}`}>
        {children}
      </span>
    </span>
  );
}

function Ways({ row: { line, status, warnings } }: { row: RowView }) {
  if (status === "left_out") {
    return (
      <SubmitButton variant="quiet" size="sm" name="takeIn" value={line} aria-label={words.takeInOf(line)}>
        {words.takeIn}
      </SubmitButton>
    );
  }
  const suggestion = warnings.find((warning) => warning.suggestion)?.suggestion;
  const looked = status === "invite" ? warnings.length > 0 : true;
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-1 py-0.5">
      {suggestion ? (
        <SubmitButton
          variant="line"
          size="sm"
          name="suggested"
          value={line}
          aria-label={words.suggestOf(suggestion, line)}
        >
          {suggestion.slice(suggestion.lastIndexOf("@") + 1)}
        </SubmitButton>
      ) : null}
      {looked ? (
        <SubmitButton variant="quiet" size="sm" name="leaveOut" value={line} aria-label={words.leaveOutOf(line)}>
          {words.leaveOut}
        </SubmitButton>
      ) : null}
    </div>
  );
}

/** A field that looks like text until one comes near. What the server made of it takes its place. */
function Cell({
  line,
  field,
  saved,
  wrong,
  doubtful = false,
  dir,
}: {
  line: number;
  field: string;
  saved: string;
  wrong: boolean;
  /** Probably typed wrong, and yet it may be right. */
  doubtful?: boolean;
  dir: "ltr" | undefined;
}) {
  const { state } = useReview();
  // Without a script what was typed comes back with a refusal.
  const [text, setText] = useState((state.ok ? undefined : state.values[cellName(line, field)]) ?? saved);
  const [known, setKnown] = useState(saved);
  if (known !== saved) {
    setKnown(saved);
    setText(saved);
  }
  return (
    <input
      name={cellName(line, field)}
      data-field={field}
      data-saved={saved}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      aria-label={words.cellOf(
        field in CELL || field === "businessName" ? words.cells[field as "email"] : (fields[field] ?? field),
        line,
      )}
      aria-invalid={wrong ? true : undefined}
      // biome-ignore lint/a11y/noAutofocus: without a script this is how the row is found that has to be mended first
      autoFocus={wrong && lineOf(state.data) === line}
      autoComplete="off"
      spellCheck={false}
      dir={dir}
      className={clsx(
        "block min-h-8 w-full min-w-0 truncate rounded-sm border bg-transparent px-2 hover:border-field-line focus:border-field-line focus:bg-surface",
        wrong ? "border-failed/70" : doubtful ? "border-waiting/70" : "border-transparent",
      )}
    />
  );
}

/** Whether a row was refused for what this cell says. */
function isAbout({ status, code }: RowView, field: string): boolean {
  if (status !== "invalid") return false;
  const about: Record<string, string> = {
    invalid_email: "email",
    mail_suppressed: "email",
    invalid_first_name: "firstName",
    invalid_last_name: "lastName",
    invalid_business_name: "businessName",
  };
  return about[code ?? ""] === field;
}
