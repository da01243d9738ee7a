"use client";

import { useActionState } from "react";
import { forgotAction } from "@/app/forgot-password/actions";
import { ActionForm, EMPTY_FORM } from "@/components/ui/action-form";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import type { FormWords } from "@/lib/i18n/form-words";

interface ForgotWords extends FormWords {
  lead: string;
  submit: string;
  sentTitle: string;
}

export function ForgotForm({ words, next }: { words: ForgotWords; next: string }) {
  const [state, action] = useActionState(forgotAction, EMPTY_FORM);
  if (state.ok) {
    return (
      <Notice tone="done" role="status">
        <p className="text-16 font-medium">{words.sentTitle}</p>
        <p className="mt-1 font-letter text-17">{state.message}</p>
      </Notice>
    );
  }
  return (
    <>
      <p className="font-letter text-17">{words.lead}</p>
      <ActionForm
        state={state}
        action={action}
        summary={words.summary}
        order={["email"]}
        labels={{ email: words.email }}
      >
        <input type="hidden" name="next" value={next} />
        <Field
          label={words.email}
          name="email"
          type="email"
          autoComplete="username"
          dir="ltr"
          required
          defaultValue={state.values.email}
          error={state.errors.email}
        />
        <SubmitButton size="lg" pendingWord={words.working}>
          {words.submit}
        </SubmitButton>
      </ActionForm>
    </>
  );
}
