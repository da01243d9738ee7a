import { useState } from "react";
import type { ColumnView } from "@/lib/batches/schema";
import { columnName } from "@/lib/console/bulk-columns";
import { type ImportSaid, MOST_LINES } from "@/lib/console/contacts-import-said";
import type { ContactsImported } from "@/lib/contacts/schema";
import { consoleWords } from "@/lib/i18n/console/words";
import { refusedUnsent } from "./bulk-file";
import { type Refusal, refusalOf, sendFile } from "./bulk-send";

const words = consoleWords().bulk.contacts;

export type ContactType = "business" | "person";

/** What was refused before, without a script. */
export interface Refused {
  code: string;
  line: number | null;
}

/** What came of the form when it was sent without a script. */
export interface ImportStart {
  said: ImportSaid | null;
  refused: Refused | null;
  type: ContactType;
}

function importRefusal({ code, line }: Refused, type: ContactType, page?: string): Refusal {
  return code === "column_missing" ? { text: words.columnMissing[type] } : refusalOf(code, line, page);
}

/** A file of contacts on its way: checked, read otherwise and checked again, and then imported. */
export function useContactImport(page: string, start: ImportStart) {
  const [type, setType] = useState<ContactType>(start.type);
  const [file, setFile] = useState<File | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(start.refused && importRefusal(start.refused, start.type));
  const [percent, setPercent] = useState<number | null>(null);
  /** As the file was read last. */
  const [columns, setColumns] = useState<ColumnView[] | null>(null);
  const [chosen, setChosen] = useState<string[]>([]);
  const [checked, setChecked] = useState<ContactsImported | null>(null);
  const [done, setDone] = useState<ImportSaid | null>(start.said);

  const read = (next: ColumnView[] | null, answer: ContactsImported | null) => {
    setColumns(next);
    setChosen((next ?? []).map(({ field }) => field ?? ""));
    setChecked(answer);
  };
  const refuse = (refused: Refused) => {
    setRefusal(importRefusal(refused, type, page));
    setPercent(null);
  };
  /** A check, unless what is to be imported has just been checked. */
  const send = async (form: FormData) => {
    if (percent !== null) return;
    const unsent = refusedUnsent(file);
    if (unsent) return refuse({ code: unsent, line: null });
    const dryRun = checked === null;
    form.set("dryRun", String(dryRun));
    if (columns) form.set("mapping", mappingOf(columns, chosen));
    // The mapping says what these say.
    for (const index of chosen.keys()) form.delete(columnName(index));
    setRefusal(null);
    setPercent(0);
    const sent = await sendFile<ContactsImported>(`${page}/upload`, form, setPercent);
    if ("code" in sent) {
      if (sent.header && !columns)
        read(
          sent.header.map((header) => ({ header, field: null, samples: [] })),
          null,
        );
      return refuse(sent);
    }
    setPercent(null);
    if (dryRun) return read(sent.answer.columns, sent.answer);
    const lines = sent.answer.rows.flatMap(({ status, line }) => (status === "failed" ? [line] : []));
    setDone({ ...sent.answer.counts, lines: lines.slice(0, MOST_LINES) });
  };

  return {
    type,
    refusal,
    percent,
    columns,
    chosen,
    checked,
    done,
    send,
    retype: (to: ContactType) => {
      setType(to);
      read(null, null);
    },
    pick: (picked: File | null) => {
      setFile(picked);
      read(null, null);
      if (picked) setRefusal(null);
    },
    /** Takes the field from whichever column had it; what was checked is not how it would be read now. */
    choose: (index: number, field: string) => {
      setChosen(chosen.map((one, at) => (at === index ? field : field !== "" && one === field ? "" : one)));
      setChecked(null);
    },
    again: () => {
      setDone(null);
      setFile(null);
      read(null, null);
    },
  };
}

/** What differs from how the file was understood: fields that another column fills, or none. */
function mappingOf(columns: readonly ColumnView[], chosen: readonly string[]): string {
  const mapping = new Map<string, string | null>();
  for (const { field } of columns) if (field !== null && !chosen.includes(field)) mapping.set(field, null);
  for (const [index, field] of chosen.entries()) if (field !== "") mapping.set(field, columns[index]?.header ?? "");
  return JSON.stringify(Object.fromEntries(mapping));
}
