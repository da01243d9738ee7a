import clsx from "clsx";
import Link from "next/link";
import { buttonClass } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";
import { consoleWords } from "@/lib/i18n/console/words";
import { MailFrame } from "./mail-frame";
import { mailboxHref } from "./mailbox-frame";

const words = consoleWords().mailbox;

export interface ShownMail {
  id: string;
  subject: string;
  from: string;
  to: string;
  at: string;
  locale: string;
  html: string;
  text: string;
  link: string | null;
}

/** One mail: its head, and the mail itself as a letter or as text. */
export function MailReader({ mail, view, cursor }: { mail: ShownMail; view: "html" | "text"; cursor: string | null }) {
  return (
    <article>
      <header className="flex flex-wrap items-start justify-between gap-4">
        <div className="min-w-0 flex-1 basis-64">
          <h2 className="text-16 font-medium" lang={mail.locale}>
            {mail.subject}
          </h2>
          <dl className="mt-2 grid grid-cols-[48px_minmax(0,1fr)] gap-y-1">
            <dt className="text-ink-muted">{words.from}</dt>
            <dd className="wrap-anywhere">{mail.from}</dd>
            <dt className="text-ink-muted">{words.toLabel}</dt>
            <dd className="wrap-anywhere">{mail.to}</dd>
            <dt className="text-ink-muted">{words.at}</dt>
            <dd>
              <RelativeTime at={mail.at} />
            </dd>
          </dl>
        </div>
        {mail.link ? (
          // Not a Link: what it opens sets cookies and must not be fetched ahead.
          <a href={mail.link} className={buttonClass("door")}>
            {words.follow}
          </a>
        ) : null}
      </header>
      <nav aria-label={words.title} className="mt-4 flex gap-5 border-b border-line">
        {(["html", "text"] as const).map((one) => (
          <Link
            key={one}
            href={mailboxHref({ mail: mail.id, cursor, view: one === "text" ? "text" : "" })}
            scroll={false}
            aria-current={one === view ? "page" : undefined}
            className={clsx(
              "-mb-px flex h-10 items-center border-b-2",
              one === view ? "border-ink font-medium" : "border-transparent text-ink-muted hover:text-ink",
            )}
          >
            {words[one]}
          </Link>
        ))}
      </nav>
      <div className="mt-4">
        {view === "text" ? (
          <pre
            className="rounded-md border border-line bg-surface p-4 font-mono text-12 whitespace-pre-wrap wrap-anywhere"
            lang={mail.locale}
          >
            {mail.text}
          </pre>
        ) : (
          <MailFrame key={mail.id} title={words.frame(mail.subject)} html={followable(mail.html)} />
        )}
      </div>
    </article>
  );
}

/** Links leave the frame, as they would leave a mail program. */
function followable(html: string): string {
  return html.replace(/<head[^>]*>/i, (head) => `${head}<base target="_top">`);
}
