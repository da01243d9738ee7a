import { sayDead } from "@/app/verify-email/say";
import { Letter, Prose } from "@/components/letter";
import { ButtonLink } from "@/components/ui/button";
import type { Locale } from "@/lib/i18n/locales";
import type { PageMessages } from "@/lib/i18n/pages/shape";
import type { AddressLink } from "@/lib/users/address/describe-link";

export function DeadLetter({ link, locale, words }: { link: AddressLink; locale: Locale; words: PageMessages }) {
  const { common } = words;
  const { title, body, state } = sayDead(link, words);
  return (
    <Letter locale={locale} state={state} title={title} privacy={{ summary: common.privacy, body: common.privacyBody }}>
      <Prose>{body}</Prose>
      <ButtonLink href="/login" variant="door" size="lg">
        {common.signIn}
      </ButtonLink>
    </Letter>
  );
}
