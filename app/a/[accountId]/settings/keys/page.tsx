import type { Metadata } from "next";
import { ApiKeyForm } from "@/components/console/api-key-form";
import { ApiKeyList } from "@/components/console/api-key-list";
import { Section } from "@/components/console/page-header";
import { SettingsNotYours, SettingsPart } from "@/components/console/settings-part";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { listApiKeys } from "@/lib/auth/api-keys";
import { PERMISSIONS } from "@/lib/auth/schema";
import { AppError } from "@/lib/errors";
import { consoleWords } from "@/lib/i18n/console/words";
import { openConsole } from "../../gate";
import { createKeyAction, revokeKeyAction } from "./actions";

const words = consoleWords().settings.keys;

const PAGE = 25;

export const metadata: Metadata = { title: words.title };

interface Props {
  params: Promise<{ accountId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function ApiKeysPage({ params, searchParams }: Props) {
  const { accountId } = await params;
  const { cursor } = await searchParams;
  const { actor, account, status, permissions, id, base } = await openConsole(accountId, "/settings/keys");
  if (!permissions.has("api_keys:manage")) return <SettingsNotYours account={account.name} />;
  const here = `${base}/settings/keys`;
  const from = typeof cursor === "string" ? cursor : undefined;
  const query = { account: id.toHexString(), limit: PAGE };
  const page = await listApiKeys(actor, { ...query, cursor: from }).catch((error: unknown) => {
    // An address with a cursor that no list gave out begins with the newest.
    if (error instanceof AppError && error.code === "invalid_request") return listApiKeys(actor, query);
    throw error;
  });
  return (
    <SettingsPart
      title={words.title}
      lead={words.lead(account.name)}
      aside={
        <a href="/docs" className="underline underline-offset-2">
          {words.docs}
        </a>
      }
    >
      {status === "suspended" ? (
        <Notice tone="waiting" className="mt-4">
          {words.suspended(account.name)}
        </Notice>
      ) : null}
      <ApiKeyList
        // What was said about another page is not repeated on this one.
        key={from}
        keys={page.data}
        action={revokeKeyAction.bind(null, accountId)}
        empty={
          <EmptyState state="dotted" title={words.empty.title}>
            {status === "suspended" ? null : words.empty.lead}
          </EmptyState>
        }
      />
      {from || page.nextCursor ? (
        <nav aria-label={words.pages} className="mt-4 flex gap-2">
          {from ? <ButtonLink href={here}>{words.newer}</ButtonLink> : null}
          {page.nextCursor ? (
            <ButtonLink href={`${here}?cursor=${encodeURIComponent(page.nextCursor)}`}>{words.older}</ButtonLink>
          ) : null}
        </nav>
      ) : null}
      {status === "suspended" ? null : (
        <Section title={words.create}>
          <ApiKeyForm
            here={here}
            held={PERMISSIONS.filter((permission) => permissions.has(permission))}
            action={createKeyAction.bind(null, accountId)}
          />
        </Section>
      )}
    </SettingsPart>
  );
}
