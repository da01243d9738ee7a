import type { Metadata } from "next";
import { ResetForm } from "@/app/reset-password/reset-form";
import { Letter, Prose } from "@/components/letter";
import { ButtonLink } from "@/components/ui/button";
import { formWords } from "@/lib/i18n/form-words";
import { requestWords } from "@/lib/i18n/request";
import { describeReset } from "@/lib/users/describe-reset";

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { words } = await requestWords();
  return { title: words.reset.title };
}

/** Opening the link changes nothing, however often it is opened; only the form does. */
export default async function ResetPasswordPage({ searchParams }: Props) {
  const { token } = await searchParams;
  const { locale, words } = await requestWords();
  const { common, reset } = words;
  const privacy = { summary: common.privacy, body: common.privacyBody };
  if (typeof token !== "string" || !(await describeReset(token))) {
    return (
      <Letter locale={locale} state="shut" title={reset.dead.title} privacy={privacy}>
        <Prose>{reset.dead.body}</Prose>
        <ButtonLink href="/forgot-password" variant="door" size="lg">
          {reset.askAgain}
        </ButtonLink>
      </Letter>
    );
  }
  return (
    <Letter locale={locale} title={reset.title} privacy={privacy}>
      <Prose>{reset.lead}</Prose>
      <ResetForm words={formWords(words)} submit={reset.submit} token={token} />
    </Letter>
  );
}
