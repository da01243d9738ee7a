"use client";

import { useActionState } from "react";
import { EMPTY_FORM, type FormState } from "@/components/ui/action-form";
import { SubmitButton } from "@/components/ui/submit-button";
import { consoleWords } from "@/lib/i18n/console/words";
import { ListSaid } from "./list-said";

const words = consoleWords().bulk;

export function BulkCheckAgain({ action }: { action: (state: FormState, data: FormData) => Promise<FormState> }) {
  const [state, submit] = useActionState(action, EMPTY_FORM);
  return (
    <form action={submit}>
      <SubmitButton variant="line" pendingWord={words.columns.submitting}>
        {words.review.checking.again}
      </SubmitButton>
      {state.message && !state.ok ? <ListSaid state={state} /> : null}
    </form>
  );
}
