"use client";

import { type ReactNode, useActionState } from "react";
import { EMPTY_FORM, type FormState } from "@/components/ui/action-form";
import { SubmitButton } from "@/components/ui/submit-button";

/** Reminds in one step, from where it is noticed; what came of it takes the button's place. */
export function RemindForm({
  action,
  invitation,
  offered,
  label,
  about,
  children,
}: {
  action: (state: FormState, data: FormData) => Promise<FormState>;
  /** Left out, all that end soon. */
  invitation?: string;
  /** Somebody can be reminded now; else the children stand here. */
  offered: boolean;
  label: string;
  /** What the button is about, for those who hear it alone. */
  about: string;
  children: ReactNode;
}) {
  const [state, submit] = useActionState(action, EMPTY_FORM);
  const said = state.message ? (
    <p role={state.ok ? "status" : "alert"} className="whitespace-pre-line text-ink-muted">
      {state.message}
    </p>
  ) : null;
  if (state.ok) return said;
  if (!offered) return children;
  return (
    <form action={submit} className="flex flex-wrap items-center gap-3 md:justify-end">
      {invitation ? <input type="hidden" name="invitation" value={invitation} /> : null}
      {said}
      <SubmitButton variant="line" size="sm">
        {label}
        <span className="sr-only">: {about}</span>
      </SubmitButton>
    </form>
  );
}
