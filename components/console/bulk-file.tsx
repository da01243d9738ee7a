"use client";

import clsx from "clsx";
import { type ChangeEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { Notice } from "@/components/ui/notice";
import { MOST_BYTES } from "@/lib/batches/schema";
import { consoleWords } from "@/lib/i18n/console/words";
import type { Refusal } from "./bulk-send";

const words = consoleWords().bulk.upload;

/**
 * The whole zone is the browser's own field for a file, so that dropping, choosing and the name of what was chosen are the
 * browser's own as well, without a script too. What was refused is said right below.
 */
export function BulkFile({
  help,
  refusal,
  percent,
  onPick,
}: {
  help: ReactNode;
  refusal: Refusal | null;
  /** Of the upload under way; null while there is none. */
  percent: number | null;
  onPick: (file: File | null) => void;
}) {
  const [over, setOver] = useState(false);
  const said = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (refusal) said.current?.scrollIntoView({ block: "nearest" });
  }, [refusal]);
  const pick = (event: ChangeEvent<HTMLInputElement>) => onPick(event.currentTarget.files?.[0] ?? null);
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor="file" className="font-medium">
        {words.file}
      </label>
      <p id="file-help" className="max-w-[68ch] text-ink-muted">
        {help}
      </p>
      <div className="relative mt-1">
        <p aria-hidden="true" className="pointer-events-none absolute inset-x-4 top-5 text-ink-muted">
          {words.drop}
        </p>
        <input
          id="file"
          name="file"
          type="file"
          required
          accept=".csv,.tsv,.txt,text/csv,text/plain,text/tab-separated-values"
          aria-describedby={refusal ? "file-help file-said" : "file-help"}
          aria-invalid={refusal ? true : undefined}
          onChange={pick}
          onDragEnter={() => setOver(true)}
          onDragLeave={() => setOver(false)}
          onDrop={() => setOver(false)}
          className={clsx(
            "block w-full cursor-pointer rounded-md border border-dashed bg-surface px-4 pt-13 pb-5 text-ink",
            "file:me-3 file:min-h-9 file:cursor-pointer file:rounded-md file:border file:border-solid file:border-field-line file:bg-sunken file:px-3 file:font-medium file:text-ink",
            over ? "border-door bg-sunken" : refusal ? "border-failed" : "border-field-line hover:border-ink-muted",
          )}
        />
      </div>
      <div id="file-said" role={refusal ? "alert" : undefined} className="mt-2 empty:hidden">
        {refusal ? (
          // biome-ignore lint/a11y/noAutofocus: without a script this is how the answer is found
          <div ref={said} tabIndex={-1} autoFocus className="scroll-mt-24 scroll-mb-24">
            <Notice tone="failed">
              {refusal.text}
              {refusal.signIn ? (
                <>
                  {" "}
                  <a href={refusal.signIn} target="_blank" rel="noopener" className="underline underline-offset-2">
                    {consoleWords().frame.signInAgain}
                  </a>
                </>
              ) : null}
            </Notice>
          </div>
        ) : null}
      </div>
      {percent === null ? null : (
        <div className="mt-2 flex items-center gap-3">
          <progress
            aria-label={words.uploading}
            max={100}
            value={percent < 100 ? percent : undefined}
            className="h-1.5 min-w-0 flex-1 appearance-none overflow-hidden rounded-full bg-line [&::-moz-progress-bar]:bg-door [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-door"
          />
          <span className="w-40 text-ink-muted">{percent < 100 ? words.sent(percent) : words.reading}</span>
        </div>
      )}
    </div>
  );
}

/** What need not be sent to be refused. */
export function refusedUnsent(file: File | null): string | null {
  if (file === null) return "missing";
  if (file.size === 0) return "file_empty";
  return file.size > MOST_BYTES ? "payload_too_large" : null;
}
