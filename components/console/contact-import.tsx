"use client";

import type { ChangeEvent, FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { consoleWords } from "@/lib/i18n/console/words";
import { BulkColumnTable } from "./bulk-column-table";
import { BulkFile } from "./bulk-file";
import { ContactImportDone } from "./contact-import-done";
import { ContactImportRows } from "./contact-import-rows";
import { Choice } from "./invite-parts";
import { type ImportStart, useContactImport } from "./use-contact-import";

const words = consoleWords().bulk.contacts;
const upload = consoleWords().bulk.upload;

/**
 * Contacts from a file. With a script the file is checked first, its columns can be read otherwise, and then it is imported;
 * without one it is imported as it is understood, and the page says what came of it.
 */
export function ContactImport({ base, ...start }: { base: string } & ImportStart) {
  const page = `${base}/contacts/import`;
  const one = useContactImport(page, start);
  const { type, columns, checked, percent } = one;
  if (one.done) return <ContactImportDone base={base} said={one.done} onAnother={one.again} />;
  const retype = ({ target }: ChangeEvent<HTMLInputElement> | FormEvent) => {
    if (target instanceof HTMLInputElement) one.retype(target.value === "person" ? "person" : "business");
  };
  return (
    <form
      action={`${page}/upload`}
      method="post"
      encType="multipart/form-data"
      onSubmit={(event: FormEvent<HTMLFormElement>) => {
        event.preventDefault();
        void one.send(new FormData(event.currentTarget));
      }}
      className="flex flex-col gap-6"
    >
      <div className="flex max-w-[640px] flex-col gap-5">
        <fieldset>
          <legend className="mb-2 font-medium">{words.type}</legend>
          <div className="grid gap-2 sm:grid-cols-2" onChange={retype}>
            {(["business", "person"] as const).map((choice) => (
              <Choice
                key={choice}
                name="type"
                value={choice}
                checked={type === choice}
                title={words.choices[choice].title}
                help={words.choices[choice].help}
              />
            ))}
          </div>
        </fieldset>
        <BulkFile help={upload.accepted} refusal={one.refusal} percent={percent} onPick={one.pick} />
      </div>
      {columns ? (
        <section aria-label={words.columns}>
          <h2 className="font-medium">{words.columns}</h2>
          <BulkColumnTable list={`contacts.${type}`} columns={columns} chosen={one.chosen} onChoose={one.choose} />
        </section>
      ) : null}
      {checked ? <ContactImportRows checked={checked} /> : null}
      {checked && checked.counts.created === 0 ? null : (
        <div>
          <Button
            type="submit"
            variant="door"
            pending={percent !== null}
            pendingWord={checked ? words.importing : words.checking}
          >
            <span className="noscript:hidden">
              {checked ? words.submit(checked.counts.created) : columns ? words.again : words.check}
            </span>
            <span className="hidden noscript:inline">{words.plain}</span>
          </Button>
        </div>
      )}
    </form>
  );
}
