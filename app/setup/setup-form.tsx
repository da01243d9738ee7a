"use client";

import { useActionState } from "react";
import { setUpAction } from "@/app/setup/actions";
import { NameFields } from "@/components/name-fields";
import { ActionForm, EMPTY_FORM } from "@/components/ui/action-form";
import { Field } from "@/components/ui/field";
import { PasswordField } from "@/components/ui/password-field";
import { SubmitButton } from "@/components/ui/submit-button";
import type { FormWords } from "@/lib/i18n/form-words";

interface SetupWords extends FormWords {
  code: string;
  codeHelp: string;
  accountName: string;
  accountHelp: string;
  submit: string;
}

const ORDER = ["code", "accountName", "firstName", "lastName", "email", "password"];

export function SetupForm({ words, code }: { words: SetupWords; code: string }) {
  const [state, action] = useActionState(setUpAction, EMPTY_FORM);
  const { errors, values } = state;
  const { code: codeLabel, accountName, firstName, lastName, email, password } = words;
  const labels = { code: codeLabel, accountName, firstName, lastName, email, password };
  return (
    <ActionForm state={state} action={action} summary={words.summary} order={ORDER} labels={labels}>
      <Field
        label={words.code}
        name="code"
        help={words.codeHelp}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        dir="ltr"
        required
        defaultValue={values.code ?? code}
        error={errors.code}
      />
      <Field
        label={words.accountName}
        name="accountName"
        help={words.accountHelp}
        autoComplete="organization"
        maxLength={60}
        required
        defaultValue={values.accountName}
        error={errors.accountName}
      />
      <NameFields words={words} values={values} errors={errors} required />
      <Field
        label={words.email}
        name="email"
        type="email"
        autoComplete="username"
        dir="ltr"
        required
        defaultValue={values.email}
        error={errors.email}
      />
      <PasswordField
        label={words.password}
        name="password"
        purpose="new"
        help={words.passwordHelp}
        words={words.passwordWords}
        minLength={8}
        required
        error={errors.password}
      />
      <SubmitButton size="lg" pendingWord={words.working}>
        {words.submit}
      </SubmitButton>
    </ActionForm>
  );
}
