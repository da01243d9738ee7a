"use client";

import { useActionState, useEffect, useRef, useState } from "react";
import { ActionForm, EMPTY_FORM, type FormState } from "@/components/ui/action-form";
import { buttonClass } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { consoleWords } from "@/lib/i18n/console/words";
import { InviteConflict } from "./invite-conflict";

const words = consoleWords().invitation;

type Action = (state: FormState, data: FormData) => Promise<FormState>;

/** The main action of an invitation's page; what came of it is said under the button. */
export function SendAgain({ id, label, main, action }: { id: string; label: string; main: boolean; action: Action }) {
  const [state, submit] = useActionState(action, EMPTY_FORM);
  return (
    <form action={submit} className="flex flex-col gap-2 md:items-end">
      <input type="hidden" name="invitation" value={id} />
      <SubmitButton variant={main ? "door" : "line"}>{label}</SubmitButton>
      <Said state={state} />
    </form>
  );
}

/** Another address: where a mail came back, this is the way on. */
export function MoveInvitation({
  base,
  id,
  email,
  help,
  main,
  action,
}: {
  base: string;
  id: string;
  email: string;
  help: string;
  /** The mail did not arrive, so this is what is to be done. */
  main: boolean;
  action: Action;
}) {
  const [state, submit] = useActionState(action, EMPTY_FORM);
  return (
    <ActionForm state={state} action={submit} summary={words.move.title} order={["email"]} className="max-w-[440px]">
      <input type="hidden" name="invitation" value={id} />
      <InviteConflict base={base} state={state} />
      <Field
        label={words.move.email}
        name="email"
        type="email"
        dir="ltr"
        autoComplete="off"
        help={help}
        defaultValue={state.ok ? email : (state.values.email ?? email)}
        error={state.errors.email}
      />
      <div>
        <SubmitButton variant={main ? "door" : "line"}>{words.move.submit}</SubmitButton>
      </div>
      <Said state={state} onlyGood />
    </ActionForm>
  );
}

/** Asks once more before it acts, by the page itself, so that it does without a script too. */
export function CancelInvitation({ id, lead, action }: { id: string; lead: string; action: Action }) {
  const [state, submit] = useActionState(action, EMPTY_FORM);
  const details = useRef<HTMLDetailsElement>(null);
  const [arrived, setArrived] = useState(false);
  useEffect(() => {
    // Whoever comes to cancel finds the question open.
    if (window.location.hash === "#cancel" && details.current) details.current.open = true;
    setArrived(true);
  }, []);
  return (
    <details ref={details} data-ready={arrived || undefined} className="group/cancel">
      <summary
        className={buttonClass("line", "md", "list-none group-open/cancel:hidden [&::-webkit-details-marker]:hidden")}
      >
        {words.cancel.ask}
      </summary>
      <form action={submit} className="flex max-w-[440px] flex-col gap-3">
        <input type="hidden" name="invitation" value={id} />
        <p>{lead}</p>
        <label className="flex w-max cursor-pointer items-center gap-3">
          <input type="checkbox" name="quiet" className="size-4 accent-door" />
          {words.cancel.quiet}
        </label>
        <div className="flex gap-2">
          <SubmitButton variant="danger">{words.cancel.yes}</SubmitButton>
          <button
            type="button"
            className={buttonClass("quiet")}
            onClick={() => {
              if (details.current) details.current.open = false;
            }}
          >
            {consoleWords().invitations.keep}
          </button>
        </div>
        <Said state={state} />
      </form>
    </details>
  );
}

function Said({ state, onlyGood = false }: { state: FormState; onlyGood?: boolean }) {
  if (state.message === undefined || (onlyGood && !state.ok)) return null;
  return (
    <Notice tone={state.ok ? "done" : "failed"} role={state.ok ? "status" : "alert"} className="max-w-[440px]">
      {state.message}
    </Notice>
  );
}
