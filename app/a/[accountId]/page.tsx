import type { Metadata } from "next";
import { DaysLine } from "@/components/console/days-line";
import { LatelyList } from "@/components/console/lately-list";
import { MonthBar } from "@/components/console/month-bar";
import { NeedsList } from "@/components/console/needs-list";
import { PageHeader, Section } from "@/components/console/page-header";
import { OfferToMe } from "@/components/console/people-offer";
import { SuspendedNotice } from "@/components/console/suspended-notice";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { readOffer } from "@/lib/accounts/transfer-read";
import { readLately } from "@/lib/console/lately";
import { readOverview } from "@/lib/console/overview";
import { consoleWords } from "@/lib/i18n/console/words";
import { openConsole } from "./gate";
import { remindAction, remindExpiringAction } from "./invitations/actions";

const words = consoleWords();

export const metadata: Metadata = { title: words.overview.title };

interface Props {
  params: Promise<{ accountId: string }>;
}

export default async function OverviewPage({ params }: Props) {
  const { accountId } = await params;
  const { actor, account, status, permissions, id, base } = await openConsole(accountId, "");
  const offer = await readOffer(actor, id);
  const offered = offer?.mine ? <OfferToMe base={base} by={offer.by} account={account.name} /> : null;
  if (!permissions.has("invitations:read")) {
    return (
      <>
        <PageHeader title={account.name} lead={words.frame.notYours.lead(account.name)} />
        {offered}
      </>
    );
  }
  const [overview, lately] = await Promise.all([readOverview(actor, id), readLately(actor, id)]);
  const mayInvite =
    status === "active" && (permissions.has("invitations:create") || permissions.has("accounts:create"));
  const invite = (
    <ButtonLink href={`${base}/invitations/new`} variant="door" title={words.frame.inviteKey}>
      {words.frame.invite}
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title={account.name}
        lead={words.overview.lead(account.name)}
        action={mayInvite && !overview.untouched ? invite : null}
      />
      {status === "suspended" ? <SuspendedNotice name={account.name} /> : null}
      {offered}
      {overview.untouched && mayInvite ? (
        <EmptyState state="ajar" title={words.overview.first.title} action={invite}>
          {words.overview.first.lead}
        </EmptyState>
      ) : overview.untouched ? (
        <p className="mt-8 text-ink-muted">{words.overview.untouched}</p>
      ) : (
        <>
          <Section title={words.overview.needs}>
            <NeedsList
              base={base}
              lists={overview.lists}
              needs={overview.needs}
              expiring={overview.expiring}
              remindable={overview.remindable}
              trouble={overview.trouble}
              remind={remindAction.bind(null, accountId)}
              remindAll={remindExpiringAction.bind(null, accountId)}
            />
          </Section>
          <div className="grid gap-x-12 lg:grid-cols-2">
            <Section title={words.overview.month} aside={overview.month.name}>
              <MonthBar month={overview.month} />
            </Section>
            <Section title={words.overview.days} aside={words.overview.daysUnit}>
              <DaysLine days={overview.days} />
            </Section>
          </div>
        </>
      )}
      {lately.length > 0 ? (
        <Section title={words.overview.lately}>
          <LatelyList base={base} entries={lately} />
        </Section>
      ) : null}
    </>
  );
}
