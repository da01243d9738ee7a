import type { Metadata } from "next";
import { PageHeader } from "@/components/console/page-header";
import { PeopleActions } from "@/components/console/people-actions";
import { PeopleFilters } from "@/components/console/people-filters";
import { OfferToMe, StandingOffer } from "@/components/console/people-offer";
import { PeopleRoles } from "@/components/console/people-roles";
import { PeopleTable } from "@/components/console/people-table";
import { SuspendedNotice } from "@/components/console/suspended-notice";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { readOffer } from "@/lib/accounts/transfer-read";
import { additionsOf, mayOffer, waysFor } from "@/lib/console/people";
import { consoleWords } from "@/lib/i18n/console/words";
import { listUsers } from "@/lib/users/list";
import { openConsole } from "../gate";
import { personAction } from "./actions";
import { peopleHref, readAddress } from "./filters";

const words = consoleWords().people;

const PAGE = 25;

export const metadata: Metadata = { title: words.title };

interface Props {
  params: Promise<{ accountId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function PeoplePage({ params, searchParams }: Props) {
  const { accountId } = await params;
  const query = await searchParams;
  const address = readAddress(query);
  const access = await openConsole(accountId, peopleHref("", address, { cursor: address.cursor }));
  const { actor, account, status, permissions, role, id, base } = access;
  const offer = await readOffer(actor, id);
  const mine = offer?.mine ? <OfferToMe base={base} by={offer.by} account={account.name} /> : null;
  if (!permissions.has("members:manage")) {
    return (
      <>
        <PageHeader title={words.notYours.title} lead={words.notYours.lead(account.name)} />
        {mine}
      </>
    );
  }
  const { cursor, q, ...filters } = address;
  const page = await listUsers(actor, id, { ...filters, q, limit: PAGE, ...(cursor ? { cursor } : {}) });
  const rows = page.data.map((user) => ({ user, ways: waysFor(actor, access, user) }));
  const filtered = Boolean(q || address.role || address.status);
  const alone = rows.length <= 1 && !filtered && !cursor && !page.nextCursor;
  const mayInvite = status === "active" && permissions.has("invitations:create");

  return (
    <>
      <PageHeader
        title={words.title}
        lead={words.lead}
        action={
          mayInvite ? (
            <ButtonLink href={`${base}/invitations/new?type=user`} variant="door">
              {words.invite}
            </ButtonLink>
          ) : null
        }
      />
      {status === "suspended" ? <SuspendedNotice name={account.name} /> : null}
      {query.now === "owner" && role === "owner" ? (
        <Notice tone="done" state="open" role="status" className="mt-4">
          {words.ownership.owner(account.name)}
        </Notice>
      ) : null}
      {mine}
      <PeopleActions pageKey={peopleHref(base, address, { cursor })} action={personAction.bind(null, accountId)}>
        {offer && !offer.mine ? (
          <StandingOffer offer={offer} account={account.name} mayWithdraw={mayOffer(access) && status === "active"} />
        ) : null}
        {alone ? null : (
          <div className="mt-6 flex flex-wrap items-center gap-3">
            <PeopleFilters
              // Following a link changes the address from outside the form.
              key={`${address.role} ${address.status}`}
              filter={{ q, role: address.role ?? "", status: address.status ?? "" }}
            />
            {filtered ? (
              <ButtonLink variant="quiet" href={`${base}/people`} className="text-ink-muted">
                {words.filters.clear}
              </ButtonLink>
            ) : null}
          </div>
        )}
        {rows.length === 0 ? (
          <EmptyState state="dotted" title={words.nobody.title}>
            {words.nobody.lead}
          </EmptyState>
        ) : (
          <PeopleTable base={base} account={account.name} rows={rows} self={actor.id.toHexString()} />
        )}
      </PeopleActions>
      {alone && mayInvite ? <p className="mt-3 text-ink-muted">{words.alone}</p> : null}
      {cursor || page.nextCursor ? (
        <nav aria-label={words.pages} className="mt-4 flex gap-2">
          {cursor ? <ButtonLink href={peopleHref(base, address)}>{words.first}</ButtonLink> : null}
          {page.nextCursor ? (
            <ButtonLink href={peopleHref(base, address, { cursor: page.nextCursor })}>{words.next}</ButtonLink>
          ) : null}
        </nav>
      ) : null}
      <PeopleRoles owner={additionsOf("owner")} admin={additionsOf("admin")} />
    </>
  );
}
