"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { consoleWords } from "@/lib/i18n/console/words";
import { BulkFile, refusedUnsent } from "./bulk-file";
import { type Refusal, refusalOf, sendFile } from "./bulk-send";
import { BULK_TYPES, templateHref } from "./bulk-template";
import { Choice } from "./invite-parts";

const words = consoleWords().bulk.upload;

export interface BulkUploadStart {
  type: "business" | "user";
  name: string;
  /** What came of the form when it was sent without a script. */
  refused: { code: string; line: number | null } | null;
}

/** A list's first step. The file goes to a route handler of its own: without a script as any form's does. */
export function BulkUpload({
  base,
  account,
  may,
  start,
}: {
  base: string;
  account: string;
  may: { business: boolean; user: boolean };
  start: BulkUploadStart;
}) {
  const router = useRouter();
  const [refusal, setRefusal] = useState<Refusal | null>(
    start.refused && refusalOf(start.refused.code, start.refused.line),
  );
  const [percent, setPercent] = useState<number | null>(null);
  const [file, setFile] = useState<File | null>(null);
  const page = `${base}/bulk`;

  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (percent !== null) return;
    const data = new FormData(event.currentTarget);
    const field = event.currentTarget.elements.namedItem("file");
    const refuse = (code: string, line: number | null = null) => {
      setRefusal(refusalOf(code, line, page));
      setPercent(null);
      if (field instanceof HTMLElement) field.focus();
    };
    const unsent = refusedUnsent(file);
    if (unsent) return refuse(unsent);
    setRefusal(null);
    setPercent(0);
    const sent = await sendFile<{ batch: string }>(`${page}/upload`, data, setPercent);
    if ("code" in sent) return refuse(sent.code, sent.line);
    router.push(`${page}/${sent.answer.batch}/columns`);
  };

  return (
    <form
      action={`${page}/upload`}
      method="post"
      encType="multipart/form-data"
      onSubmit={send}
      noValidate
      className="flex max-w-[640px] flex-col gap-5"
    >
      {may.business && may.user ? (
        <fieldset>
          <legend className="mb-2 font-medium">{words.who}</legend>
          <div className="grid gap-2 sm:grid-cols-2">
            {BULK_TYPES.map((type) => (
              <Choice
                key={type}
                name="type"
                value={type}
                checked={start.type === type}
                title={words.types[type].title}
                help={words.types[type].help(account)}
              />
            ))}
          </div>
        </fieldset>
      ) : (
        <input type="hidden" name="type" value={may.business ? "business" : "user"} />
      )}
      <Field
        label={words.name}
        name="name"
        help={words.nameHelp}
        maxLength={120}
        autoComplete="off"
        placeholder={file ? withoutEnding(file.name) : undefined}
        defaultValue={start.name}
      />
      <BulkFile
        help={
          <>
            {words.accepted} {words.template}{" "}
            {BULK_TYPES.filter((type) => may[type]).map((type, index) => (
              <span key={type}>
                {index > 0 ? " · " : ""}
                <a
                  href={templateHref(type)}
                  download={words.templateFiles[type]}
                  className="text-ink underline underline-offset-2"
                >
                  {words.templates[type]}
                </a>
              </span>
            ))}
          </>
        }
        refusal={refusal}
        percent={percent}
        onPick={(picked) => {
          setFile(picked);
          if (picked) setRefusal(null);
        }}
      />
      <div>
        <Button type="submit" variant="door" pending={percent !== null} pendingWord={words.uploading}>
          {words.submit}
        </Button>
      </div>
    </form>
  );
}

function withoutEnding(name: string): string {
  return name.replace(/\.[a-z0-9]{1,5}$/i, "");
}
