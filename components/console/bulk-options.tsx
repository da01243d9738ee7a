"use client";

import { useActionState, useRef } from "react";
import { EMPTY_FORM, type FormState } from "@/components/ui/action-form";
import { SubmitButton } from "@/components/ui/submit-button";
import { consoleWords } from "@/lib/i18n/console/words";
import { Tick } from "./invite-parts";
import { ListSaid } from "./list-said";

const words = consoleWords().bulk.review.options;

/** How the whole list is invited. A tick counts at once; without a script a button makes it count. */
export function BulkOptions({
  sendEmail,
  resend,
  action,
}: {
  sendEmail: boolean;
  resend: boolean;
  action: (state: FormState, data: FormData) => Promise<FormState>;
}) {
  const [state, submit, pending] = useActionState(action, EMPTY_FORM);
  const form = useRef<HTMLFormElement>(null);
  return (
    <form
      ref={form}
      action={submit}
      onReset={(event) => event.preventDefault()}
      onChange={() => form.current?.requestSubmit()}
      aria-busy={pending}
      className="flex flex-col gap-4"
    >
      <div className="grid gap-4 md:grid-cols-2">
        <Tick name="sendEmail" label={words.sendEmail} help={words.sendEmailHelp} checked={sendEmail} />
        <Tick name="resend" label={words.resend} help={words.resendHelp} checked={resend} />
      </div>
      <p aria-live="polite" className="text-ink-muted empty:hidden">
        {pending ? words.applying : ""}
      </p>
      {state.message && !state.ok ? <ListSaid state={state} /> : null}
      <noscript>
        <SubmitButton variant="line" pendingWord={words.applying}>
          {words.apply}
        </SubmitButton>
      </noscript>
    </form>
  );
}
