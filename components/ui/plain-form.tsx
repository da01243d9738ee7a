"use client";

import { type ReactNode, useActionState } from "react";
import { ActionForm, EMPTY_FORM, type FormState } from "@/components/ui/action-form";
import type { ButtonVariant } from "@/components/ui/button";
import { SubmitButton } from "@/components/ui/submit-button";

/** One button that does one thing, and says so when it could not. */
export function PlainForm({
  action: handle,
  submit,
  working,
  variant = "door",
  fields = {},
  after,
}: {
  action: (state: FormState, data: FormData) => Promise<FormState>;
  submit: string;
  working: string;
  variant?: ButtonVariant;
  fields?: Record<string, string>;
  /** Shown in the form's place once it is done. */
  after?: ReactNode;
}) {
  const [state, action] = useActionState(handle, EMPTY_FORM);
  if (state.ok && after) return <div role="status">{after}</div>;
  return (
    <ActionForm state={state} action={action} summary="" order={[]}>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <SubmitButton size="lg" variant={variant} pendingWord={working}>
        {submit}
      </SubmitButton>
    </ActionForm>
  );
}
