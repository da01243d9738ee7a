"use client";

import { useActionState, useEffect, useRef, useState } from "react";
import { ActionForm, EMPTY_FORM, type FormState } from "@/components/ui/action-form";
import { buttonClass } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { likelyEmail } from "@/lib/email-typos";
import { consoleWords } from "@/lib/i18n/console/words";
import { InviteConflict } from "./invite-conflict";

const words = consoleWords().invitation;

type Action = (state: FormState, data: FormData) => Promise<FormState>;

/** The main action of an invitation's page, and the lesser one beside it; what came of it is said under the buttons. */
export function SendAgain({
  id,
  label,
  main,
  remind = false,
  action,
}: {
  id: string;
  label: string;
  main: boolean;
  /** The link that the invitee has can be brought to mind. */
  remind?: boolean;
  action: Action;
}) {
  const [state, submit] = useActionState(action, EMPTY_FORM);
  return (
    <form action={submit} className="flex flex-col gap-2 md:items-end">
      <input type="hidden" name="invitation" value={id} />
      <div className="flex flex-wrap gap-2">
        {remind ? (
          <SubmitButton variant="line" name="intent" value="remind">
            {words.remind}
          </SubmitButton>
        ) : null}
        <SubmitButton variant={main ? "door" : "line"} name="intent" value="again">
          {label}
        </SubmitButton>
      </div>
      <Said state={state} />
      <SendAllTheSame state={state} />
    </form>
  );
}

/** Mail to the address is stopped: whoever knows better insists. */
function SendAllTheSame({ state }: { state: FormState }) {
  if (state.ok || state.code !== "mail_suppressed") return null;
  return (
    <div>
      <SubmitButton variant="line" name="force" value="on">
        {words.stopped.force}
      </SubmitButton>
    </div>
  );
}

/** Another address: where a mail came back, this is the way on. */
export function MoveInvitation({
  base,
  id,
  email,
  help,
  main,
  shown = true,
  action,
}: {
  base: string;
  id: string;
  email: string;
  help: string;
  /** The mail did not arrive, so this is what is to be done. */
  main: boolean;
  /** Otherwise only what came of it is. */
  shown?: boolean;
  action: Action;
}) {
  const [state, submit] = useActionState(action, EMPTY_FORM);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // Whoever comes to correct the address can type at once.
    if (main && window.location.hash === "#move") field.current?.select();
  }, [main]);
  if (!shown) return <Said state={state} onlyGood />;
  const typed = state.ok ? email : (state.values.email ?? email);
  const meant = likelyEmail(typed);
  return (
    <ActionForm state={state} action={submit} summary={words.move.title} order={["email"]} className="max-w-[440px]">
      <input type="hidden" name="invitation" value={id} />
      <InviteConflict base={base} state={state} />
      <Field
        ref={field}
        label={words.move.email}
        name="email"
        type="email"
        dir="ltr"
        autoComplete="off"
        help={help}
        defaultValue={typed}
        error={state.errors.email}
      />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <SubmitButton variant={main ? "door" : "line"}>{words.move.submit}</SubmitButton>
        <SendAllTheSame state={state} />
      </div>
      {meant ? (
        <p className="-mt-2 flex flex-wrap items-baseline gap-x-1.5">
          {words.move.meant}
          <button
            type="submit"
            name="meant"
            value={meant}
            className="cursor-pointer font-medium text-door underline underline-offset-2"
          >
            {words.move.send(meant)}
          </button>
        </p>
      ) : null}
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
