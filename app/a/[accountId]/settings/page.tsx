import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SettingsAccountForm } from "@/components/console/settings-account-form";
import { pageAbove, SettingsNotActive, SettingsPart } from "@/components/console/settings-part";
import { settingsTexts } from "@/lib/accounts/schema";
import { readAccountSettings } from "@/lib/accounts/settings";
import { reminderChoices } from "@/lib/console/account-form";
import { consoleWords } from "@/lib/i18n/console/words";
import { openConsole } from "../gate";
import { changeAccountAction } from "./actions";

const words = consoleWords().settings;

export const metadata: Metadata = { title: words.title };

interface Props {
  params: Promise<{ accountId: string }>;
}

/** The account for whoever runs it; for everybody else the settings begin with their own security. */
export default async function SettingsPage({ params }: Props) {
  const { accountId } = await params;
  const { actor, account, permissions, id, base } = await openConsole(accountId, "/settings");
  if (!permissions.has("owner:update")) redirect(`${base}/settings/security`);
  const read = await readAccountSettings(actor, id);
  if (read.status !== "active") {
    return (
      <SettingsPart title={words.account.title}>
        <SettingsNotActive name={read.name} status={read.status} href={pageAbove(account)} />
      </SettingsPart>
    );
  }
  return (
    <SettingsPart title={words.account.title}>
      <SettingsAccountForm
        version={read.version}
        texts={settingsTexts(read)}
        reminderChoices={reminderChoices(read.settings.reminderDays)}
        action={changeAccountAction.bind(null, accountId)}
      />
    </SettingsPart>
  );
}
