"use client";

import clsx from "clsx";
import { consoleWords } from "@/lib/i18n/console/words";
import { MailFrame } from "./mail-frame";
import { inScheme, MAIL_VIEWS, type MailView } from "./mail-view";

const words = consoleWords().mails.preview;

export interface ShownSample {
  subject: string;
  html: string;
  text: string;
}

/** The ways to look at a mail. Before a script has come they are links that draw the page anew. */
export function MailViewTabs({
  view,
  href,
  onView,
}: {
  view: MailView;
  href: (view: MailView) => string;
  onView: (view: MailView) => void;
}) {
  return (
    <nav aria-label={words.views} className="flex gap-4">
      {MAIL_VIEWS.map((one) => (
        <a
          key={one}
          href={href(one)}
          aria-current={one === view ? "true" : undefined}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return;
            event.preventDefault();
            onView(one);
          }}
          className={clsx(
            "-mb-px flex h-9 items-center border-b-2 whitespace-nowrap",
            one === view ? "border-ink font-medium" : "border-transparent text-ink-muted hover:text-ink",
          )}
        >
          {words[one]}
        </a>
      ))}
    </nav>
  );
}

/** The mail in one of these ways: a mail program by day or in the dark, a phone of 360, or as plain text. */
export function MailShown({
  sample,
  view,
  lang,
  dir,
}: {
  sample: ShownSample;
  view: MailView;
  lang: string;
  dir: "ltr" | "rtl";
}) {
  if (view === "text") {
    return (
      <pre
        lang={lang}
        dir={dir}
        className="rounded-md border border-line bg-surface p-4 font-mono text-12 whitespace-pre-wrap wrap-anywhere"
      >
        {sample.text}
      </pre>
    );
  }
  return (
    <div className={view === "phone" ? "max-w-[362px]" : undefined}>
      {/* Another width has another height: each way measures a frame of its own. */}
      <MailFrame
        key={view}
        title={words.frame(sample.subject)}
        html={inScheme(sample.html, view === "dark" ? "dark" : "light")}
        inert
      />
    </div>
  );
}
