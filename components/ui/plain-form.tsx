"use client";

import { type ReactNode, useActionState } from "react";
import { useFormStatus } from "react-dom";
import { ActionForm, EMPTY_FORM, type FormState } from "@/components/ui/action-form";
import { SubmitButton } from "@/components/ui/submit-button";

/** One button that does one thing, says when it could not, and gives way to what it has to say when it could. */
export function PlainForm({
  action: handle,
  submit,
  working,
  look = "door",
  fields = {},
  after,
}: {
  action: (state: FormState, data: FormData) => Promise<FormState>;
  submit: string;
  working: string;
  /** `link` for what stands beside the main action. */
  look?: "door" | "line" | "link";
  fields?: Record<string, string>;
  after?: ReactNode;
}) {
  const [state, action] = useActionState(handle, EMPTY_FORM);
  if (state.ok && after) return <div role="status">{after}</div>;
  return (
    <ActionForm state={state} action={action} summary={state.message ?? ""} order={[]}>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {look === "link" ? (
        <LinkButton working={working}>{submit}</LinkButton>
      ) : (
        <SubmitButton size="lg" variant={look} pendingWord={working}>
          {submit}
        </SubmitButton>
      )}
    </ActionForm>
  );
}

function LinkButton({ working, children }: { working: string; children: ReactNode }) {
  const { pending } = useFormStatus();
  return (
    <button
      type="submit"
      aria-disabled={pending || undefined}
      onClick={pending ? (event) => event.preventDefault() : undefined}
      className="min-h-6 self-start text-14 text-ink-muted underline decoration-field-line underline-offset-4 hover:decoration-current"
    >
      {pending ? working : children}
    </button>
  );
}
