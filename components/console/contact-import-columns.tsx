"use client";

import { useId } from "react";
import type { ContactsImported } from "@/lib/contacts/schema";
import { consoleWords } from "@/lib/i18n/console/words";
import { BulkColumnRow } from "./bulk-column-row";

const words = consoleWords().bulk;

/** How the columns of a file of contacts are read, and how else they could be. */
export function ContactImportColumns({
  type,
  columns,
  chosen,
  onChoose,
}: {
  type: "business" | "person";
  columns: ContactsImported["columns"];
  chosen: readonly (string | null)[];
  onChoose: (chosen: (string | null)[]) => void;
}) {
  const heading = useId();
  const choose = (index: number, field: string) =>
    onChoose(chosen.map((one, at) => (at === index ? field || null : one === field ? null : one)));
  return (
    <section aria-labelledby={heading}>
      <h2 id={heading} className="border-b border-line pb-2 font-medium">
        {words.contacts.columns}
      </h2>
      <table className="w-full table-fixed border-collapse text-start max-md:block">
        <caption className="sr-only">{words.columns.table}</caption>
        <thead className="sr-only">
          <tr>
            <th scope="col">{words.columns.column}</th>
            <th scope="col">{words.columns.samples}</th>
            <th scope="col">{words.columns.field}</th>
          </tr>
        </thead>
        <tbody className="max-md:block">
          {columns.map((column, index) => (
            <BulkColumnRow
              // biome-ignore lint/suspicious/noArrayIndexKey: a file's columns have an order and nothing else; names may come twice
              key={index}
              list={`contacts.${type}`}
              column={column}
              index={index}
              value={chosen[index] ?? ""}
              error={undefined}
              onChoose={choose}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}
