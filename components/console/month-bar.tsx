import { consoleWords } from "@/lib/i18n/console/words";
import { count } from "./invitation-words";

const words = consoleWords().overview;

export interface MonthNumbers {
  name: string;
  invited: number;
  accepted: number;
  taken: number;
  delivered: number;
  bounced: number;
  unsent: number;
  unmailed: number;
}

/** One bar: of all invited, how many were reached, how many accepted, and, from the other end, whose mail did not come. */
export function MonthBar({ month }: { month: MonthNumbers }) {
  if (month.invited === 0) return <p className="py-3 text-ink-muted">{words.noneThisMonth}</p>;
  const { invited, accepted, bounced, unsent, unmailed } = month;
  const reported = month.delivered > 0;
  const reached = reported ? month.delivered : month.taken;
  const share = (value: number) => `${(100 * Math.min(value, invited)) / invited}%`;
  // From reached on they add up to all invited.
  const parts = [
    { value: invited, word: words.counts.invited, mark: "bg-line" },
    { value: accepted, word: words.counts.accepted, mark: "bg-done" },
    { value: reached, word: reported ? words.counts.delivered : words.counts.taken, mark: "bg-done/45" },
    ...[
      { value: bounced, word: words.counts.bounced, mark: "bg-failed" },
      { value: unsent, word: words.counts.unsent, mark: "bg-failed/45" },
      { value: unmailed, word: words.counts.unmailed, mark: "bg-line" },
      { value: invited - reached - bounced - unsent - unmailed, word: words.counts.rest, mark: "bg-line" },
    ].filter(({ value }) => value > 0),
  ];
  return (
    <div className="flex flex-col gap-2 py-3">
      <svg aria-hidden="true" width="100%" height="12" className="block overflow-hidden rounded-sm">
        <title>{words.monthOf(month.name)}</title>
        <rect width="100%" height="12" className="fill-line" />
        <rect width={share(reached)} height="12" className="fill-done/45" />
        <rect width={share(accepted)} height="12" className="fill-done" />
        <rect x={share(invited - bounced - unsent)} width={share(unsent)} height="12" className="fill-failed/45" />
        <rect x={share(invited - bounced)} width={share(bounced)} height="12" className="fill-failed" />
      </svg>
      <p className="flex flex-wrap gap-x-6 gap-y-1">
        {parts.map((part) => (
          <span key={part.word} className="inline-flex items-center gap-2">
            <span aria-hidden="true" className={`size-2 rounded-full ${part.mark}`} />
            <span>
              <span className="font-medium">{count(part.value)}</span>{" "}
              <span className="text-ink-muted">{part.word}</span>
            </span>
          </span>
        ))}
      </p>
    </div>
  );
}
