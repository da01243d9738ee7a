import type { Metadata } from "next";
import { Letter, Prose } from "@/components/letter";
import { ButtonLink } from "@/components/ui/button";
import { requestWords } from "@/lib/i18n/request";

export async function generateMetadata(): Promise<Metadata> {
  const { words } = await requestWords();
  return { title: words.notFound.title };
}

export default async function NotFound() {
  const { locale, words } = await requestWords();
  const { common, notFound } = words;
  return (
    <Letter
      locale={locale}
      state="dotted"
      title={notFound.title}
      privacy={{ summary: common.privacy, body: common.privacyBody }}
    >
      <Prose>{notFound.body}</Prose>
      <ButtonLink href="/" variant="line" size="lg">
        {common.toStart}
      </ButtonLink>
    </Letter>
  );
}
