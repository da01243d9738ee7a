import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { DeliveryFilters } from "@/components/console/delivery-filters";
import { DeliveryForm } from "@/components/console/delivery-form";
import { DeliveryList } from "@/components/console/delivery-list";
import { Section } from "@/components/console/page-header";
import { SettingsNotYours, SettingsPart } from "@/components/console/settings-part";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { AppError } from "@/lib/errors";
import { consoleWords } from "@/lib/i18n/console/words";
import { listSuppressions } from "@/lib/suppressions/list";
import { openConsole } from "../../gate";
import { allowAgainAction, stopAddressAction } from "./actions";
import { deliveryHref, readAddress } from "./filters";

const words = consoleWords().delivery;

const PAGE = 25;

export const metadata: Metadata = { title: words.title };

interface Props {
  params: Promise<{ accountId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function DeliveryPage({ params, searchParams }: Props) {
  const { accountId } = await params;
  const address = readAddress(await searchParams);
  const { q, reason, cursor } = address;
  const { actor, account, status, permissions, id, base } = await openConsole(
    accountId,
    deliveryHref("", address, { cursor }),
  );
  if (!permissions.has("invitations:read")) return <SettingsNotYours account={account.name} />;
  const page = await listSuppressions(actor, id, {
    q,
    limit: PAGE,
    ...(reason ? { reason } : {}),
    ...(cursor ? { cursor } : {}),
  }).catch((error: unknown) => {
    // The address was typed, or is another list's: this one begins at its first page.
    if (cursor && error instanceof AppError && error.code === "invalid_request") redirect(deliveryHref(base, address));
    throw error;
  });
  const active = status === "active";
  const may = active && permissions.has("invitations:create");
  const filtered = Boolean(q || reason);
  const told = filtered ? words.empty.search : words.empty.none;
  return (
    <SettingsPart
      title={words.title}
      lead={words.lead(account.name)}
      aside={account.parent ? <span className="text-ink-muted">{words.above}</span> : null}
    >
      {active ? null : (
        <Notice tone="waiting" className="mt-4">
          {words.notActive(account.name)}
        </Notice>
      )}
      {page.data.length === 0 && !filtered && !cursor ? null : (
        <div className="mt-4 flex flex-wrap items-center gap-3">
          <DeliveryFilters
            // Following a link changes the address from outside the form.
            key={reason ?? ""}
            filter={{ q, reason: reason ?? "" }}
          />
          {filtered ? (
            <ButtonLink variant="quiet" href={`${base}/settings/delivery`} className="text-ink-muted">
              {words.filters.clear}
            </ButtonLink>
          ) : null}
        </div>
      )}
      <DeliveryList
        // What was said about another page is not repeated on this one.
        key={cursor}
        base={base}
        stops={page.data}
        action={may ? allowAgainAction.bind(null, accountId) : null}
        empty={
          <EmptyState state="dotted" title={told.title}>
            {told.lead}
          </EmptyState>
        }
      />
      {cursor || page.nextCursor ? (
        <nav aria-label={words.pages} className="mt-4 flex gap-2">
          {cursor ? <ButtonLink href={deliveryHref(base, address)}>{words.first}</ButtonLink> : null}
          {page.nextCursor ? (
            <ButtonLink href={deliveryHref(base, address, { cursor: page.nextCursor })}>
              {q ? words.nextFound : words.next}
            </ButtonLink>
          ) : null}
        </nav>
      ) : null}
      {may ? (
        <Section title={words.add.title}>
          <DeliveryForm action={stopAddressAction.bind(null, accountId)} />
        </Section>
      ) : null}
    </SettingsPart>
  );
}
