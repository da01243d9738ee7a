import type { Metadata } from "next";
import { letterWords, linkOf, readOutcome } from "@/app/verify-email/address-link";
import { AskLetter } from "@/app/verify-email/ask-letter";
import { DeadLetter } from "@/app/verify-email/dead-letter";
import { DoneLetter } from "@/app/verify-email/done-letter";
import { sayDead, sayQuestion } from "@/app/verify-email/say";

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

async function read(searchParams: Props["searchParams"]) {
  const query = await searchParams;
  const { outcome, locale } = readOutcome(query);
  if (outcome) return { outcome, link: null, token: "", ...(await letterWords(locale)) };
  const token = typeof query.token === "string" ? query.token : "";
  const link = await linkOf(token);
  return { outcome: null, link, token, ...(await letterWords(link.locale)) };
}

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const { outcome, link, words } = await read(searchParams);
  if (outcome) return { title: words.verify.done[outcome].title };
  return { title: (sayQuestion(link, words) ?? sayDead(link, words)).title };
}

/** Where each link of a letter about a change of address leads. Opening it changes nothing; only the button does. */
export default async function VerifyEmailPage({ searchParams }: Props) {
  const { outcome, link, token, locale, words } = await read(searchParams);
  if (outcome) return <DoneLetter outcome={outcome} locale={locale} words={words} />;
  const question = sayQuestion(link, words);
  if (!question) return <DeadLetter link={link} locale={locale} words={words} />;
  return <AskLetter question={question} token={token} locale={locale} words={words} />;
}
