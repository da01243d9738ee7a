"use client";

import { useActionState } from "react";
import { signInAction } from "@/app/login/actions";
import { ActionForm, EMPTY_FORM } from "@/components/ui/action-form";
import { Field } from "@/components/ui/field";
import { PasswordField } from "@/components/ui/password-field";
import { SubmitButton } from "@/components/ui/submit-button";
import type { FormWords } from "@/lib/i18n/form-words";

export function LoginForm({ words, submit, next }: { words: FormWords; submit: string; next: string }) {
  const [state, action] = useActionState(signInAction, EMPTY_FORM);
  return (
    <ActionForm
      state={state}
      action={action}
      summary={words.summary}
      order={["email", "password"]}
      labels={{ email: words.email, password: words.password }}
    >
      <input type="hidden" name="callbackUrl" value={next} />
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
      <PasswordField
        label={words.password}
        name="password"
        purpose="current"
        words={words.passwordWords}
        required
        error={state.errors.password}
      />
      <SubmitButton size="lg" pendingWord={words.working}>
        {submit}
      </SubmitButton>
    </ActionForm>
  );
}
