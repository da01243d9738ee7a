import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AccountFilters } from "@/components/console/account-filters";
import { AccountKeys } from "@/components/console/account-keys";
import { AccountPath } from "@/components/console/account-path";
import { AccountTable, type AccountTableMore, type AccountTableRow } from "@/components/console/account-table";
import { count } from "@/components/console/invitation-words";
import { PageHeader } from "@/components/console/page-header";
import { SuspendedNotice } from "@/components/console/suspended-notice";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { UserActor } from "@/lib/auth/actor";
import { type AccountRow, type AccountTree, COUNTED_BELOW, type MoreRow, readTree } from "@/lib/console/accounts-tree";
import { AppError } from "@/lib/errors";
import { consoleWords } from "@/lib/i18n/console/words";
import { openConsole } from "../gate";
import { readAddress, type TreeAddress, toggled, treeHref } from "./address";

const words = consoleWords().accounts;

export const metadata: Metadata = { title: words.title };

interface Props {
  params: Promise<{ accountId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

type Console = Awaited<ReturnType<typeof openConsole>>;

export default async function AccountsPage({ params, searchParams }: Props) {
  const { accountId } = await params;
  const address = readAddress(await searchParams);
  const console = await openConsole(accountId, treeHref("", address, { cursor: address.cursor }));
  const { actor, account, status, permissions, id, base } = console;
  if (!permissions.has("accounts:create")) {
    return <PageHeader title={words.notYours.title} lead={words.notYours.lead(account.name)} />;
  }
  const tree = await read(actor, id, address);
  const filtered = address.q !== "" || address.status !== undefined;
  const root = treeHref(base, { q: "", open: [], status: undefined, under: undefined, cursor: undefined });
  const invite =
    status === "active" ? (
      <ButtonLink href={`${base}/invitations/new?type=business`} variant="door">
        {words.invite}
      </ButtonLink>
    ) : null;
  const whole = !filtered && address.under === undefined;
  return (
    <>
      <PageHeader title={words.title} lead={words.lead(account.name)} action={whole && !tree.any ? null : invite} />
      {status === "suspended" ? <SuspendedNotice name={account.name} /> : null}
      {tree.any || !whole ? (
        <div className="mt-6 flex flex-wrap items-center gap-3">
          <AccountFilters key={`${address.status} ${address.under}`} q={address.q} status={address.status ?? ""} />
          {filtered ? (
            <ButtonLink variant="quiet" href={root} className="text-ink-muted">
              {words.clear}
            </ButtonLink>
          ) : null}
        </div>
      ) : null}
      {tree.under.length > 0 ? (
        <div className="mt-4">
          <AccountPath label={words.path} steps={pathSteps(console, address, tree, root)} />
        </div>
      ) : null}
      {tree.rows.length === 0 ? (
        <Nothing account={account.name} tree={tree} filtered={filtered} invite={invite} />
      ) : (
        <div className="mt-3">
          <AccountKeys>
            <AccountTable rows={tree.rows.map((row) => toTableRow(base, address, row))} />
          </AccountKeys>
          <Pages base={base} address={address} nextCursor={tree.nextCursor} />
        </div>
      )}
    </>
  );
}

/** An address that leads to an account that is not here is no address. */
async function read(actor: UserActor, id: Console["id"], address: TreeAddress): Promise<AccountTree> {
  try {
    const { under, status, cursor, ...rest } = address;
    return await readTree(actor, id, {
      ...rest,
      ...(under ? { under } : {}),
      ...(status ? { status } : {}),
      ...(cursor ? { cursor } : {}),
    });
  } catch (error) {
    if (error instanceof AppError && (error.code === "not_found" || error.code === "invalid_request")) notFound();
    throw error;
  }
}

function pathSteps({ id, account, base }: Console, address: TreeAddress, { under }: AccountTree, root: string) {
  const above = under
    .slice(0, -1)
    .map((step) => ({ ...step, href: treeHref(base, address, { under: step.id, open: [] }) }));
  return [{ id: id.toHexString(), name: account.name, href: root }, ...above, ...under.slice(-1)];
}

function toTableRow(base: string, address: TreeAddress, row: AccountRow | MoreRow): AccountTableRow | AccountTableMore {
  const below = count(row.below, COUNTED_BELOW);
  if (row.kind === "more") {
    const { id, name } = row.parent;
    const href = treeHref(base, address, { under: id, open: [] });
    return { id: `more ${id}`, level: row.level, href, label: words.showAll(below, name) };
  }
  const { account, level, open, openedAt, path } = row;
  const filtered = address.q !== "" || address.status !== undefined;
  return {
    account,
    level,
    href: `${base}/accounts/${account.id}`,
    below: row.below === 0 ? null : below,
    toggle: filtered || row.below === 0 ? null : { href: toggled(base, address, account.id), open },
    openedAt,
    path: path.length === 0 ? null : path.map(({ name }) => name).join(" / "),
  };
}

function Pages({ base, address, nextCursor }: { base: string; address: TreeAddress; nextCursor: string | null }) {
  if (!address.cursor && nextCursor === null) return null;
  return (
    <nav aria-label={words.pages} className="mt-4 flex gap-2">
      {address.cursor ? <ButtonLink href={treeHref(base, address)}>{words.first}</ButtonLink> : null}
      {nextCursor === null ? null : (
        <ButtonLink href={treeHref(base, address, { cursor: nextCursor, open: [] })}>{words.next}</ButtonLink>
      )}
    </nav>
  );
}

function Nothing({
  account,
  tree: { any, under },
  filtered,
  invite,
}: {
  account: string;
  tree: AccountTree;
  filtered: boolean;
  invite: React.ReactNode;
}) {
  const { search, none, under: nothingUnder, waits } = words.empty;
  const head = under.at(-1);
  if (head) {
    return (
      <EmptyState state="shut" title={nothingUnder.title(head.name)}>
        {nothingUnder.lead}
      </EmptyState>
    );
  }
  if (filtered && any) {
    return (
      <EmptyState state="shut" title={search.title}>
        {search.lead}
      </EmptyState>
    );
  }
  return (
    <EmptyState state="ajar" title={none.title(account)} action={filtered ? null : invite}>
      {none.lead} {invite === null ? waits : null}
    </EmptyState>
  );
}
