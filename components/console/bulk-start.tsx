"use client";

import type { MouseEvent } from "react";
import { type FormState, SignInAgain } from "@/components/ui/action-form";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { consoleWords } from "@/lib/i18n/console/words";
import { REVIEW, useReview, useSaid } from "./bulk-review";

const words = consoleWords().bulk.review;

/**
 * The last line of the review, always in sight: what will go out and how long that takes, a first mail to oneself, and the one
 * button that invites everybody.
 */
export function BulkStart({
  invited,
  what,
  mails,
}: {
  /** How many will be invited. */
  invited: number;
  /** What goes out, in words. */
  what: string;
  mails: boolean;
}) {
  const { awaited } = useReview();
  const said = useSaid("start", "test");
  const busy = awaited === "start" || awaited === "test";
  const button = {
    type: "submit",
    form: REVIEW,
    name: "intent",
    "aria-disabled": busy || undefined,
    onClick: busy ? (event: MouseEvent) => event.preventDefault() : undefined,
  } as const;
  return (
    <div className="sticky bottom-14 z-10 -mx-4 mt-6 flex flex-col gap-2 border-t border-line bg-paper px-4 py-3 md:bottom-0 md:mx-0 md:px-0">
      {said ? <Said state={said} /> : null}
      {invited === 0 ? (
        <p className="text-ink-muted">{words.nobody}</p>
      ) : (
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <span className="text-ink-muted">{what}</span>
          <span className="flex flex-wrap items-center gap-2">
            {mails ? (
              <Button
                {...button}
                value="test"
                variant="quiet"
                pending={awaited === "test"}
                pendingWord={words.test.sending}
              >
                {words.test.send}
              </Button>
            ) : null}
            <Button
              {...button}
              value="start"
              variant="door"
              pending={awaited === "start"}
              pendingWord={words.submitting}
            >
              {words.submit(invited)}
            </Button>
          </span>
        </div>
      )}
    </div>
  );
}

function Said({ state }: { state: FormState }) {
  return (
    <Notice tone={state.ok ? "done" : "failed"} role={state.ok ? "status" : "alert"}>
      {state.message} <SignInAgain state={state} />
    </Notice>
  );
}
