"use client";

import { useActionState } from "react";
import { EMPTY_FORM, type FormState } from "@/components/ui/action-form";
import { buttonClass } from "@/components/ui/button";
import { KeepButton } from "@/components/ui/keep-button";
import { SubmitButton } from "@/components/ui/submit-button";
import { consoleWords } from "@/lib/i18n/console/words";
import { ListSaid } from "./list-said";

const words = consoleWords().bulk.review;

/** Asks once more, in place and without a script too. */
export function BulkDiscard({ action }: { action: (state: FormState, data: FormData) => Promise<FormState> }) {
  const [state, submit] = useActionState(action, EMPTY_FORM);
  return (
    <details className="group/discard">
      <summary
        className={buttonClass(
          "quiet",
          "md",
          "-ms-3 w-max list-none text-ink-muted! group-open/discard:hidden [&::-webkit-details-marker]:hidden",
        )}
      >
        {words.discard}
      </summary>
      <form action={submit} className="flex flex-wrap items-center gap-2">
        <p className="max-w-[60ch] flex-1 basis-64 text-ink-muted">{words.discardQuestion}</p>
        <SubmitButton variant="danger" pendingWord={words.discarding}>
          {words.discardYes}
        </SubmitButton>
        <KeepButton>{words.keep}</KeepButton>
      </form>
      {state.message && !state.ok ? <ListSaid state={state} /> : null}
    </details>
  );
}
