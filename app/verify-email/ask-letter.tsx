import { refuseAction, verifyAction } from "@/app/verify-email/actions";
import type { Question } from "@/app/verify-email/say";
import { Letter, Prose } from "@/components/letter";
import { PlainForm } from "@/components/ui/plain-form";
import type { Locale } from "@/lib/i18n/locales";
import type { PageMessages } from "@/lib/i18n/pages/shape";

export function AskLetter({
  question,
  token,
  locale,
  words,
}: {
  question: Question;
  token: string;
  locale: Locale;
  words: PageMessages;
}) {
  const { common } = words;
  const { title, body, effects, submit, refuse, unexpected } = question;
  return (
    <Letter locale={locale} title={title} privacy={{ summary: common.privacy, body: common.privacyBody }}>
      <div className="flex flex-col gap-3">
        {body.map((paragraph) => (
          <Prose key={paragraph} className="wrap-anywhere">
            {paragraph}
          </Prose>
        ))}
        {effects && (
          <ul className="flex flex-col border-t border-line">
            {effects.map((effect) => (
              <li key={effect} className="border-b border-line py-3 text-16 wrap-anywhere">
                {effect}
              </li>
            ))}
          </ul>
        )}
      </div>
      <div className="flex flex-col gap-3">
        <PlainForm action={verifyAction} submit={submit} working={common.working} fields={{ token }} />
        {refuse && (
          <PlainForm action={refuseAction} submit={refuse} working={common.working} fields={{ token }} look="line" />
        )}
      </div>
      {unexpected && <p className="text-14 text-ink-muted">{unexpected}</p>}
    </Letter>
  );
}
