import { consoleWords } from "@/lib/i18n/console/words";

const words = consoleWords().bulk.time;

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `about 12 minutes`; without a limit on mails it is over in a moment. */
export function forHowLong(seconds: number | null): string {
  if (seconds === null || seconds < MINUTE / 2) return words.moment;
  if (seconds < HOUR) return words.minutes(Math.round(seconds / MINUTE));
  return seconds < 2 * DAY ? words.hours(Math.round(seconds / HOUR)) : words.days(Math.round(seconds / DAY));
}
