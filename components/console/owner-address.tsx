"use client";

import { useActionState, useState } from "react";
import { ActionForm, EMPTY_FORM, type FormState } from "@/components/ui/action-form";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { PasswordField } from "@/components/ui/password-field";
import { RelativeTime } from "@/components/ui/relative-time";
import { SubmitButton } from "@/components/ui/submit-button";
import { consoleWords } from "@/lib/i18n/console/words";
import { SettingsSaid } from "./settings-said";

const words = consoleWords().settings.owner;

const ORDER = ["email", "currentPassword"];

type Action = (state: FormState, data: FormData) => Promise<FormState>;

export interface PendingAddress {
  email: string;
  requestedAt: string;
  expiresAt: string;
  requestedBy: string;
  /** The viewer asked for it. */
  mine: boolean;
  confirmed: boolean;
  consentNeeded: boolean;
  consented: boolean;
}

interface Whose {
  /** The owner's name, for whoever is somebody else; null for the owner. */
  owner: string | null;
  /** The address to sign in with until then. */
  email: string;
}

/** The address to sign in with: what a change of it waits for, and the form that asks for one. */
export function OwnerAddress({
  pending,
  owner,
  email,
  change,
  withdraw,
}: Whose & { pending: PendingAddress | null; change: Action; withdraw: Action }) {
  // Kept here, since what was withdrawn takes its own form along.
  const [withdrawn, submit] = useActionState(withdraw, EMPTY_FORM);
  return (
    <>
      {pending ? (
        <Pending pending={pending} owner={owner} email={email} state={withdrawn} action={submit} />
      ) : (
        <div className="mt-4 empty:hidden">
          <SettingsSaid state={withdrawn} />
        </div>
      )}
      <AddressForm another={pending !== null} action={change} />
    </>
  );
}

function Pending({
  pending,
  owner,
  email,
  state,
  action,
}: Whose & { pending: PendingAddress; state: FormState; action: (data: FormData) => void }) {
  const until = owner === null ? words.pending.until(email) : words.pending.untilAbove(owner, email);
  return (
    <Notice tone="waiting" state="ajar" className="mt-4 max-w-[68ch]">
      <p className="wrap-anywhere">{waitsFor(pending, email)}</p>
      <p className="mt-1 wrap-anywhere text-ink-muted">
        {pending.mine ? words.pending.askedByYou : words.pending.askedBy(pending.requestedBy)}{" "}
        <RelativeTime at={pending.requestedAt} />; {until}
      </p>
      <p className="mt-1 text-ink-muted">
        {words.pending.ends} <RelativeTime at={pending.expiresAt} />
      </p>
      <ActionForm state={state} action={action} summary={words.email.summary} order={[]} className="mt-3">
        <div>
          <SubmitButton variant="line" pendingWord={words.pending.withdrawing}>
            {words.pending.withdraw}
          </SubmitButton>
        </div>
      </ActionForm>
    </Notice>
  );
}

function waitsFor({ email: next, confirmed, consentNeeded, consented }: PendingAddress, old: string): string {
  const { pending } = words;
  if (confirmed) return pending.confirmed(next, old);
  if (!consentNeeded) return pending.confirm(next);
  return consented ? pending.agreed(next, old) : pending.both(next, old);
}

/** Another address to sign in with, asked for with one's own password. */
function AddressForm({ another, action }: { another: boolean; action: Action }) {
  const [state, submit] = useActionState(action, EMPTY_FORM);
  const [done, setDone] = useState<FormState>();
  const [round, setRound] = useState(0);
  if (state.ok && state !== done) {
    setDone(state);
    setRound(round + 1);
  }
  // What was asked for may have been withdrawn since.
  const holds = another || state.message === words.email.same;
  return (
    <ActionForm
      state={state}
      action={submit}
      summary={words.email.summary}
      order={ORDER}
      className="mt-4 max-w-[440px]"
    >
      <Field
        key={`email-${round}`}
        label={another ? words.email.another : words.email.next}
        name="email"
        type="email"
        dir="ltr"
        autoComplete="off"
        defaultValue={state.ok ? "" : state.values.email}
        error={state.errors.email}
      />
      <PasswordField
        key={`password-${round}`}
        label={words.email.password}
        name="currentPassword"
        purpose="current"
        help={words.email.passwordHelp}
        error={state.errors.currentPassword}
      />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <SubmitButton variant="line" pendingWord={words.email.submitting}>
          {words.email.submit}
        </SubmitButton>
        {holds ? <SettingsSaid state={state} /> : null}
      </div>
    </ActionForm>
  );
}
