import type { MailLocale } from "../../emails/words/catalogue";

/** A moment as a reader's calendar and clock have it. */

interface Clock {
  format: Intl.DateTimeFormat;
  zone: Intl.DateTimeFormat;
  utc: boolean;
}

/** Making one takes longer than drawing a letter. Zones come from people, so only so many are kept. */
const MOST_CLOCKS = 500;
const clocks = new Map<string, Clock>();

/** `29 November 2026 at 10:00 (Western European Time)`; in UTC, and saying so, where the zone is unknown or unheard of. */
export function momentInWords(at: Date, locale: MailLocale, timezone: string | null | undefined): string {
  const { format, zone, utc } = clockOf(locale, timezone ?? "UTC");
  const moment = format.format(at);
  if (utc) {
    if (locale === "ja") return `${moment}（UTC）`;
    // Between Arabic words the brackets keep it behind the time.
    return locale === "ar" ? `${moment} (UTC)` : `${moment} UTC`;
  }
  const name = zone.formatToParts(at).find(({ type }) => type === "timeZoneName")?.value ?? "UTC";
  return locale === "ja" ? `${moment}（${name}）` : `${moment} (${name})`;
}

function clockOf(locale: MailLocale, timezone: string): Clock {
  const key = `${locale} ${timezone}`;
  const known = clocks.get(key);
  if (known) return known;
  const clock = newClock(locale, timezone);
  if (!clock) return clockOf(locale, "UTC");
  const [oldest] = clocks.keys();
  if (clocks.size >= MOST_CLOCKS && oldest !== undefined) clocks.delete(oldest);
  clocks.set(key, clock);
  return clock;
}

function newClock(locale: MailLocale, timeZone: string): Clock | null {
  // A 24-hour clock everywhere, and Western digits in Arabic, like the pages.
  const tag = locale === "en" ? "en-GB" : locale === "ar" ? "ar-u-nu-latn" : locale;
  try {
    const format = new Intl.DateTimeFormat(tag, { dateStyle: "long", timeStyle: "short", hourCycle: "h23", timeZone });
    return {
      format,
      zone: new Intl.DateTimeFormat(tag, { timeZoneName: "longGeneric", timeZone }),
      utc: ["UTC", "Etc/UTC", "GMT", "Etc/GMT"].includes(format.resolvedOptions().timeZone),
    };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
