"use client";

import { useActionState } from "react";
import { EMPTY_FORM, type FormState } from "@/components/ui/action-form";
import { buttonClass } from "@/components/ui/button";
import { KeepButton } from "@/components/ui/keep-button";
import { SubmitButton } from "@/components/ui/submit-button";
import { consoleWords } from "@/lib/i18n/console/words";
import { ListSaid } from "./list-said";

const words = consoleWords().invitations;

type Intent = "resend" | "cancel";

/** What can be done with all that a narrowed list holds, on however many pages. Each asks once more, in place. */
export function InvitationAll({
  told,
  resend,
  cancel,
  filter,
  action,
}: {
  /** How many there are, as it is said. */
  told: string;
  resend: boolean;
  cancel: boolean;
  filter: Record<string, string | undefined>;
  action: (state: FormState, data: FormData) => Promise<FormState>;
}) {
  const [state, submit] = useActionState(action, EMPTY_FORM);
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) if (value) query.set(name, value);
  const asked = { submit, told, filter: query.toString() };
  return (
    <>
      <ListSaid state={state} />
      {resend || cancel ? (
        <div className="mt-3 flex flex-wrap items-start gap-x-2 gap-y-3">
          <p className="py-2 pe-2 text-ink-muted">{words.all.matching(told)}</p>
          {resend ? <Ask intent="resend" {...asked} /> : null}
          {cancel ? <Ask intent="cancel" {...asked} /> : null}
        </div>
      ) : null}
    </>
  );
}

function Ask({
  intent,
  told,
  filter,
  submit,
}: {
  intent: Intent;
  told: string;
  filter: string;
  submit: (data: FormData) => void;
}) {
  const cancel = intent === "cancel";
  return (
    <details className="group/all open:basis-full">
      <summary
        className={buttonClass("line", "md", "list-none group-open/all:hidden [&::-webkit-details-marker]:hidden")}
      >
        {cancel ? words.all.cancel(told) : words.all.resend(told)}
      </summary>
      <form
        action={submit}
        className={`flex max-w-[560px] flex-col gap-3 border-s-2 ps-4 ${cancel ? "border-failed" : "border-field-line"}`}
      >
        <input type="hidden" name="intent" value={intent} />
        <input type="hidden" name="filter" value={filter} />
        <p>{cancel ? words.all.cancelQuestion(told) : words.all.resendQuestion(told)}</p>
        {cancel ? (
          <label className="flex w-max cursor-pointer items-center gap-3">
            <input type="checkbox" name="quiet" className="size-4 accent-door" />
            {words.all.quiet}
          </label>
        ) : null}
        <div className="flex flex-wrap gap-2">
          <SubmitButton variant={cancel ? "danger" : "line"} pendingWord={words.all.working}>
            {cancel ? words.all.yesCancel(told) : words.all.yesResend(told)}
          </SubmitButton>
          <KeepButton>{words.keep}</KeepButton>
        </div>
      </form>
    </details>
  );
}
