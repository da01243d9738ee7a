"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { Arch, type ArchState } from "@/components/arch";
import { SubmitButton } from "@/components/ui/submit-button";
import type { BatchProgress } from "@/lib/batches/schema";
import { consoleWords } from "@/lib/i18n/console/words";
import { Section } from "./page-header";
import { invitationsOf, isDiscarded, type Parts } from "./run-words";

const words = consoleWords().bulkRun;

interface Props {
  base: string;
  batch: BatchProgress;
  parts: Parts;
  haltedBy: string | null;
  retryable: boolean;
  correctedIn: { id: string; name: string } | null;
  /** Null for who may only look. */
  submit: ((data: FormData) => void) | null;
}

/** What is left to do once a list is at its end, most urgent first, each with the way to it. */
export function RunNext({ base, batch, parts, haltedBy, retryable, correctedIn, submit }: Props) {
  const { id, status, counts, outcome, sendEmail } = batch;
  const said = isDiscarded(batch)
    ? [words.ended.discarded(haltedBy)]
    : status === "cancelled"
      ? [words.ended.cancelled(haltedBy), parts.waiting > 0 ? words.ended.cancelledRest(parts.waiting) : null]
      : [status === "failed" ? words.ended.failed : words.ended.completed(counts.invited)];
  const waiting = outcome.pending;
  const items = [
    counts.failed > 0 ? (
      <Item key="failed" state="split" text={words.next.failed(counts.failed)}>
        <Way href={`${base}/bulk/${id}?rows=failed#rows`}>{words.next.failedWay}</Way>
        {correctedIn ? (
          <Way href={`${base}/bulk/${correctedIn.id}`}>{words.next.corrected(correctedIn.name)}</Way>
        ) : null}
        {submit && !correctedIn ? <MendForms failed={counts.failed} retryable={retryable} submit={submit} /> : null}
      </Item>
    ) : null,
    parts.trouble > 0 ? (
      <Item key="trouble" state="split" text={words.next.bounced(parts.trouble)}>
        <Way href={invitationsOf(base, id, { status: "pending", delivery: "trouble" })}>
          {words.next.bouncedWay(parts.trouble)}
        </Way>
      </Item>
    ) : null,
    parts.unknown > 0 ? (
      <Item key="unknown" state="ajar" text={words.next.unknown(parts.unknown)}>
        <Way href={invitationsOf(base, id, { status: "pending", delivery: "unknown" })}>
          {words.next.unknownWay(parts.unknown)}
        </Way>
      </Item>
    ) : null,
    waiting > 0 && sendEmail ? (
      <Item key="waiting" state="ajar" text={words.next.waiting(waiting)}>
        <Way href={invitationsOf(base, id, { status: "pending" })}>{words.next.waitingWay}</Way>
      </Item>
    ) : null,
    waiting > 0 && !sendEmail ? (
      <Item key="links" state="ajar" text={words.next.links(waiting)}>
        <a
          href={`/v1/batches/${id}/report.csv`}
          download
          className="inline-flex min-h-6 items-center font-medium text-door underline-offset-2 hover:underline"
        >
          {words.report}
        </a>
      </Item>
    ) : null,
  ].filter((item) => item !== null);
  return (
    <Section title={words.next.title}>
      <p className="py-3 max-w-[68ch]">
        {said.filter((line) => line !== null).join(" ")} {items.length === 0 ? words.next.nothing : null}
      </p>
      <ul>{items}</ul>
    </Section>
  );
}

/** The rows that failed, once more: as they are, or corrected. */
function MendForms({
  failed,
  retryable,
  submit,
}: {
  failed: number;
  retryable: boolean;
  submit: (data: FormData) => void;
}) {
  return (
    <>
      <form action={submit}>
        <input type="hidden" name="intent" value="retry" />
        <SubmitButton variant={retryable ? "door" : "line"} pendingWord={words.next.retrying}>
          {words.next.retry(failed)}
        </SubmitButton>
      </form>
      <form action={submit}>
        <input type="hidden" name="intent" value="correct" />
        <SubmitButton variant={retryable ? "line" : "door"} pendingWord={words.next.correcting}>
          {words.next.correct(failed)}
        </SubmitButton>
      </form>
    </>
  );
}

function Item({ state, text, children }: { state: ArchState; text: string; children: ReactNode }) {
  return (
    <li className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-2 border-t border-line py-2">
      <Arch state={state} />
      <span className="min-w-0 flex-1 basis-56">{text}</span>
      <span className="flex flex-wrap items-center gap-x-4 gap-y-2 max-md:ps-7">{children}</span>
    </li>
  );
}

function Way({ href, children }: { href: string; children: string }) {
  return (
    <Link
      href={href}
      className="inline-flex min-h-6 items-center font-medium text-door underline-offset-2 hover:underline"
    >
      {children}
    </Link>
  );
}
