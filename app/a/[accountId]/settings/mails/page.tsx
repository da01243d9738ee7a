import type { Metadata } from "next";
import { MailList } from "@/components/console/mail-list";
import { SettingsNotYours, SettingsPart } from "@/components/console/settings-part";
import { readMails } from "@/lib/console/mails";
import { consoleWords } from "@/lib/i18n/console/words";
import { openConsole } from "../../gate";

const words = consoleWords().mails;

export const metadata: Metadata = { title: words.title };

interface Props {
  params: Promise<{ accountId: string }>;
}

export default async function MailsPage({ params }: Props) {
  const { accountId } = await params;
  const { actor, account, permissions, id, base } = await openConsole(accountId, "/settings/mails");
  if (!permissions.has("branding:update")) return <SettingsNotYours account={account.name} />;
  return (
    <SettingsPart title={words.title} lead={words.lead(account.name)}>
      <MailList base={`${base}/settings/mails`} groups={await readMails(actor, id)} />
    </SettingsPart>
  );
}
