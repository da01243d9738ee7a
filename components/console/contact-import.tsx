"use client";

import { type FormEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { type ImportSaid, MOST_LINES } from "@/lib/console/contacts-import-said";
import type { ContactsImported } from "@/lib/contacts/schema";
import { consoleWords } from "@/lib/i18n/console/words";
import { BulkFile, refusedUnsent } from "./bulk-file";
import { type Refusal, refusalOf, sendFile } from "./bulk-send";
import { ContactImportColumns } from "./contact-import-columns";
import { ContactImportDone } from "./contact-import-done";
import { ContactImportRows } from "./contact-import-rows";
import { Choice } from "./invite-parts";

const words = consoleWords().bulk.contacts;
const upload = consoleWords().bulk.upload;

/** By the column's index, the field that it fills. */
type Chosen = (string | null)[];

/**
 * Contacts from a file. With a script the file is checked first, its columns can be read otherwise, and then it is imported;
 * without one it is imported as it is understood, and the page says what came of it.
 */
export function ContactImport({
  base,
  said,
  refused,
}: {
  base: string;
  said: ImportSaid | null;
  refused: { code: string; line: number | null } | null;
}) {
  const [refusal, setRefusal] = useState<Refusal | null>(refused && refusalOf(refused.code, refused.line));
  const [percent, setPercent] = useState<number | null>(null);
  const [file, setFile] = useState<File | null>(null);
  const [checked, setChecked] = useState<ContactsImported | null>(null);
  const [chosen, setChosen] = useState<Chosen>([]);
  const [done, setDone] = useState<ImportSaid | null>(said);
  const [type, setType] = useState<"business" | "person">("business");
  const form = useRef<HTMLFormElement>(null);
  const page = `${base}/contacts/import`;

  const send = async (dryRun: boolean) => {
    if (percent !== null || !form.current) return;
    const unsent = refusedUnsent(file);
    const refuse = (code: string, line: number | null = null) => {
      setRefusal(refusalOf(code, line, page));
      setPercent(null);
    };
    if (unsent) return refuse(unsent);
    const data = new FormData(form.current);
    data.set("dryRun", String(dryRun));
    if (checked) data.set("mapping", mappingOf(checked, chosen));
    setRefusal(null);
    setPercent(0);
    const sent = await sendFile<ContactsImported>(`${page}/upload`, data, setPercent);
    if ("code" in sent) return refuse(sent.code, sent.line);
    setPercent(null);
    if (dryRun) {
      setChecked(sent.answer);
      setChosen(sent.answer.columns.map(({ field }) => field));
      return;
    }
    const lines = sent.answer.rows.flatMap(({ status, line }) => (status === "failed" ? [line] : []));
    setDone({ ...sent.answer.counts, lines: lines.slice(0, MOST_LINES) });
  };

  if (done) return <ContactImportDone base={base} said={done} onAnother={reset} />;

  function reset() {
    setDone(null);
    setChecked(null);
    setFile(null);
  }
  function retype({ target }: FormEvent<HTMLDivElement>) {
    if (target instanceof HTMLInputElement) setType(target.value === "person" ? "person" : "business");
    setChecked(null);
  }
  const remapped = checked?.columns.some(({ field }, index) => field !== (chosen[index] ?? null)) ?? false;
  return (
    <form
      ref={form}
      action={`${page}/upload`}
      method="post"
      encType="multipart/form-data"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void send(checked === null || remapped);
      }}
      className="flex flex-col gap-6"
    >
      <div className="flex max-w-[640px] flex-col gap-5">
        <fieldset>
          <legend className="mb-2 font-medium">{words.type}</legend>
          <div className="grid gap-2 sm:grid-cols-2" onChange={retype}>
            {(["business", "person"] as const).map((one) => (
              <Choice
                key={one}
                name="type"
                value={one}
                checked={type === one}
                title={words.choices[one].title}
                help={words.choices[one].help}
              />
            ))}
          </div>
        </fieldset>
        <BulkFile
          help={upload.accepted}
          refusal={refusal}
          percent={percent}
          onPick={(picked) => {
            setFile(picked);
            setChecked(null);
            if (picked) setRefusal(null);
          }}
        />
      </div>
      {checked ? (
        <>
          <ContactImportColumns type={type} columns={checked.columns} chosen={chosen} onChoose={setChosen} />
          {remapped ? null : <ContactImportRows checked={checked} />}
        </>
      ) : null}
      <div>
        <Button
          type="submit"
          variant="door"
          pending={percent !== null}
          pendingWord={checked && !remapped ? words.importing : words.checking}
        >
          <span className="noscript:hidden">
            {checked === null ? words.check : remapped ? words.again : words.submit(checked.counts.created)}
          </span>
          <span className="hidden noscript:inline">{words.plain}</span>
        </Button>
      </div>
    </form>
  );
}

/** What differs from how the file was understood: fields that another column fills, or none. */
function mappingOf({ columns }: ContactsImported, chosen: Chosen): string {
  const mapping: Record<string, string | null> = {};
  for (const { field } of columns) if (field !== null && !chosen.includes(field)) mapping[field] = null;
  for (const [index, field] of chosen.entries()) if (field !== null) mapping[field] = columns[index]?.header ?? "";
  return JSON.stringify(mapping);
}
