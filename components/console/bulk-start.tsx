"use client";

import { useActionState } from "react";
import { EMPTY_FORM, type FormState, SignInAgain } from "@/components/ui/action-form";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { consoleWords } from "@/lib/i18n/console/words";

const words = consoleWords().bulk.review;

type Action = (state: FormState, data: FormData) => Promise<FormState>;

/**
 * The last line of the review, always in sight: what will go out and how long that takes, a first mail to oneself, and the one
 * button that invites everybody.
 */
export function BulkStart({
  invited,
  what,
  mails,
  start,
  test,
}: {
  /** How many will be invited. */
  invited: number;
  /** What goes out, in words. */
  what: string;
  mails: boolean;
  start: Action;
  test: Action;
}) {
  const [started, startAction] = useActionState(start, EMPTY_FORM);
  const [tested, testAction] = useActionState(test, EMPTY_FORM);
  return (
    <div className="sticky bottom-14 z-10 -mx-4 mt-6 flex flex-col gap-2 border-t border-line bg-paper px-4 py-3 md:bottom-0 md:mx-0 md:px-0">
      <Said state={started} />
      <Said state={tested} />
      {invited === 0 ? (
        <p className="text-ink-muted">{words.nobody}</p>
      ) : (
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <span className="text-ink-muted">{what}</span>
          <span className="flex flex-wrap items-center gap-2">
            {mails ? (
              <form action={testAction}>
                <SubmitButton variant="quiet" pendingWord={words.test.sending}>
                  {words.test.send}
                </SubmitButton>
              </form>
            ) : null}
            <form action={startAction}>
              <SubmitButton pendingWord={words.submitting}>{words.submit(invited)}</SubmitButton>
            </form>
          </span>
        </div>
      )}
    </div>
  );
}

function Said({ state }: { state: FormState }) {
  if (state.message === undefined) return null;
  return (
    <Notice tone={state.ok ? "done" : "failed"} role={state.ok ? "status" : "alert"}>
      {state.message} <SignInAgain state={state} />
    </Notice>
  );
}
