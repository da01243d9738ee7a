"use client";

import { buttonClass } from "@/components/ui/button";
import { KeepButton } from "@/components/ui/keep-button";
import { RelativeTime } from "@/components/ui/relative-time";
import { SubmitButton } from "@/components/ui/submit-button";
import { consoleWords } from "@/lib/i18n/console/words";

const { history: words, reset, subject: subjectWord, introduction: introductionWord } = consoleWords().mails;

export interface EarlierWords {
  version: number;
  subject: string | null;
  introduction: string | null;
  by: string;
  at: string;
}

/** What stood there before, each to be taken again, and the way back to the usual words. */
export function TemplateHistory({
  version,
  own,
  language,
  locale,
  dir,
  history,
  action,
}: {
  version: number;
  /** There are words of the account's own now. */
  own: boolean;
  language: string;
  locale: string;
  dir: "ltr" | "rtl";
  history: readonly EarlierWords[];
  action: (data: FormData) => void;
}) {
  return (
    <section>
      <h2 className="border-b border-line pb-2 font-medium">{words.title}</h2>
      {own ? (
        <form action={action} className="mt-3">
          <input type="hidden" name="version" value={version} />
          <details className="group/ask">
            <summary
              className={buttonClass(
                "line",
                "md",
                "list-none group-open/ask:hidden [&::-webkit-details-marker]:hidden",
              )}
            >
              {reset.submit}
            </summary>
            <p className="text-ink-muted">{reset.ask(language)}</p>
            <div className="mt-2 flex flex-wrap gap-2">
              <SubmitButton name="intent" value="usual" variant="danger" pendingWord={reset.submitting}>
                {reset.yes}
              </SubmitButton>
              <KeepButton>{reset.keep}</KeepButton>
            </div>
          </details>
        </form>
      ) : null}
      {history.length === 0 ? (
        <p className="mt-3 text-ink-muted">{words.none}</p>
      ) : (
        <ul>
          {history.map((one) => (
            <li key={one.version} className="border-b border-line py-3">
              <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
                <p className="min-w-0 text-ink-muted">
                  {words.version(one.version)} {words.by(one.by)}, <RelativeTime at={one.at} />
                </p>
                <form action={action}>
                  <input type="hidden" name="version" value={version} />
                  <input type="hidden" name="take" value={one.version} />
                  <SubmitButton
                    name="intent"
                    value="take"
                    variant="line"
                    size="sm"
                    aria-label={words.restoreLabel(one.version)}
                    pendingWord={words.restoring}
                  >
                    {words.restore}
                  </SubmitButton>
                </form>
              </div>
              <dl lang={locale} dir={dir} className="mt-1 wrap-anywhere">
                <dt className="sr-only">{subjectWord}</dt>
                <dd className="font-medium">{one.subject ?? <Usual />}</dd>
                <dt className="sr-only">{introductionWord}</dt>
                <dd className="line-clamp-3 whitespace-pre-line">{one.introduction ?? <Usual />}</dd>
              </dl>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Usual() {
  return (
    <span lang="en" dir="ltr" className="font-normal text-ink-muted">
      {words.usual}
    </span>
  );
}
