"use client";

import { useActionState, useState } from "react";
import { ActionForm, EMPTY_FORM, type FormState } from "@/components/ui/action-form";
import { PasswordField } from "@/components/ui/password-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { consoleWords } from "@/lib/i18n/console/words";
import { SettingsSaid } from "./settings-said";

const words = consoleWords().settings.security.password;

const ORDER = ["currentPassword", "password"];

/** The password now, and the one from now on. Once it was changed, both fields are empty again. */
export function SettingsPasswordForm({
  email,
  action,
}: {
  email: string;
  action: (state: FormState, data: FormData) => Promise<FormState>;
}) {
  const [state, submit] = useActionState(action, EMPTY_FORM);
  const [done, setDone] = useState<FormState>();
  const [round, setRound] = useState(0);
  if (state.ok && state !== done) {
    setDone(state);
    setRound(round + 1);
  }
  return (
    <ActionForm state={state} action={submit} summary={words.summary} order={ORDER} className="max-w-[440px] pt-4">
      <p className="text-ink-muted">{words.lead}</p>
      {/* Tells a password manager whose password this is. */}
      <input type="hidden" name="username" autoComplete="username" value={email} />
      <PasswordField
        key={`current-${round}`}
        label={words.current}
        name="currentPassword"
        purpose="current"
        error={state.errors.currentPassword}
      />
      <PasswordField
        key={`next-${round}`}
        label={words.next}
        name="password"
        purpose="new"
        minLength={8}
        help={words.help}
        error={state.errors.password}
      />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <SubmitButton pendingWord={words.submitting}>{words.submit}</SubmitButton>
        <SettingsSaid state={state} />
      </div>
    </ActionForm>
  );
}
