import { cache } from "react";
import { LOCALES, toLocale } from "@/lib/i18n/locales";
import { messagesFor } from "@/lib/i18n/messages";
import { requestLocale } from "@/lib/i18n/request";
import { describeAddressLink } from "@/lib/users/address/describe-link";

/** What the link of this page would do, asked once a request. */
export const linkOf = cache(describeAddressLink);

/** The language of the person whose address it is, where they are known, else the reader's. */
export async function letterWords(known: string | null) {
  const locale = known === null ? await requestLocale() : toLocale(known);
  return { locale, words: messagesFor(locale) };
}

export const OUTCOMES = ["verified", "consent_required", "verification_required", "stopped", "kept", "undone"] as const;
/** What a button of this page did. `stopped`: a change asked for with the person's password; `kept`: by somebody else. */
export type Outcome = (typeof OUTCOMES)[number];

/** Where the page says so: without the token, which has done its work, and in the language of the page before. */
export function outcomePath(outcome: Outcome, locale: string | null): string {
  return `/verify-email?${new URLSearchParams({ done: outcome, ...(locale === null ? {} : { in: toLocale(locale) }) })}`;
}

export function readOutcome(query: Record<string, string | string[] | undefined>) {
  const outcome = OUTCOMES.find((known) => known === query.done) ?? null;
  return { outcome, locale: LOCALES.find((known) => known === query.in) ?? null };
}
