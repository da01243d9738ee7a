import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { BulkCheckAgain } from "@/components/console/bulk-check-again";
import { BulkDiscard } from "@/components/console/bulk-discard";
import { BulkOptions } from "@/components/console/bulk-options";
import { BulkOutcomeBar } from "@/components/console/bulk-outcome-bar";
import { BulkReview } from "@/components/console/bulk-review";
import { BulkRows } from "@/components/console/bulk-rows";
import { BulkStart } from "@/components/console/bulk-start";
import { BulkSteps } from "@/components/console/bulk-steps";
import { forHowLong } from "@/components/console/bulk-time";
import { InvitationTabs } from "@/components/console/invitation-tabs";
import { count } from "@/components/console/invitation-words";
import { PageHeader, Section } from "@/components/console/page-header";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { outcomesOf, readRows, readWarnings, type Show, secondsFor } from "@/lib/console/bulk";
import { missingFields } from "@/lib/console/bulk-columns";
import { AppError } from "@/lib/errors";
import { consoleWords } from "@/lib/i18n/console/words";
import { openDraft } from "../open-draft";
import { checkAction, discardAction, reviewAction } from "./actions";
import { readAddress, reviewHref } from "./address";

const words = consoleWords().bulk;
const review = words.review;

const PAGE = 25;

export const metadata: Metadata = { title: words.steps.review };

interface Props {
  params: Promise<{ accountId: string; batchId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function ReviewPage({ params, searchParams }: Props) {
  const { accountId, batchId: given } = await params;
  const address = readAddress(await searchParams);
  const opened = await openDraft(accountId, given, reviewHref("", address));
  const { actor, base, page, list, version, mayChange, batchId } = opened;
  if (
    missingFields(
      list.type,
      list.columns.map(({ field }) => field),
    ).length > 0
  )
    redirect(`${page}/columns`);

  if (list.checked === null) {
    return (
      <>
        <BulkSteps current="review" links={{ upload: `${base}/bulk`, columns: `${page}/columns` }} />
        <PageHeader title={review.title(list.name)} />
        <EmptyState
          state="dotted"
          title={review.checking.title}
          action={
            <div className="flex flex-wrap items-start gap-2">
              <ButtonLink href={reviewHref(page, address)}>{review.checking.look}</ButtonLink>
              {mayChange ? <BulkCheckAgain action={checkAction.bind(null, accountId, list.id)} /> : null}
            </div>
          }
        >
          {review.checking.lead}
        </EmptyState>
      </>
    );
  }
  const total = list.counts.total;
  const outcomes = outcomesOf(list);
  const invited = outcomes.find(({ outcome }) => outcome === "invite")?.rows ?? 0;
  const warnings = await readWarnings(batchId, version);
  const show = address.show ?? firstShown(outcomes, warnings.rows);
  const [rows, seconds] = await Promise.all([
    readRows(actor, batchId, { show, cursor: address.cursor, limit: PAGE }).catch((error: unknown) => {
      // The address was typed, or is another list's: this one begins at its first page.
      if (address.cursor && error instanceof AppError && error.code === "invalid_request") {
        redirect(reviewHref(page, { show }));
      }
      throw error;
    }),
    secondsFor(invited),
  ]);
  const tabs: { show: Show; rows: number }[] = [
    ...(warnings.rows > 0 || show === "warnings" ? [{ show: "warnings" as const, rows: warnings.rows }] : []),
    ...outcomes.map(({ outcome, rows: of }) => ({ show: outcome as Show, rows: of })),
    { show: "all", rows: total },
  ];
  // What was mended last leaves its tab empty, and still there to come back to.
  if (!tabs.some((tab) => tab.show === show)) tabs.unshift({ show, rows: 0 });

  const has = (...fields: string[]) =>
    list.columns.some(({ field }) => field !== null && fields.includes(field)) ||
    rows.data.some(({ values }) => fields.some((field) => values[field]));

  return (
    <>
      <BulkSteps current="review" links={{ upload: `${base}/bulk`, columns: `${page}/columns` }} />
      <PageHeader title={review.title(list.name)} lead={leadOf(total, invited)} />
      <BulkOutcomeBar parts={outcomes} total={total} />
      <div className="mt-6">
        <InvitationTabs
          label={review.tabsLabel}
          tabs={tabs.map((tab) => ({
            href: reviewHref(page, { show: tab.show }),
            label: review.tabs[tab.show] ?? tab.show,
            count: count(tab.rows),
            here: tab.show === show,
          }))}
        />
      </div>
      <BulkReview
        // By the address alone, so that an answer without a script finds its place whatever is shown by then.
        key={`${address.show ?? ""} ${address.cursor ?? ""}`}
        action={reviewAction.bind(null, accountId, list.id)}
        rows={
          rows.data.length === 0 ? (
            <EmptyState
              state="open"
              title={review.empty.title}
              action={<ButtonLink href={reviewHref(page, { show: "all" })}>{review.empty.all}</ButtonLink>}
            >
              {review.empty.lead}
            </EmptyState>
          ) : (
            <BulkRows
              type={list.type}
              rows={rows.data}
              alike={show === "warnings" ? warnings.alike : []}
              fixed={!mayChange}
              shown={{ name: has("firstName", "lastName"), businessName: has("businessName") }}
            />
          )
        }
      >
        {address.cursor || rows.nextCursor ? (
          <nav aria-label={review.pages} className="mt-4 flex gap-2">
            {address.cursor ? <ButtonLink href={reviewHref(page, { show })}>{review.first}</ButtonLink> : null}
            {rows.nextCursor ? (
              <ButtonLink href={reviewHref(page, { show, cursor: rows.nextCursor })}>{review.next}</ButtonLink>
            ) : null}
          </nav>
        ) : null}
        {mayChange ? (
          <>
            <Section title={review.options.title}>
              <div className="flex flex-col gap-4 pt-4">
                <BulkOptions sendEmail={list.sendEmail} resend={list.resend} />
                <BulkDiscard action={discardAction.bind(null, accountId, list.id)} />
              </div>
            </Section>
            <BulkStart
              invited={invited}
              what={list.sendEmail ? review.mails(invited, forHowLong(seconds)) : review.links(invited)}
              mails={list.sendEmail}
            />
          </>
        ) : null}
      </BulkReview>
    </>
  );
}

/** What needs a person most: what is wrong, then what may be, then everything. */
function firstShown(outcomes: { outcome: string }[], warnings: number): Show {
  for (const outcome of ["invalid", "over_limit"] as const) {
    if (outcomes.some((one) => one.outcome === outcome)) return outcome;
  }
  return warnings > 0 ? "warnings" : "all";
}

function leadOf(total: number, invited: number): string {
  if (invited === 0) return review.none(total);
  if (invited < total) return review.look(total - invited, total, invited);
  return total === 1 ? review.one : review.allGood(total);
}
