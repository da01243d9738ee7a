"use client";

import { type RefObject, useEffect, useState } from "react";
import { consoleWords } from "@/lib/i18n/console/words";
import { MailFrame } from "./mail-frame";

const words = consoleWords().invite;
const PAUSE_MS = 300;

export interface Preview {
  subject: string;
  html: string;
}

/** The mail beside the form, following it while one types. The server has drawn the first; without a script it stays. */
export function InvitePreview({
  base,
  first,
  form,
  revision,
}: {
  base: string;
  first: Preview | null;
  form: RefObject<HTMLFormElement | null>;
  /** Counts the changes of the form. */
  revision: number;
}) {
  const [preview, setPreview] = useState(first);
  const [noMail, setNoMail] = useState(false);

  useEffect(() => {
    const data = form.current ? new FormData(form.current) : null;
    if (revision === 0 || data === null) return;
    setNoMail(data.get("noMail") === "on");
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const answer = await fetch(`${base}/invitations/new/preview`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify(previewInput(data)),
          signal: abort.signal,
        });
        // What cannot be sent yet, such as a message that is too long, is told by its field; the last good one stays.
        if (answer.ok) setPreview((await answer.json()) as Preview);
      } catch {
        // Overtaken, or away for a moment: as above.
      }
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [base, form, revision]);

  return (
    <section aria-label={words.preview} className="min-w-0">
      <h2 className="flex items-baseline gap-3 border-b border-line pb-2">
        <span className="font-medium">{words.preview}</span>
        <span className="min-w-0 truncate text-ink-muted">{noMail ? words.previewNone : preview?.subject}</span>
      </h2>
      <div className={noMail ? "mt-4 opacity-40" : "mt-4"}>
        {preview ? (
          <MailFrame title={words.preview} html={preview.html} inert />
        ) : (
          <p className="text-ink-muted">{words.previewWait}</p>
        )}
      </div>
    </section>
  );
}

function previewInput(data: FormData) {
  const text = (name: string) => {
    const value = data.get(name);
    return typeof value === "string" ? value : "";
  };
  const days = Number(text("days"));
  return {
    type: text("type") === "user" ? "user" : "business",
    business: text("business") || text("contactName"),
    email: text("email"),
    firstName: text("firstName"),
    lastName: text("lastName"),
    message: text("message"),
    ...(text("locale") ? { locale: text("locale") } : {}),
    ...(days > 0 ? { days } : {}),
  };
}
