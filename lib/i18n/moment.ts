import type { Locale } from "@/lib/i18n/locales";

/**
 * `29 November, 10:00 UTC`; with the year when it is not this one. An invitee's time zone is unknown to a page that
 * works without a script, so the time is given in UTC and says so. Arabic keeps Western digits beside them.
 */
export function formatMoment(at: Date, locale: Locale, from: Date): string {
  const tag = locale === "en" ? "en-GB" : locale === "ar" ? "ar-u-nu-latn" : locale;
  const sameYear = at.getUTCFullYear() === from.getUTCFullYear();
  const day = new Intl.DateTimeFormat(tag, {
    day: "numeric",
    month: "long",
    ...(sameYear ? {} : { year: "numeric" }),
    timeZone: "UTC",
  }).format(at);
  const time = new Intl.DateTimeFormat(tag, {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: "UTC",
  }).format(at);
  if (locale === "ja") return `${day} ${time}（UTC）`;
  // Isolated left to right (LRI … PDI), or the sentence round it would put UTC before the time.
  if (locale === "ar") return `${day}، \u2066${time} UTC\u2069`;
  return `${day}, ${time} UTC`;
}
