import { cache } from "react";
import { toLocale } from "@/lib/i18n/locales";
import { messagesFor } from "@/lib/i18n/messages";
import { requestLocale } from "@/lib/i18n/request";
import { describeUnsubscribe } from "@/lib/invitations/unsubscribe";

/** What the link of this page would stop, asked once a request. */
export const linkOf = cache(describeUnsubscribe);

/** The invitation's language; the reader's where the link names none. */
export async function letterWords({ state, locale: known }: Awaited<ReturnType<typeof describeUnsubscribe>>) {
  const locale = state === "invalid" ? await requestLocale() : toLocale(known);
  return { locale, words: messagesFor(locale) };
}

export function pathOf(token: string): string {
  return `/unsubscribe?${new URLSearchParams({ token })}`;
}
