import type { Happening } from "@/lib/console/happenings";
import type { Told } from "@/lib/i18n/console/en/activity";
import { consoleWords } from "@/lib/i18n/console/words";

const words = consoleWords().activity;

// Private to us: no letter of any script.
const WHO = "\ue000";
const WHAT = "\ue001";

/** A sentence in parts, so that whoever shows it can make links of the names, wherever a language puts them. */
export type Part = { is: "text" | "who" | "what"; text: string };

export function partsOf(entry: Happening): Part[] {
  const names: Record<string, Part> = {
    [WHO]: { is: "who", text: whoOf(entry) },
    [WHAT]: { is: "what", text: entry.what },
  };
  const tell = words.sentences[entry.type] ?? words.other;
  const told: Told = { who: WHO, what: WHAT, detail: entry.detail, self: entry.self };
  return tell(told)
    .split(/([\ue000\ue001])/)
    .filter((text) => text !== "")
    .map((text) => names[text] ?? { is: "text", text });
}

/** A program is named by its key, and told from a person. */
export function whoOf({ actor, who }: Pick<Happening, "actor" | "who">): string {
  return actor.type === "api_key" ? words.key(who) : who;
}

export function sentenceOf(entry: Happening): string {
  return partsOf(entry)
    .map(({ text }) => text)
    .join("");
}

/** Where what it is about is to be seen, in the account where it happened; null where that has no place of its own. */
export function subjectHref(base: string, { subject, account, below, type, what }: Happening): string | null {
  const place = below ? `/a/${account.id}` : base;
  switch (subject.type) {
    case "invitation":
      return `${place}/invitations/${subject.id}`;
    case "contact":
      return type === "contact.deleted" ? null : `${place}/contacts/${subject.id}`;
    case "batch":
      return `${place}/bulk/${subject.id}`;
    case "account":
      return base.endsWith(subject.id) ? null : `${base}/accounts/${subject.id}`;
    case "user":
      return type === "member.removed" ? null : `${place}/people?q=${encodeURIComponent(what)}`;
    default:
      return null;
  }
}

/** In the order they came, under the day (`2026-11-23`) they happened on. */
export function byDay(entries: Happening[]): [day: string, entries: Happening[]][] {
  const days = new Map<string, Happening[]>();
  for (const entry of entries) {
    const day = entry.at.slice(0, 10);
    days.set(day, [...(days.get(day) ?? []), entry]);
  }
  return [...days];
}

const DAY_MS = 86_400_000;
const dayFormat = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" });

/** `Today`, `Yesterday`, `Friday 20 November`; in UTC, as servers do not know where a reader is. */
export function dayOf(day: string, today: string): string {
  if (day === today.slice(0, 10)) return words.today;
  if (day === new Date(Date.parse(today) - DAY_MS).toISOString().slice(0, 10)) return words.yesterday;
  const year = day.slice(0, 4);
  const name = dayFormat.format(new Date(`${day}T00:00:00Z`));
  return year === today.slice(0, 4) ? name : `${name} ${year}`;
}
