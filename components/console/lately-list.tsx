import Link from "next/link";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Happening } from "@/lib/console/happenings";
import { consoleWords } from "@/lib/i18n/console/words";
import { sentenceOf, subjectHref } from "./activity-words";

const words = consoleWords().overview;

/** What happened lately, newest first, in sentences. */
export function LatelyList({ base, entries }: { base: string; entries: Happening[] }) {
  if (entries.length === 0) return <p className="py-3 text-ink-muted">{words.nothingLately}</p>;
  return (
    <ul>
      {entries.map((entry) => {
        const href = subjectHref(base, entry);
        return (
          <li
            key={entry.id}
            className="relative flex min-h-10 items-center gap-4 border-b border-line hover:bg-sunken max-md:py-2"
          >
            <span className="min-w-0 flex-1 md:truncate">
              {href ? (
                <Link href={href} className="after:absolute after:inset-0 hover:underline">
                  {sentenceOf(entry)}
                </Link>
              ) : (
                sentenceOf(entry)
              )}
            </span>
            <RelativeTime at={entry.at} focusable={false} className="exact-end z-10 shrink-0 text-ink-muted" />
          </li>
        );
      })}
    </ul>
  );
}
