import type { Metadata } from "next";
import { ContactImport } from "@/components/console/contact-import";
import { PageHeader } from "@/components/console/page-header";
import { Notice } from "@/components/ui/notice";
import { readSaid } from "@/lib/console/contacts-import-said";
import { consoleWords } from "@/lib/i18n/console/words";
import { openConsole } from "../../gate";

const words = consoleWords().contacts;
const importing = consoleWords().bulk.contacts;

export const metadata: Metadata = { title: importing.title };

interface Props {
  params: Promise<{ accountId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function ImportContactsPage({ params, searchParams }: Props) {
  const { accountId } = await params;
  const query = await searchParams;
  const { account, status, permissions, base } = await openConsole(accountId, "/contacts/import");
  if (!permissions.has("contacts:manage")) {
    return <PageHeader title={words.notYours.title} lead={words.notYours.lead(account.name)} />;
  }
  const text = (name: string) => (typeof query[name] === "string" ? query[name] : "");
  const line = Number(text("line"));
  return (
    <>
      <PageHeader
        title={importing.title}
        lead={importing.lead}
        back={{ href: `${base}/contacts`, label: words.title }}
      />
      <div className="mt-6">
        {status === "suspended" ? (
          <Notice tone="waiting" state="barred">
            {words.suspended(account.name)}
          </Notice>
        ) : (
          <ContactImport
            base={base}
            type={text("type") === "person" ? "person" : "business"}
            said={readSaid(text)}
            refused={
              text("refused") ? { code: text("refused"), line: Number.isInteger(line) && line > 0 ? line : null } : null
            }
          />
        )}
      </div>
    </>
  );
}
