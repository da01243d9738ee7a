import type { Metadata } from "next";
import { NewContact } from "@/components/console/contact-form";
import { PageHeader } from "@/components/console/page-header";
import { Notice } from "@/components/ui/notice";
import { consoleWords } from "@/lib/i18n/console/words";
import { openConsole } from "../../gate";
import { addAction } from "../actions";

const words = consoleWords().contacts;

export const metadata: Metadata = { title: words.form.newTitle };

export default async function NewContactPage({ params }: { params: Promise<{ accountId: string }> }) {
  const { accountId } = await params;
  const { account, status, permissions, base } = await openConsole(accountId, "/contacts/new");
  if (!permissions.has("contacts:manage")) {
    return <PageHeader title={words.notYours.title} lead={words.notYours.lead(account.name)} />;
  }
  return (
    <>
      <PageHeader
        title={words.form.newTitle}
        lead={words.form.newLead}
        back={{ href: `${base}/contacts`, label: words.title }}
      />
      <div className="mt-6">
        {status === "suspended" ? (
          <Notice tone="waiting" state="barred">
            {words.suspended(account.name)}
          </Notice>
        ) : (
          <NewContact
            base={base}
            mayInvite={status === "active" && permissions.has("accounts:create")}
            action={addAction.bind(null, account._id.toHexString())}
          />
        )}
      </div>
    </>
  );
}
