const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** `in 5 days`, `2 hours ago`, `now`; the unit is the largest that fits at least once, weeks only from two on. */
export function relativeTime(
  at: Date,
  from: Date,
  locale = "en",
  style: Intl.RelativeTimeFormatStyle = "long",
): string {
  const seconds = (at.getTime() - from.getTime()) / 1000;
  const format = new Intl.RelativeTimeFormat(locale, { numeric: "auto", style });
  for (const [unit, size] of STEPS) {
    const count = Math.abs(seconds) / size;
    if (count >= (unit === "week" ? 2 : 1)) return format.format(Math.sign(seconds) * Math.round(count), unit);
  }
  return format.format(0, "second");
}

/** A moment in full. Servers do not know where a reader is, so the time is in UTC and says so. */
export function exactTime(at: Date, locale = "en"): string {
  const format = new Intl.DateTimeFormat(locale === "en" ? "en-GB" : locale, {
    dateStyle: "long",
    timeStyle: "short",
    timeZone: "UTC",
  });
  return `${format.format(at)} UTC`;
}
