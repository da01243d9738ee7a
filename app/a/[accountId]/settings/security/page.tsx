import type { Metadata } from "next";
import { Section } from "@/components/console/page-header";
import { SettingsPart } from "@/components/console/settings-part";
import { SettingsPasswordForm } from "@/components/console/settings-password-form";
import { SettingsSessionsForm } from "@/components/console/settings-sessions-form";
import { ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { hasPassword } from "@/lib/console/settings";
import { consoleWords } from "@/lib/i18n/console/words";
import { openConsole } from "../../gate";
import { changePasswordAction, endSessionsAction } from "./actions";

const words = consoleWords().settings.security;

export const metadata: Metadata = { title: words.title };

interface Props {
  params: Promise<{ accountId: string }>;
}

/** For everybody: it concerns one's own login, whatever the account. */
export default async function SecurityPage({ params }: Props) {
  const { accountId } = await params;
  const { actor } = await openConsole(accountId, "/settings/security");
  const withPassword = await hasPassword(actor);
  return (
    <SettingsPart title={words.title} lead={words.lead(actor.email)}>
      <Section title={words.password.title}>
        {withPassword ? (
          <SettingsPasswordForm email={actor.email} action={changePasswordAction} />
        ) : (
          <>
            <Notice tone="waiting" className="mt-4 max-w-[68ch]">
              {words.password.none(actor.email)}
            </Notice>
            <p className="mt-4">
              <ButtonLink href="/forgot-password" variant="door">
                {words.password.forgot}
              </ButtonLink>
            </p>
          </>
        )}
      </Section>
      <Section title={words.sessions.title}>
        <SettingsSessionsForm action={endSessionsAction} />
      </Section>
    </SettingsPart>
  );
}
