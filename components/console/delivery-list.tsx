"use client";

import Link from "next/link";
import { type ReactNode, useActionState } from "react";
import { type ArchState, Status } from "@/components/arch";
import { EMPTY_FORM, type FormState } from "@/components/ui/action-form";
import { buttonClass } from "@/components/ui/button";
import { KeepButton } from "@/components/ui/keep-button";
import { RelativeTime } from "@/components/ui/relative-time";
import { SubmitButton } from "@/components/ui/submit-button";
import { consoleWords } from "@/lib/i18n/console/words";
import type { SuppressionView } from "@/lib/suppressions/schema";
import { ListSaid } from "./list-said";

const words = consoleWords().delivery;

const STATE: Record<SuppressionView["reason"], ArchState> = {
  bounce: "split",
  complaint: "split",
  unsubscribe: "barred",
  manual: "barred",
};

type Action = (state: FormState, data: FormData) => Promise<FormState>;
const NO_ACTION: Action = async (state) => state;

/** Each address with why, and the way back. What became of allowing one is said above: its row is gone. */
export function DeliveryList({
  base,
  stops,
  action,
  empty,
}: {
  base: string;
  stops: SuppressionView[];
  /** Null for who may only look. */
  action: Action | null;
  empty: ReactNode;
}) {
  const [state, submit] = useActionState(action ?? NO_ACTION, EMPTY_FORM);
  return (
    <>
      <ListSaid state={state} />
      {stops.length === 0 ? (
        empty
      ) : (
        <ul aria-label={words.list} className="mt-4 border-t border-line">
          {stops.map((stop) => (
            <Row key={stop.id} base={base} stop={stop} action={action ? submit : null} />
          ))}
        </ul>
      )}
    </>
  );
}

function Row({
  base,
  stop: { id, email, reason, detail, invitation, createdAt },
  action,
}: {
  base: string;
  stop: SuppressionView;
  action: ((data: FormData) => void) | null;
}) {
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 border-b border-line py-3">
      <div className="min-w-0 flex-1 basis-60">
        <p className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
          <span className="font-medium wrap-anywhere">{email}</span>
          <Status state={STATE[reason]}>{words.reasons[reason]}</Status>
        </p>
        {detail ? (
          <p className="mt-1 max-w-[68ch] wrap-anywhere">
            <span className="text-ink-muted">{words.said} </span>
            {detail}
          </p>
        ) : null}
        <p className="mt-1 text-ink-muted">
          {words.since} <RelativeTime at={createdAt} />
          {invitation ? (
            <>
              {" · "}
              <Link
                href={`${base}/invitations/${invitation}`}
                aria-label={words.invitationLabel(email)}
                className="underline underline-offset-2"
              >
                {words.invitation}
              </Link>
            </>
          ) : null}
        </p>
      </div>
      {action ? (
        <details className="group/allow open:basis-full">
          <summary
            aria-label={words.allowLabel(email)}
            className={buttonClass(
              "line",
              "md",
              "list-none group-open/allow:hidden [&::-webkit-details-marker]:hidden",
            )}
          >
            {words.allow}
          </summary>
          <form action={action} className="flex max-w-[560px] flex-col gap-3 border-s-2 border-waiting ps-3">
            <input type="hidden" name="stop" value={id} />
            <input type="hidden" name="email" value={email} />
            <input type="hidden" name="reason" value={reason} />
            <p className="wrap-anywhere">{words.ask[reason](email)}</p>
            <div className="flex gap-2">
              <SubmitButton variant="line" pendingWord={words.allowing}>
                {words.yes}
              </SubmitButton>
              <KeepButton>{words.keep}</KeepButton>
            </div>
          </form>
        </details>
      ) : null}
    </li>
  );
}
