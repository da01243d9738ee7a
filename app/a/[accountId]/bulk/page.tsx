import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { BulkUpload } from "@/components/console/bulk-upload";
import { PageHeader, Section } from "@/components/console/page-header";
import { RunList } from "@/components/console/run-list";
import { SuspendedNotice } from "@/components/console/suspended-notice";
import { Notice } from "@/components/ui/notice";
import { readLists } from "@/lib/console/run-lists";
import { AppError } from "@/lib/errors";
import { consoleWords } from "@/lib/i18n/console/words";
import { openConsole } from "../gate";

const words = consoleWords().bulk;

export const metadata: Metadata = { title: words.title };

interface Props {
  params: Promise<{ accountId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function BulkPage({ params, searchParams }: Props) {
  const { accountId } = await params;
  const query = await searchParams;
  const { actor, account, status, permissions, id, base } = await openConsole(accountId, "/bulk");
  if (!permissions.has("invitations:read")) {
    return <PageHeader title={words.upload.notYours.title} lead={words.upload.notYours.lead(account.name)} />;
  }
  const text = (name: string) => (typeof query[name] === "string" ? query[name] : "");
  const cursor = text("cursor") || undefined;
  const lists = await readLists(actor, id, { cursor }).catch((error: unknown) => {
    if (cursor && error instanceof AppError && error.code === "invalid_request") redirect(`${base}/bulk`);
    throw error;
  });
  const may = { business: permissions.has("accounts:create"), user: permissions.has("invitations:create") };
  const refused = text("refused");
  const line = Number(text("line"));
  return (
    <>
      <PageHeader title={words.title} lead={words.lead} />
      {query.discarded === "1" ? (
        <Notice tone="done" role="status" className="mt-4">
          {words.upload.discarded}
        </Notice>
      ) : null}
      {status === "suspended" ? <SuspendedNotice name={account.name} /> : null}
      {status !== "active" && status !== "suspended" ? (
        <p className="mt-4">{words.upload.notActive(account.name)}</p>
      ) : null}
      {status === "active" && (may.business || may.user) && !cursor ? (
        <Section title={words.upload.title}>
          <div className="pt-4">
            <BulkUpload
              base={base}
              account={account.name}
              may={may}
              start={{
                type: (text("type") === "user" || !may.business) && may.user ? "user" : "business",
                name: text("name").slice(0, 120),
                refused: refused ? { code: refused, line: Number.isInteger(line) && line > 0 ? line : null } : null,
              }}
            />
          </div>
        </Section>
      ) : null}
      {lists.data.length > 0 || cursor ? (
        <Section title={words.back}>
          <RunList
            accountId={id.toHexString()}
            lists={lists.data}
            nextHref={lists.nextCursor ? `${base}/bulk?cursor=${lists.nextCursor}` : null}
          />
        </Section>
      ) : null}
    </>
  );
}
