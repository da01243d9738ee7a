"use client";

import { buttonClass } from "@/components/ui/button";
import { KeepButton } from "@/components/ui/keep-button";
import { SubmitButton } from "@/components/ui/submit-button";
import type { BatchProgress } from "@/lib/batches/schema";
import { consoleWords } from "@/lib/i18n/console/words";
import type { Parts } from "./run-words";

const words = consoleWords().bulkRun;

/** Pause or go on, and stop. Stopping asks once more, in place, and says what it means. */
export function RunControls({
  batch: { status, counts, delivery, sendEmail },
  parts,
  submit,
}: {
  batch: BatchProgress;
  parts: Parts;
  submit: (data: FormData) => void;
}) {
  const paused = status === "paused";
  const question = words.stopQuestion(parts.people - parts.waiting, counts.queued, sendEmail ? delivery.queued : 0);
  return (
    <div className="group/controls flex flex-wrap items-start gap-2">
      {/* While it is asked whether to stop, there is that to decide. */}
      <form action={submit} className="group-has-[details[open]]/controls:hidden">
        <input type="hidden" name="intent" value={paused ? "resume" : "pause"} />
        <SubmitButton
          variant={paused ? "door" : "line"}
          pendingWord={paused ? words.resuming : words.pausing}
          className="min-w-20"
        >
          {paused ? words.resume : words.pause}
        </SubmitButton>
      </form>
      <details className="group/stop">
        <summary
          className={buttonClass(
            "line",
            "md",
            "min-w-20 list-none group-open/stop:hidden [&::-webkit-details-marker]:hidden",
          )}
        >
          {words.stop}
        </summary>
        <form action={submit} className="max-w-[440px] border-s-2 border-failed ps-4">
          <input type="hidden" name="intent" value="stop" />
          <p>{question}</p>
          <div className="mt-3 flex flex-wrap gap-2">
            <SubmitButton variant="danger" pendingWord={words.stopping}>
              {words.stopYes}
            </SubmitButton>
            <KeepButton>{paused ? words.keepPaused : words.keep}</KeepButton>
          </div>
        </form>
      </details>
    </div>
  );
}
