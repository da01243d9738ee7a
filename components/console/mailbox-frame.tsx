import clsx from "clsx";
import Link from "next/link";
import type { ReactNode } from "react";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { RelativeTime } from "@/components/ui/relative-time";
import { consoleWords } from "@/lib/i18n/console/words";
import { PageHeader } from "./page-header";

const words = consoleWords().mailbox;

export interface MailboxEntry {
  id: string;
  to: string;
  subject: string;
  at: string;
}

export function mailboxHref(query: { mail?: string | null; cursor?: string | null; view?: string }): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value) search.set(name, value);
  return search.size > 0 ? `/mailbox?${search}` : "/mailbox";
}

/** The list beside the mail; on a phone one or the other. */
export function MailboxFrame({
  mails,
  chosen,
  cursor,
  nextCursor,
  signedIn,
  children,
}: {
  mails: MailboxEntry[];
  chosen: string | null;
  cursor: string | null;
  nextCursor: string | null;
  signedIn: boolean;
  children: ReactNode;
}) {
  return (
    <main className="px-4 py-6 md:px-10 md:py-8">
      <div className="max-w-[1120px]">
        <PageHeader
          title={words.title}
          lead={words.lead}
          action={<ButtonLink href="/">{signedIn ? words.toConsole : words.toLogin}</ButtonLink>}
        />
        {mails.length === 0 && chosen === null ? (
          <EmptyState state="dotted" title={words.empty}>
            {words.emptyLead}
          </EmptyState>
        ) : (
          <div className="mt-6 md:grid md:grid-cols-[320px_minmax(0,1fr)] md:gap-10">
            <nav aria-label={words.list} className={clsx(chosen !== null && "max-md:hidden")}>
              <ul>
                {mails.map((mail) => (
                  <li key={mail.id}>
                    <Link
                      href={mailboxHref({ mail: mail.id, cursor })}
                      scroll={false}
                      aria-current={mail.id === chosen ? "true" : undefined}
                      className={clsx(
                        "-mx-3 block border-b border-line px-3 py-2 hover:bg-sunken",
                        mail.id === chosen && "bg-sunken",
                      )}
                    >
                      <span className="block truncate font-medium">{mail.subject}</span>
                      <span className="flex justify-between gap-3 text-ink-muted">
                        <span className="min-w-0 truncate">{words.to(mail.to)}</span>
                        <RelativeTime at={mail.at} width="short" focusable={false} className="exact-end shrink-0" />
                      </span>
                    </Link>
                  </li>
                ))}
              </ul>
              <div className="flex gap-2 py-4">
                {cursor ? <ButtonLink href="/mailbox">{words.newest}</ButtonLink> : null}
                {nextCursor ? <ButtonLink href={mailboxHref({ cursor: nextCursor })}>{words.older}</ButtonLink> : null}
              </div>
            </nav>
            <div className="min-w-0">
              {chosen === null ? (
                <p className="text-ink-muted max-md:hidden">{words.choose}</p>
              ) : (
                <>
                  <Link
                    href={mailboxHref({ cursor })}
                    className="mb-4 inline-flex min-h-11 items-center underline md:hidden"
                  >
                    {words.back}
                  </Link>
                  {children}
                </>
              )}
            </div>
          </div>
        )}
      </div>
    </main>
  );
}
