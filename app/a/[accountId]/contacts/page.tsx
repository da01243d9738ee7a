import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ContactFilters } from "@/components/console/contact-filters";
import { ContactTable } from "@/components/console/contact-table";
import { PageHeader } from "@/components/console/page-header";
import { RowKeys } from "@/components/console/row-keys";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { readContacts } from "@/lib/console/contacts";
import { AppError } from "@/lib/errors";
import { consoleWords } from "@/lib/i18n/console/words";
import { openConsole } from "../gate";
import { contactsHref, readAddress } from "./filters";

const words = consoleWords().contacts;
const importing = consoleWords().bulk.contacts;

const PAGE = 25;

export const metadata: Metadata = { title: words.title };

interface Props {
  params: Promise<{ accountId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function ContactsPage({ params, searchParams }: Props) {
  const { accountId } = await params;
  const query = await searchParams;
  const address = readAddress(query);
  const { actor, account, status, permissions, id, base } = await openConsole(
    accountId,
    contactsHref("", address, { cursor: address.cursor }),
  );
  if (!permissions.has("contacts:manage")) {
    return <PageHeader title={words.notYours.title} lead={words.notYours.lead(account.name)} />;
  }
  const { cursor, q, type, availability } = address;
  const page = await readContacts(actor, id, {
    q,
    limit: PAGE,
    ...(type ? { type } : {}),
    ...(availability ? { availability } : {}),
    ...(cursor ? { cursor } : {}),
  }).catch((error: unknown) => {
    // The address was typed, or is another list's: this one begins at its first page.
    if (cursor && error instanceof AppError && error.code === "invalid_request") redirect(contactsHref(base, address));
    throw error;
  });
  const filtered = Boolean(q || type || availability);
  const nothing = page.rows.length === 0 && !filtered && !cursor;
  const may = { invite: status === "active" && permissions.has("accounts:create"), change: status !== "suspended" };
  const add = (
    <div className="flex flex-wrap gap-2">
      <ButtonLink href={`${base}/contacts/import`}>{importing.link}</ButtonLink>
      <ButtonLink href={`${base}/contacts/new`} variant="door">
        {words.add}
      </ButtonLink>
    </div>
  );
  return (
    <>
      <PageHeader title={words.title} lead={words.lead} action={may.change && !nothing ? add : null} />
      {may.change ? null : (
        <Notice tone="waiting" state="barred" className="mt-4">
          {words.suspended(account.name)}
        </Notice>
      )}
      {query.deleted === "1" ? (
        <Notice tone="done" role="status" className="mt-4">
          {words.deleted}
        </Notice>
      ) : null}
      {nothing ? (
        <EmptyState state="dotted" title={words.empty.none.title} action={may.change ? add : null}>
          {words.empty.none.lead}
        </EmptyState>
      ) : (
        <>
          <div className="mt-6 mb-3 flex flex-wrap items-center gap-3">
            <ContactFilters
              // Following a link changes the address from outside the form.
              key={`${type} ${availability}`}
              filter={{ q, type: type ?? "", availability: availability ?? "" }}
            />
            {filtered ? (
              <ButtonLink variant="quiet" href={`${base}/contacts`} className="text-ink-muted">
                {words.filters.clear}
              </ButtonLink>
            ) : null}
          </div>
          {page.rows.length === 0 ? (
            <Nothing onward={page.nextCursor !== null} />
          ) : (
            <RowKeys>
              <ContactTable
                base={base}
                rows={page.rows.map(({ contact, became }) => ({
                  contact,
                  account:
                    became && contact.availability !== "available"
                      ? {
                          name: became.name,
                          href: permissions.has("accounts:create") ? `${base}/accounts/${became.id}` : null,
                        }
                      : null,
                }))}
                may={may}
              />
            </RowKeys>
          )}
        </>
      )}
      {cursor || page.nextCursor ? (
        <nav aria-label={words.pages} className="mt-4 flex gap-2">
          {cursor ? <ButtonLink href={contactsHref(base, address)}>{words.first}</ButtonLink> : null}
          {page.nextCursor ? (
            <ButtonLink href={contactsHref(base, address, { cursor: page.nextCursor })}>{words.next}</ButtonLink>
          ) : null}
        </nav>
      ) : null}
    </>
  );
}

function Nothing({ onward }: { onward: boolean }) {
  const told = onward ? words.empty.onward : words.empty.search;
  return (
    <EmptyState state="dotted" title={told.title}>
      {told.lead}
    </EmptyState>
  );
}
