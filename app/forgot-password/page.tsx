import type { Metadata } from "next";
import Link from "next/link";
import { ForgotForm } from "@/app/forgot-password/forgot-form";
import { Letter, letterLink } from "@/components/letter";
import { localPath } from "@/lib/http/local-path";
import { formWords } from "@/lib/i18n/form-words";
import { requestWords } from "@/lib/i18n/request";

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { words } = await requestWords();
  return { title: words.forgot.title };
}

export default async function ForgotPasswordPage({ searchParams }: Props) {
  const next = localPath((await searchParams).next) ?? "";
  const { locale, words } = await requestWords();
  const { common, forgot } = words;
  return (
    <Letter locale={locale} title={forgot.title} privacy={{ summary: common.privacy, body: common.privacyBody }}>
      <ForgotForm
        words={{ ...formWords(words), lead: forgot.lead, submit: forgot.submit, sentTitle: forgot.sentTitle }}
        next={next}
      />
      <p className="text-14 text-ink-muted">
        <Link
          href={next === "" ? "/login" : `/login?${new URLSearchParams({ callbackUrl: next })}`}
          className={letterLink}
        >
          {common.backToSignIn}
        </Link>
      </p>
    </Letter>
  );
}
