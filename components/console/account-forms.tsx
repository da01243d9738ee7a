"use client";

import { useActionState, useEffect, useRef } from "react";
import { EMPTY_FORM, type FormState } from "@/components/ui/action-form";
import { buttonClass } from "@/components/ui/button";
import { KeepButton } from "@/components/ui/keep-button";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";

/** One question about one account, asked once in place; the page itself asks, so that it does without a script too. */
export interface Question {
  intent: "suspend" | "lift";
  ask: string;
  /** What will be so, said before it happens. */
  happens: string;
  effects: string[];
  yes: string;
  keep: string;
}

/** Suspends an account, or lifts that. What came of it stays on the page when the question has turned into the other. */
export function TurnAccount({
  account,
  question,
  action,
}: {
  account: string;
  question: Question | null;
  action: (state: FormState, data: FormData) => Promise<FormState>;
}) {
  const [state, submit] = useActionState(action, EMPTY_FORM);
  const said = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The button that was pressed is gone; whoever uses a keyboard goes on from what came of it.
    if (state.message !== undefined) said.current?.focus();
  }, [state]);
  return (
    <div className="flex flex-col gap-4">
      {state.message === undefined ? null : (
        <div ref={said} tabIndex={-1}>
          <Notice tone={state.ok ? "done" : "failed"} role={state.ok ? "status" : "alert"}>
            {state.message}
          </Notice>
        </div>
      )}
      {question ? (
        // Another question is another element, closed again.
        <details key={question.intent} className="group/turn">
          <summary
            className={buttonClass("line", "md", "list-none group-open/turn:hidden [&::-webkit-details-marker]:hidden")}
          >
            {question.ask}
          </summary>
          <form action={submit} className="flex max-w-[520px] flex-col gap-3">
            <input type="hidden" name="account" value={account} />
            <input type="hidden" name="intent" value={question.intent} />
            <p>{question.happens}</p>
            <ul className="flex list-disc flex-col gap-1 ps-5">
              {question.effects.map((effect) => (
                <li key={effect}>{effect}</li>
              ))}
            </ul>
            <div className="flex flex-wrap gap-2">
              <SubmitButton variant={question.intent === "suspend" ? "danger" : "line"}>{question.yes}</SubmitButton>
              <KeepButton>{question.keep}</KeepButton>
            </div>
          </form>
        </details>
      ) : null}
    </div>
  );
}
