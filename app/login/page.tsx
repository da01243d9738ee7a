import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { LoginForm } from "@/app/login/login-form";
import { Letter, letterLink } from "@/components/letter";
import { Notice } from "@/components/ui/notice";
import { currentActor } from "@/lib/auth/session";
import { localPath } from "@/lib/http/local-path";
import { formWords } from "@/lib/i18n/form-words";
import { requestWords } from "@/lib/i18n/request";

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { words } = await requestWords();
  return { title: words.common.signIn };
}

export default async function LoginPage({ searchParams }: Props) {
  const query = await searchParams;
  const next = localPath(query.callbackUrl) ?? "/";
  if (await currentActor()) redirect(next);
  const { locale, words } = await requestWords();
  const { common, login } = words;
  const forgot = new URLSearchParams(next === "/" ? {} : { next });
  return (
    <Letter locale={locale} title={login.title} privacy={{ summary: common.privacy, body: common.privacyBody }}>
      {query.password === "changed" && (
        <Notice tone="done" role="status">
          {login.passwordChanged}
        </Notice>
      )}
      {query.address === "changed" && (
        <Notice tone="done" role="status">
          {login.addressChanged}
        </Notice>
      )}
      <LoginForm words={formWords(words)} submit={common.signIn} next={next} />
      <p className="text-14 text-ink-muted">
        <Link href={`/forgot-password${forgot.size > 0 ? `?${forgot}` : ""}`} className={letterLink}>
          {login.forgot}
        </Link>
      </p>
    </Letter>
  );
}
