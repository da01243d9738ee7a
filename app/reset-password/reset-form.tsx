"use client";

import { useActionState } from "react";
import { resetAction } from "@/app/reset-password/actions";
import { ActionForm, EMPTY_FORM } from "@/components/ui/action-form";
import { PasswordField } from "@/components/ui/password-field";
import { SubmitButton } from "@/components/ui/submit-button";
import type { FormWords } from "@/lib/i18n/form-words";

export function ResetForm({ words, submit, token }: { words: FormWords; submit: string; token: string }) {
  const [state, action] = useActionState(resetAction, EMPTY_FORM);
  return (
    <ActionForm
      state={state}
      action={action}
      summary={words.summary}
      order={["password"]}
      labels={{ password: words.newPassword }}
    >
      <input type="hidden" name="token" value={token} />
      <PasswordField
        label={words.newPassword}
        name="password"
        purpose="new"
        help={words.passwordHelp}
        words={words.passwordWords}
        minLength={8}
        required
        error={state.errors.password}
      />
      <SubmitButton size="lg" pendingWord={words.working}>
        {submit}
      </SubmitButton>
    </ActionForm>
  );
}
