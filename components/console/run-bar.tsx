import { consoleWords } from "@/lib/i18n/console/words";
import { count } from "./invitation-words";
import type { Parts } from "./run-words";

const words = consoleWords().bulkRun;

type Part = "delivered" | "taken" | "trouble" | "unknown" | "waiting";

/** Told apart without their colours too: full, striped, checked, dotted, empty. */
const FILL: Record<Part, string> = {
  delivered: "var(--done)",
  taken: "url(#run-taken)",
  trouble: "url(#run-trouble)",
  unknown: "url(#run-unknown)",
  waiting: "var(--line)",
};

/**
 * One bar of all people on a list, and beneath it what its parts are. The parts keep their places however the numbers grow,
 * so that nothing moves while it is watched.
 */
export function RunBar({
  parts,
  sendEmail,
  silent,
  stopped,
}: {
  parts: Parts;
  sendEmail: boolean;
  /** Who was not reached will not be. */
  stopped: boolean;
  /** Nobody reports what became of a mail after it was taken. */
  silent: boolean;
}) {
  const rest = stopped ? words.parts.stopped : words.parts.waiting;
  const of = Math.max(1, parts.people);
  const ends: [Part, number][] = [];
  let end = 0;
  for (const part of ["delivered", "taken", "unknown", "trouble"] as const) {
    end += parts[part];
    ends.push([part, end]);
  }
  const told: { part: Part; word: string; always: boolean }[] = sendEmail
    ? [
        { part: "delivered", word: words.parts.delivered, always: !silent },
        { part: "taken", word: words.parts.taken, always: true },
        { part: "unknown", word: words.parts.unknown, always: false },
        { part: "trouble", word: words.parts.trouble, always: true },
        { part: "waiting", word: rest, always: true },
      ]
    : [
        { part: "delivered", word: words.parts.invited, always: true },
        { part: "waiting", word: rest, always: true },
      ];
  return (
    <div>
      <svg aria-hidden="true" width="100%" height="16" className="block overflow-hidden rounded-sm">
        <title>{words.bar}</title>
        <Patterns />
        <rect width="100%" height="16" fill={FILL.waiting} />
        {/* The longest first: each lies over what it leaves of the one before. */}
        {ends.toReversed().map(([part, until]) => (
          <g key={part}>
            <rect
              width={`${(100 * Math.min(until, of)) / of}%`}
              height="16"
              fill="var(--surface)"
              className="transition-[width] duration-200"
            />
            <rect
              width={`${(100 * Math.min(until, of)) / of}%`}
              height="16"
              fill={FILL[part]}
              className="transition-[width] duration-200"
            />
          </g>
        ))}
      </svg>
      <dl className="mt-3 flex flex-wrap gap-x-6 gap-y-1">
        {told
          .filter(({ part, always }) => always || parts[part] > 0)
          .map(({ part, word }) => (
            <div key={part} className="flex min-w-32 flex-row-reverse items-center justify-end gap-1.5">
              <dt className="text-ink-muted">{word}</dt>
              <dd className="flex items-center gap-2 font-medium tabular-nums">
                <svg aria-hidden="true" width="12" height="12" className="shrink-0 rounded-sm">
                  <rect width="12" height="12" fill={FILL[part]} />
                </svg>
                {count(parts[part])}
              </dd>
            </div>
          ))}
      </dl>
    </div>
  );
}

function Patterns() {
  return (
    <defs>
      <pattern id="run-taken" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="6" height="6" fill="var(--done)" fillOpacity="0.3" />
        <rect width="2.5" height="6" fill="var(--done)" />
      </pattern>
      <pattern id="run-trouble" width="6" height="6" patternUnits="userSpaceOnUse">
        <rect width="6" height="6" fill="var(--failed)" fillOpacity="0.35" />
        <rect width="3" height="3" fill="var(--failed)" />
        <rect x="3" y="3" width="3" height="3" fill="var(--failed)" />
      </pattern>
      <pattern id="run-unknown" width="5" height="5" patternUnits="userSpaceOnUse">
        <rect width="5" height="5" fill="var(--waiting)" fillOpacity="0.3" />
        <circle cx="2.5" cy="2.5" r="1.2" fill="var(--waiting)" />
      </pattern>
    </defs>
  );
}
