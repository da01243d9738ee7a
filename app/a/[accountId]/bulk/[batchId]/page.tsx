import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { z } from "zod";
import { BulkSteps } from "@/components/console/bulk-steps";
import { PageHeader } from "@/components/console/page-header";
import { RunLive } from "@/components/console/run-live";
import { RunRows } from "@/components/console/run-rows";
import { isFinished } from "@/components/console/run-words";
import { SuspendedNotice } from "@/components/console/suspended-notice";
import { buttonClass } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";
import { ROW_TABS, readRun, readRunRows } from "@/lib/console/run";
import { parseId } from "@/lib/db/ids";
import { AppError } from "@/lib/errors";
import { consoleWords } from "@/lib/i18n/console/words";
import { openConsole } from "../../gate";
import { runAction } from "./actions";

const words = consoleWords().bulkRun;
const frame = consoleWords().frame;

const PAGE = 25;

export const metadata: Metadata = { title: words.title };

interface Props {
  params: Promise<{ accountId: string; batchId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** What the address may say; what it says wrongly counts as not said. */
const Address = z.object({
  rows: z.enum(ROW_TABS).catch("invited"),
  cursor: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,32}$/)
    .optional()
    .catch(undefined),
});

export default async function RunPage({ params, searchParams }: Props) {
  const { accountId, batchId } = await params;
  const { actor, account, status, permissions, id, base } = await openConsole(accountId, `/bulk/${batchId}`);
  if (!permissions.has("invitations:read")) {
    return <PageHeader title={words.gone.title} lead={frame.notYours.lead(account.name)} />;
  }
  const list = parseId(batchId);
  const run = list && (await readRun(actor, id, list));
  if (!list || !run) notFound();
  const { batch } = run;
  const here = `${base}/bulk/${batch.id}`;
  if (batch.status === "draft") redirect(`${here}/${run.step}`);

  const { rows: tab, cursor } = Address.parse(await searchParams);
  const rows = await readRunRows(actor, list, { tab, cursor, limit: PAGE }).catch((error: unknown) => {
    if (!(error instanceof AppError) || cursor === undefined) throw error;
    // An address that was typed, or is old.
    redirect(`${here}?rows=${tab}`);
  });
  return (
    <>
      <BulkSteps current="run" />
      <PageHeader
        title={batch.name}
        back={{ href: `${base}/bulk`, label: words.back }}
        lead={
          <>
            {words.uploaded(batch.type, batch.createdBy.name)}
            <RelativeTime at={batch.createdAt} />
          </>
        }
        action={
          <a href={`/v1/batches/${batch.id}/report.csv`} download className={buttonClass("line")}>
            {words.report}
          </a>
        }
      />
      {status === "suspended" ? <SuspendedNotice name={account.name} /> : null}
      <RunLive
        key={batch.id}
        base={base}
        batch={batch}
        halted={run.halted}
        silent={run.silent}
        retryable={run.retryable}
        correctedIn={run.correctedIn}
        active={status === "active"}
        tab={tab}
        first={cursor === undefined}
        shown={rows.data.length}
        action={run.mayChange ? runAction.bind(null, accountId, batch.id) : null}
      >
        <RunRows
          base={base}
          here={here}
          tab={tab}
          type={batch.type}
          rows={rows.data}
          firstPage={cursor === undefined}
          nextCursor={rows.nextCursor}
          finished={isFinished(batch)}
        />
      </RunLive>
    </>
  );
}
