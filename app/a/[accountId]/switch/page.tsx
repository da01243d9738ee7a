import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { z } from "zod";
import { AccountFilters } from "@/components/console/account-filters";
import { AccountKeys } from "@/components/console/account-keys";
import { OwnAccountTable } from "@/components/console/account-own-table";
import { PageHeader } from "@/components/console/page-header";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { UserActor } from "@/lib/auth/actor";
import { listOwnAccounts, type OwnAccounts, SWITCHER_LIMIT } from "@/lib/console/accounts";
import { AppError } from "@/lib/errors";
import { consoleWords } from "@/lib/i18n/console/words";
import { enter } from "../gate";

const words = consoleWords().accounts;

export const metadata: Metadata = { title: words.own.title };

const Address = z.object({
  q: z.string().max(200).catch(""),
  cursor: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,6000}$/)
    .optional()
    .catch(undefined),
});

interface Props {
  params: Promise<{ accountId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** All accounts of one's own, to open another; also from one that is suspended. */
export default async function SwitchPage({ params, searchParams }: Props) {
  const { accountId } = await params;
  const { q, cursor } = Address.parse(await searchParams);
  const entry = await enter(accountId);
  const here = `/a/${accountId}/switch`;
  if (entry.kind === "signed-out") redirect(`/login?callbackUrl=${encodeURIComponent(here)}`);
  if (entry.kind === "missing") notFound();
  const page = await read(entry.actor, { q, limit: SWITCHER_LIMIT, ...(cursor ? { cursor } : {}) });
  const search = (change: Record<string, string>) =>
    `${here}?${new URLSearchParams({ ...(q ? { q } : {}), ...change })}`;
  return (
    <>
      <PageHeader title={words.own.title} lead={words.own.lead} />
      <div className="mt-6">
        <AccountFilters q={q} />
      </div>
      {page.accounts.length === 0 ? (
        <EmptyState state="shut" title={words.own.empty.title}>
          {words.own.empty.lead}
        </EmptyState>
      ) : (
        <div className="mt-3">
          <AccountKeys>
            <OwnAccountTable accounts={page.accounts} current={accountId.toLowerCase()} />
          </AccountKeys>
          {cursor || page.nextCursor ? (
            <nav aria-label={words.pages} className="mt-4 flex gap-2">
              {cursor ? <ButtonLink href={search({})}>{words.first}</ButtonLink> : null}
              {page.nextCursor ? (
                <ButtonLink href={search({ cursor: page.nextCursor })}>{words.next}</ButtonLink>
              ) : null}
            </nav>
          ) : null}
        </div>
      )}
    </>
  );
}

/** An address with a made-up page is no address. */
async function read(actor: UserActor, query: Parameters<typeof listOwnAccounts>[1]): Promise<OwnAccounts> {
  try {
    return await listOwnAccounts(actor, query);
  } catch (error) {
    if (error instanceof AppError && error.code === "invalid_request") notFound();
    throw error;
  }
}
