"use client";

import { useActionState, useEffect } from "react";
import { acceptAction, viewedAction } from "@/app/accept-invite/actions";
import { NameFields } from "@/components/name-fields";
import { ActionForm, EMPTY_FORM } from "@/components/ui/action-form";
import { PasswordField } from "@/components/ui/password-field";
import { SubmitButton } from "@/components/ui/submit-button";
import type { FormWords } from "@/lib/i18n/form-words";

interface AcceptFormProps {
  words: FormWords;
  submit: string;
  email: string;
}

/** No login yet: a name, and a first password. */
export function SignUpForm({
  words,
  submit,
  email,
  firstName,
  lastName,
}: AcceptFormProps & { firstName: string; lastName: string }) {
  const [state, action] = useActionState(acceptAction, EMPTY_FORM);
  const { errors, values } = state;
  return (
    <ActionForm
      state={state}
      action={action}
      summary={words.summary}
      order={["firstName", "lastName", "password"]}
      labels={{ firstName: words.firstName, lastName: words.lastName, password: words.password }}
    >
      <input type="hidden" name="next" value="signup" />
      {/* For password managers only: the address is the invitation's, and cannot be changed here. */}
      <input type="text" name="username" autoComplete="username" defaultValue={email} readOnly hidden />
      <NameFields words={words} values={{ firstName, lastName, ...values }} errors={errors} />
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
        {submit}
      </SubmitButton>
    </ActionForm>
  );
}

/** Has a login and is signed out: its password, right here. */
export function SignInForm({ words, submit, email }: AcceptFormProps) {
  const [state, action] = useActionState(acceptAction, EMPTY_FORM);
  return (
    <ActionForm
      state={state}
      action={action}
      summary={words.summary}
      order={["password"]}
      labels={{ password: words.password }}
    >
      <input type="hidden" name="next" value="login" />
      <input type="text" name="username" autoComplete="username" defaultValue={email} readOnly hidden />
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

/** Signed in as the invitee: one button. */
export function OneButtonForm({ words, submit }: Omit<AcceptFormProps, "email">) {
  const [state, action] = useActionState(acceptAction, EMPTY_FORM);
  return (
    <ActionForm state={state} action={action} summary={words.summary} order={[]}>
      <input type="hidden" name="next" value="session" />
      <SubmitButton size="lg" pendingWord={words.working}>
        {submit}
      </SubmitButton>
    </ActionForm>
  );
}

/** Tells, once and by POST, that a person saw the page; a mail scanner runs no script, so it tells nothing. */
export function Viewed() {
  useEffect(() => {
    void viewedAction();
  }, []);
  return null;
}
