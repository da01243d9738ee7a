import Link from "next/link";
import { RelativeTime } from "@/components/ui/relative-time";
import { consoleWords } from "@/lib/i18n/console/words";

const words = consoleWords().overview;

export interface LatelyItem {
  id: string;
  type: string;
  who: string;
  what: string;
  invitation: string | null;
  at: string;
}

/** What happened lately, newest first, in sentences. A type without a sentence is left out rather than shown as a code. */
export function LatelyList({ base, entries }: { base: string; entries: LatelyItem[] }) {
  const told = entries.filter((entry) => words.events[entry.type] !== undefined);
  if (told.length === 0) return <p className="py-3 text-ink-muted">{words.nothingLately}</p>;
  return (
    <ul>
      {told.map((entry) => {
        const sentence = words.events[entry.type]?.(entry.who, entry.what);
        return (
          <li
            key={entry.id}
            className="relative flex min-h-10 items-center gap-4 border-b border-line hover:bg-sunken max-md:py-2"
          >
            <span className="min-w-0 flex-1 md:truncate">
              {entry.invitation ? (
                <Link
                  href={`${base}/invitations/${entry.invitation}`}
                  className="after:absolute after:inset-0 hover:underline"
                >
                  {sentence}
                </Link>
              ) : (
                sentence
              )}
            </span>
            <RelativeTime at={entry.at} focusable={false} className="exact-end z-10 shrink-0 text-ink-muted" />
          </li>
        );
      })}
    </ul>
  );
}
