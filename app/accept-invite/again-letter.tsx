import { mailAgainAction } from "@/app/accept-invite/actions";
import { InviteLetter } from "@/app/accept-invite/invite-letter";
import { Prose } from "@/components/letter";
import { Notice } from "@/components/ui/notice";
import { PlainForm } from "@/components/ui/plain-form";
import type { Locale } from "@/lib/i18n/locales";
import type { PageMessages } from "@/lib/i18n/pages/shape";

/** The page without its cookie: in another browser, or a day later. */
export function AgainLetter({
  invitationId,
  locale,
  words,
}: {
  invitationId: string;
  locale: Locale;
  words: PageMessages;
}) {
  const { again, common } = words;
  return (
    <InviteLetter invite={null} locale={locale} words={words} state="ajar" title={again.title}>
      <Prose>{again.body}</Prose>
      <PlainForm
        action={mailAgainAction}
        submit={again.submit}
        working={common.working}
        fields={{ invitationId }}
        after={
          <Notice tone="done">
            <p className="text-16 font-medium">{again.sent.title}</p>
            <p className="mt-1 font-letter text-17">{again.sent.body}</p>
          </Notice>
        }
      />
    </InviteLetter>
  );
}
