"use client";

import { type ReactNode, useActionState } from "react";
import { Status } from "@/components/arch";
import { EMPTY_FORM, type FormState, SignInAgain } from "@/components/ui/action-form";
import { Notice } from "@/components/ui/notice";
import type { BatchProgress } from "@/lib/batches/schema";
import { consoleWords } from "@/lib/i18n/console/words";
import { InvitationTabs } from "./invitation-tabs";
import { count } from "./invitation-words";
import { Section } from "./page-header";
import { RunAnswers } from "./run-answers";
import { RunBar } from "./run-bar";
import { RunControls } from "./run-controls";
import { RunNext } from "./run-next";
import { RunPaused } from "./run-paused";
import { useFresh, useSpoken, useWatch } from "./run-watch";
import { isDiscarded, isFinished, type Parts, paceOf, partsOf, statusOfList } from "./run-words";

const words = consoleWords().bulkRun;

const TABS = ["invited", "skipped", "failed", "queued"] as const;
type Tab = (typeof TABS)[number];

/** As many rows as a page shows. */
const PAGE = 25;

interface Props {
  base: string;
  batch: BatchProgress;
  halted: { by: string; at: string } | null;
  silent: boolean;
  retryable: boolean;
  correctedIn: { id: string; name: string } | null;
  /** People can be invited into its account. */
  active: boolean;
  tab: Tab;
  /** The rows shown are the first ones. */
  first: boolean;
  /** How many rows are shown. */
  shown: number;
  /** Null for who may only look. */
  action: ((state: FormState, data: FormData) => Promise<FormState>) | null;
  /** The rows. */
  children: ReactNode;
}

const NO_ACTION = async (state: FormState) => state;

/** How far a list is, in numbers that move by themselves; what can be done with it; and its rows by what became of them. */
export function RunLive({
  base,
  batch: drawn,
  halted,
  silent,
  retryable,
  correctedIn,
  active,
  tab,
  first,
  shown,
  action,
  children,
}: Props) {
  const { batch, heard, lost } = useWatch(drawn);
  const [state, submit] = useActionState(action ?? NO_ACTION, EMPTY_FORM);
  const { counts } = batch;
  const finished = isFinished(batch);
  const here = `${base}/bulk/${batch.id}`;
  const parts = partsOf(batch);
  const { state: arch, word } = statusOfList(batch);
  const { rate, left } = paceOf(batch, heard);
  const discarded = isDiscarded(batch);
  const moving = !finished && batch.status !== "paused";
  const spoken = useSpoken(words.spoken(batch.reached, parts.people, moving ? left : word), batch.status, moving);
  useFresh(first && !finished && shown !== Math.min(PAGE, counts[tab]));

  return (
    <>
      <section aria-label={words.bar} className="mt-6">
        <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
          <div className="min-w-0">
            <Headline batch={batch} parts={parts} />
            <p className="mt-1 flex min-h-5 flex-wrap gap-x-4 text-ink-muted">
              <Status state={arch}>{word}</Status>
              {/* Of fixed widths, so that what stands beside does not move with each number. */}
              {rate ? <span className="min-w-24">{rate}</span> : null}
              {left ? <span>{left}</span> : null}
            </p>
          </div>
          {action && !finished ? <RunControls batch={batch} parts={parts} submit={submit} /> : null}
        </div>
        <p role="status" className="sr-only">
          {discarded ? null : spoken}
        </p>
        {lost ? (
          <Notice tone="waiting" role="status" className="mt-4 max-w-[68ch]">
            {words.lost}
          </Notice>
        ) : null}
        {finished ? null : (
          <noscript>
            <p className="mt-3">
              <a href={`${here}?rows=${tab}`} className="font-medium text-door underline underline-offset-2">
                {words.look}
              </a>{" "}
              <span className="text-ink-muted">{words.lookNote}</span>
            </p>
          </noscript>
        )}
        {state.message !== undefined && (!state.ok || !finished) ? (
          <Notice
            tone={state.ok ? "done" : "failed"}
            role={state.ok ? "status" : "alert"}
            className="mt-4 max-w-[68ch]"
          >
            {state.message} <SignInAgain state={state} />
          </Notice>
        ) : null}
        {discarded ? null : (
          <div className="mt-4">
            <RunBar
              parts={parts}
              sendEmail={batch.sendEmail}
              silent={silent && parts.delivered === 0}
              stopped={batch.status === "cancelled"}
            />
          </div>
        )}
        {batch.status === "paused" ? <RunPaused base={base} batch={batch} halted={halted} active={active} /> : null}
      </section>
      {finished ? (
        <RunNext
          base={base}
          batch={batch}
          parts={parts}
          haltedBy={halted?.by ?? null}
          retryable={retryable}
          correctedIn={correctedIn}
          submit={action ? submit : null}
        />
      ) : null}
      {counts.invited > 0 ? <RunAnswers base={base} batch={batch} /> : null}
      <div id="rows" className="scroll-mt-16">
        <Section title={words.rows.title}>
          <div className="mt-2">
            <InvitationTabs
              label={words.rows.label}
              tabs={TABS.map((one) => ({
                href: `${here}?rows=${one}`,
                label: words.rows.tabs[one],
                count: count(counts[one]),
                here: one === tab,
              }))}
            />
          </div>
          {children}
        </Section>
      </div>
    </>
  );
}

/** `1,412 of 2,397 people reached`. */
function Headline({ batch, parts: { people } }: { batch: BatchProgress; parts: Parts }) {
  if ((people === 0 && isFinished(batch)) || isDiscarded(batch))
    return <p className="text-20 font-medium">{words.nobody}</p>;
  return (
    <p className="text-20">
      <span className="font-medium">{count(batch.reached)}</span>{" "}
      {batch.sendEmail ? words.reached(people) : words.invitedOf(people)}
    </p>
  );
}
