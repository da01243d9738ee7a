"use client";

import { useActionState, useRef, useState } from "react";
import { ActionForm, EMPTY_FORM, type FormState } from "@/components/ui/action-form";
import { consoleWords } from "@/lib/i18n/console/words";
import { InviteConflict } from "./invite-conflict";
import { InviteDone } from "./invite-done";
import { InviteFields, type InviteStart } from "./invite-fields";
import { InvitePreview, type Preview } from "./invite-preview";

const words = consoleWords().invite;
const ORDER = ["business", "contact", "email", "firstName", "lastName", "role", "message", "locale", "days", "force"];

export interface InviteFormProps {
  base: string;
  account: { id: string; name: string };
  start: InviteStart;
  preview: Preview | null;
  linkDays: readonly number[];
  action: (state: FormState, data: FormData) => Promise<FormState>;
}

/** Inviting one person. After each, the form begins anew. */
export function InviteForm(props: InviteFormProps) {
  const [round, setRound] = useState(0);
  const start = round === 0 ? props.start : { ...props.start, contact: null };
  return <InviteRound key={round} {...props} start={start} onAnother={() => setRound(round + 1)} />;
}

function InviteRound({
  base,
  account,
  start,
  preview,
  linkDays,
  action,
  onAnother,
}: InviteFormProps & { onAnother: () => void }) {
  const [state, submit] = useActionState(action, EMPTY_FORM);
  const [revision, setRevision] = useState(0);
  const form = useRef<HTMLFormElement>(null);
  const done = doneOf(state);
  if (done) {
    const type = state.values.type === "user" ? "user" : "business";
    return <InviteDone base={base} {...done} again={`${base}/invitations/new?type=${type}`} onAnother={onAnother} />;
  }
  // Told beside the field that can mend it, or where the way on is, rather than in the summary.
  const told = state.code === "mail_suppressed" ? { ...state, message: suppressedWords(state) } : state;
  return (
    <div className="grid gap-x-12 gap-y-10 lg:grid-cols-[minmax(0,480px)_minmax(0,1fr)]">
      {/* The wrapper finds the form for the preview, whose fields it reads. */}
      <div
        ref={(box) => {
          form.current = box?.querySelector("form") ?? null;
        }}
        onChange={() => setRevision((count) => count + 1)}
      >
        <ActionForm state={told} action={submit} summary={words.summary} order={ORDER} className="group/invite">
          <InviteConflict base={base} state={state} />
          <InviteFields
            base={base}
            account={account}
            start={start}
            state={state}
            linkDays={linkDays}
            onTouched={() => setRevision((count) => count + 1)}
          />
        </ActionForm>
      </div>
      <InvitePreview base={base} first={preview} form={form} revision={revision} />
    </div>
  );
}

/** Why the address is not written to, in the page's own words; a contact's is not in the form. */
function suppressedWords({ data, message }: FormState): string | undefined {
  const { email, reason } = (data ?? {}) as { email?: unknown; reason?: unknown };
  const why = typeof reason === "string" ? words.suppressedWhy[reason] : undefined;
  if (typeof email !== "string") return message;
  return why ? words.suppressed(email, why) : words.suppressedAbove(email);
}

/** What a successful invitation answered. */
function doneOf(state: FormState): { message: string; invitationId: string; inviteUrl: string | null } | null {
  if (!state.ok || typeof state.data !== "object" || state.data === null) return null;
  const { invitationId, inviteUrl } = state.data as { invitationId?: unknown; inviteUrl?: unknown };
  if (typeof invitationId !== "string") return null;
  return {
    message: state.message ?? "",
    invitationId,
    inviteUrl: typeof inviteUrl === "string" ? inviteUrl : null,
  };
}
