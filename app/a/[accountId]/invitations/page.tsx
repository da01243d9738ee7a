import { X } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { ChosenForm } from "@/components/console/chosen-form";
import { InvitationAll } from "@/components/console/invitation-all";
import { InvitationFilters } from "@/components/console/invitation-filters";
import { InvitationTable } from "@/components/console/invitation-table";
import { InvitationTabs } from "@/components/console/invitation-tabs";
import { count, waysFor } from "@/components/console/invitation-words";
import { PageHeader } from "@/components/console/page-header";
import { RowKeys } from "@/components/console/row-keys";
import { SuspendedNotice } from "@/components/console/suspended-notice";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { COUNTED, countMatching, countTabs, TABS, type Tab } from "@/lib/console/counts";
import { nameOfList } from "@/lib/console/run";
import { parseId } from "@/lib/db/ids";
import { consoleWords } from "@/lib/i18n/console/words";
import { listInvitations } from "@/lib/invitations/list";
import { openConsole } from "../gate";
import { allAction, chosenAction } from "./actions";
import { listHref, readAddress } from "./filters";

const words = consoleWords().invitations;
const frame = consoleWords().frame;

const PAGE = 25;
/** What can be done with all that a tab and its filters leave. */
const ACTS: Record<Tab, readonly ("resend" | "cancel")[]> = {
  pending: ["resend", "cancel"],
  accepted: [],
  expired: ["resend"],
  all: [],
};
const EMPTY_STATE = { pending: "ajar", accepted: "open", expired: "shut", all: "dotted" } as const;

export const metadata: Metadata = { title: words.title };

interface Props {
  params: Promise<{ accountId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function InvitationsPage({ params, searchParams }: Props) {
  const { accountId } = await params;
  const query = await searchParams;
  const { actor, account, status, permissions, id, base } = await openConsole(
    accountId,
    `/invitations${search(query)}`,
  );
  if (!permissions.has("invitations:read")) {
    return <PageHeader title={frame.notYours.title} lead={frame.notYours.lead(account.name)} />;
  }
  const address = readAddress(query);
  const { status: tab, cursor, ...filters } = address;
  const narrow = { ...filters, ...(tab === "all" ? {} : { status: tab }) };
  const filtered = Boolean(address.q || address.type || address.delivery || address.role || address.batch);
  const acts = ACTS[tab];
  const [counts, list, matching, page] = await Promise.all([
    countTabs(actor, id, address.batch ? parseId(address.batch) : null),
    address.batch ? nameOfList(id, address.batch) : null,
    filtered && acts.length > 0 ? countMatching(actor, id, narrow) : 0,
    listInvitations(actor, id, {
      ...narrow,
      limit: PAGE,
      ...(cursor ? { cursor } : {}),
    }),
  ]);
  const may = {
    createAccounts: permissions.has("accounts:create"),
    createInvitations: permissions.has("invitations:create"),
    cancelInvitations: permissions.has("invitations:cancel"),
  };
  const mayInvite = status === "active" && (may.createAccounts || may.createInvitations);
  const rows = page.data.map((invitation) => ({ invitation, ways: waysFor(invitation, id.toHexString(), may) }));
  const pageKey = listHref(base, address, { cursor });

  return (
    <>
      <PageHeader
        title={words.title}
        lead={words.lead}
        action={
          mayInvite ? (
            <ButtonLink href={`${base}/invitations/new`} variant="door" title={frame.inviteKey}>
              {frame.invite}
            </ButtonLink>
          ) : null
        }
      />
      {status === "suspended" ? <SuspendedNotice name={account.name} /> : null}
      <div className="mt-6">
        <InvitationTabs
          label={words.title}
          tabs={TABS.map((one) => ({
            href: listHref(base, address, { status: one }),
            label: words.tabs[one],
            count: count(counts[one], COUNTED),
            here: one === tab,
          }))}
        />
      </div>
      {address.batch ? (
        <p className="mt-4">
          <Chip label={words.inList(list ?? words.unknownList)} href={listHref(base, address, { batch: undefined })} />
        </p>
      ) : null}
      {counts.all > 0 ? (
        <div className="mt-4 flex flex-wrap items-center gap-3">
          <InvitationFilters
            // Following a link changes the address from outside the form.
            key={`${tab} ${address.type} ${address.delivery} ${address.role} ${address.batch}`}
            filter={{
              status: tab,
              q: address.q,
              type: address.type ?? "",
              delivery: address.delivery ?? "",
              role: address.role ?? "",
              batch: address.batch ?? "",
            }}
          />
          {address.q || address.type || address.delivery || address.role ? (
            <ButtonLink
              variant="quiet"
              href={listHref(base, { status: tab, q: "", batch: address.batch })}
              className="text-ink-muted"
            >
              {words.filters.clear}
            </ButtonLink>
          ) : null}
        </div>
      ) : null}
      {filtered && acts.length > 0 ? (
        <InvitationAll
          key={listHref(base, address)}
          told={count(matching, COUNTED)}
          resend={
            matching > 0 &&
            acts.includes("resend") &&
            status === "active" &&
            (may.createAccounts || may.createInvitations)
          }
          cancel={matching > 0 && acts.includes("cancel") && (may.createAccounts || may.cancelInvitations)}
          filter={narrow}
          action={allAction.bind(null, accountId)}
        />
      ) : null}
      {rows.length === 0 ? (
        <Nothing tab={tab} filtered={filtered} any={counts.all > 0} />
      ) : (
        <div className="mt-3">
          <ChosenForm
            action={chosenAction.bind(null, accountId)}
            pageKey={pageKey}
            canRemind={rows.some(({ ways }) => ways.remind)}
            canResend={rows.some(({ ways }) => ways.again)}
            canCancel={rows.some(({ ways }) => ways.cancel)}
          >
            <RowKeys>
              <InvitationTable key={pageKey} base={base} rows={rows} ends={words.whenColumn[tab]} />
            </RowKeys>
          </ChosenForm>
          {cursor || page.nextCursor ? (
            <nav aria-label={words.pages} className="mt-4 flex gap-2">
              {cursor ? <ButtonLink href={listHref(base, address)}>{words.first}</ButtonLink> : null}
              {page.nextCursor ? (
                <ButtonLink href={listHref(base, address, { cursor: page.nextCursor })}>{words.next}</ButtonLink>
              ) : null}
            </nav>
          ) : null}
        </div>
      )}
    </>
  );
}

/** What the list is narrowed to, with the way out of it. */
function Chip({ label, href }: { label: string; href: string }) {
  return (
    <span className="inline-flex max-w-full items-center gap-1 rounded-md border border-line bg-surface ps-3">
      <span className="min-w-0 truncate">{label}</span>
      <Link
        href={href}
        aria-label={words.inListOff(label)}
        className="grid size-9 shrink-0 place-items-center text-ink-muted hover:text-ink"
      >
        <X aria-hidden="true" size={16} strokeWidth={1.5} />
      </Link>
    </span>
  );
}

function Nothing({ tab, filtered, any }: { tab: Tab; filtered: boolean; any: boolean }) {
  const told = filtered ? words.empty.search : any ? words.empty[tab] : words.empty.all;
  return (
    <EmptyState state={any ? EMPTY_STATE[tab] : "ajar"} title={told.title}>
      {told.lead}
    </EmptyState>
  );
}

/** The address as it was asked for, to come back to after signing in. */
function search(query: Record<string, string | string[] | undefined>): string {
  const pairs = Object.entries(query).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : []));
  return pairs.length > 0 ? `?${new URLSearchParams(pairs)}` : "";
}
