"use client";

import Link from "next/link";
import { useActionState, useEffect, useRef, useState } from "react";
import { ActionForm, EMPTY_FORM, type FormState } from "@/components/ui/action-form";
import { buttonClass } from "@/components/ui/button";
import { KeepButton } from "@/components/ui/keep-button";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { conflictOf, openedWith } from "@/lib/console/conflict";
import { consoleWords } from "@/lib/i18n/console/words";
import { ConflictNotice, VersionFields } from "./conflict-notice";
import { CONTACT_LABELS, CONTACT_ORDER, ContactFields, type Held } from "./contact-fields";

const words = consoleWords().contacts;

type Action = (state: FormState, data: FormData) => Promise<FormState>;

/** Adding one contact; afterwards it says so and offers what comes next. */
export function NewContact(props: { base: string; mayInvite: boolean; action: Action }) {
  const [round, setRound] = useState(0);
  return <NewRound key={round} {...props} onAnother={() => setRound(round + 1)} />;
}

function NewRound({
  base,
  mayInvite,
  action,
  onAnother,
}: {
  base: string;
  mayInvite: boolean;
  action: Action;
  onAnother: () => void;
}) {
  const [state, submit] = useActionState(action, EMPTY_FORM);
  const sentence = useRef<HTMLDivElement>(null);
  const done = doneOf(state);
  useEffect(() => {
    if (done) sentence.current?.focus();
  }, [done]);
  if (done) {
    const invite = mayInvite && done.invitable;
    return (
      <div className="flex max-w-[560px] flex-col gap-6">
        <div ref={sentence} tabIndex={-1}>
          <Notice tone="done" role="status" className="text-16">
            {state.message}
          </Notice>
        </div>
        <div className="flex flex-wrap gap-2">
          {invite ? (
            <Link href={`${base}/invitations/new?contact=${done.id}`} className={buttonClass("door")}>
              {words.did.inviteNow(done.name)}
            </Link>
          ) : null}
          <a
            href={`${base}/contacts/new`}
            className={buttonClass(invite ? "line" : "door")}
            onClick={(event) => {
              if (event.metaKey || event.ctrlKey || event.shiftKey) return;
              event.preventDefault();
              onAnother();
            }}
          >
            {words.did.another}
          </a>
          <Link href={`${base}/contacts/${done.id}`} className={buttonClass("line")}>
            {words.did.see}
          </Link>
        </div>
      </div>
    );
  }
  return (
    <ActionForm
      state={state}
      action={submit}
      summary={words.form.summary}
      order={CONTACT_ORDER}
      labels={CONTACT_LABELS}
      className="group/contact max-w-[560px]"
    >
      <InTheWay base={base} state={state} />
      <ContactFields
        texts={{ type: "business" }}
        typed={state.values}
        errors={state.errors}
        held={{ email: null, type: false }}
      />
      <div>
        <SubmitButton pendingWord={words.form.submitting}>{words.form.submit}</SubmitButton>
      </div>
    </ActionForm>
  );
}

/** One contact's details, to be changed. `texts` is what stands there, named as the fields are. */
export function EditContact({
  base,
  version,
  texts,
  held,
  main,
  mayInvite,
  action,
}: {
  base: string;
  version: number;
  texts: Record<string, string>;
  held: Held;
  /** Saving is what this page is for; another button stands out otherwise. */
  main: boolean;
  mayInvite: boolean;
  action: Action;
}) {
  const [state, submit] = useActionState(action, EMPTY_FORM);
  const conflict = conflictOf(state);
  const done = doneOf(state);
  // The form shows, and sends, the names of a business or those of a person.
  const typed = { ...texts, ...state.values };
  return (
    <ActionForm
      state={conflict ? { ...state, message: undefined } : state}
      action={submit}
      summary={words.form.summary}
      order={CONTACT_ORDER}
      labels={CONTACT_LABELS}
      className="group/contact max-w-[560px]"
    >
      <ConflictNotice
        conflict={conflict && { ...conflict, current: inWords(conflict.current) }}
        was={inWords(openedWith(conflict, { version, texts }, typed))}
        labels={{ type: words.form.type, ...CONTACT_LABELS }}
      />
      <VersionFields version={version} conflict={conflict} />
      <InTheWay base={base} state={state} />
      <ContactFields texts={texts} typed={state.ok ? {} : state.values} errors={state.errors} held={held} />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <SubmitButton variant={main ? "door" : "line"} pendingWord={words.form.saving}>
          {words.form.save}
        </SubmitButton>
        {done ? (
          <Notice tone="done" role="status">
            {state.message}{" "}
            {mayInvite && done.invitable ? (
              <Link href={`${base}/invitations/new?contact=${done.id}`} className="font-medium text-door underline">
                {words.did.inviteNow(done.name)}
              </Link>
            ) : null}
          </Notice>
        ) : null}
      </div>
    </ActionForm>
  );
}

/** Asks once more in place, by the page itself, so that it does without a script too. */
export function DeleteContact({ base, question, action }: { base: string; question: string; action: Action }) {
  const [state, submit] = useActionState(action, EMPTY_FORM);
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    // Whoever comes to delete finds the question open.
    if (window.location.hash === "#delete" && details.current) details.current.open = true;
  }, []);
  return (
    <details ref={details} className="group/delete">
      <summary
        className={buttonClass("line", "md", "list-none group-open/delete:hidden [&::-webkit-details-marker]:hidden")}
      >
        {words.remove.ask}
      </summary>
      <ActionForm state={state} action={submit} summary="" order={[]} className="max-w-[520px] gap-3!">
        <InTheWay base={base} state={state} />
        <p>{question}</p>
        <div className="flex gap-2">
          <SubmitButton variant="danger">{words.remove.yes}</SubmitButton>
          <KeepButton>{words.remove.keep}</KeepButton>
        </div>
      </ActionForm>
    </details>
  );
}

/** Where something stands in the way, the way to it. The sentence itself is the form's. */
function InTheWay({ base, state }: { base: string; state: FormState }) {
  if (state.ok || typeof state.data !== "object" || state.data === null) return null;
  const { contactId, invitationId, accountId } = state.data as Record<string, unknown>;
  const [href, word] =
    typeof contactId === "string"
      ? [`${base}/contacts/${contactId}`, words.existing]
      : typeof invitationId === "string"
        ? [`${base}/invitations/${invitationId}`, words.inTheWay.invitation]
        : typeof accountId === "string"
          ? [`${base}/accounts/${accountId}`, words.inTheWay.account]
          : [];
  if (!href) return null;
  return (
    <p className="-mt-4 ps-3.5">
      <Link href={href} className="font-medium text-door underline underline-offset-2">
        {word}
      </Link>
    </p>
  );
}

/** What is chosen rather than typed is told as the form tells it. */
function inWords(texts: Record<string, string>): Record<string, string> {
  return { ...texts, type: texts.type === "person" ? words.types.person : words.types.business };
}

/** What was added or saved. */
function doneOf(state: FormState): { id: string; name: string; invitable: boolean } | null {
  if (!state.ok || typeof state.data !== "object" || state.data === null) return null;
  const { contact } = state.data as { contact?: { id: string; name: string; invitable: boolean } };
  return contact ?? null;
}
