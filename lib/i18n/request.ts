import { headers } from "next/headers";
import { type Locale, pickLocale } from "@/lib/i18n/locales";
import { messagesFor } from "@/lib/i18n/messages";

/** Set by proxy.ts: the root layout is not told which page it surrounds, and must name the page's language. */
export const PATH_HEADER = "x-foyer-path";

/** The reader's language, by their browser. */
export async function requestLocale(): Promise<Locale> {
  return pickLocale((await headers()).get("accept-language"));
}

export async function requestWords() {
  const locale = await requestLocale();
  return { locale, words: messagesFor(locale) };
}
