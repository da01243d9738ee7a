"use client";

import clsx from "clsx";
import { useEffect, useState } from "react";
import { consoleWords } from "@/lib/i18n/console/words";
import { BrandingLetter, type LetterLook } from "./branding-letter";
import { MailFrame } from "./mail-frame";
import { inScheme } from "./mail-view";
import { usePreview } from "./use-preview";

const words = consoleWords().branding.preview;

export interface BrandingShown {
  subject: string;
  html: string;
  /** Who the mail says that it is from, and where answers to it go. */
  from: string;
  replyTo: string;
  letter: LetterLook;
}

/**
 * An invitation's mail and the page it leads to, following the form while one types. The server has drawn the first; without
 * a script it stays, and both stand below each other.
 */
export function BrandingPreview({
  address,
  first,
  draft,
  version,
}: {
  address: string;
  first: BrandingShown | null;
  draft: Record<string, string> | null;
  version: number;
}) {
  const [dark, setDark] = useState(false);
  const [ready, setReady] = useState(false);
  useEffect(() => setReady(true), []);
  const { preview, stale } = usePreview(address, first, draft && JSON.stringify(draft), version);
  const scheme = dark ? "dark" : "light";
  return (
    <section aria-label={words.title} className="min-w-0">
      <div className="flex items-baseline justify-between gap-3 border-b border-line pb-2">
        <h2 className="font-medium">{words.title}</h2>
        <label className={clsx("flex items-center gap-2 text-ink-muted", !ready && "invisible")}>
          <input
            type="checkbox"
            checked={dark}
            onChange={(event) => setDark(event.target.checked)}
            className="size-4 accent-door"
          />
          {words.dark}
        </label>
      </div>
      <p aria-live="polite" className="text-waiting empty:hidden mt-2">
        {stale ? words.stale : ""}
      </p>
      {preview ? (
        <div className="mt-4 flex flex-col gap-6">
          <figure>
            <figcaption className="mb-2 text-ink-muted">{words.page}</figcaption>
            <BrandingLetter look={preview.letter} scheme={scheme} />
          </figure>
          <figure>
            <figcaption className="mb-2 text-ink-muted">{words.mail}</figcaption>
            <dl className="mb-2 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1">
              <dt className="text-ink-muted">{words.from}</dt>
              <dd className="wrap-anywhere">{preview.from}</dd>
              <dt className="text-ink-muted">{words.replies}</dt>
              <dd className="wrap-anywhere">{preview.replyTo}</dd>
              <dt className="text-ink-muted">{words.subject}</dt>
              <dd className="wrap-anywhere">{preview.subject}</dd>
            </dl>
            <MailFrame title={words.mail} html={inScheme(preview.html, scheme)} inert />
          </figure>
        </div>
      ) : (
        <p className="mt-4 text-ink-muted">{words.wait}</p>
      )}
    </section>
  );
}
