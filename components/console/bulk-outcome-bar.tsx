import { consoleWords } from "@/lib/i18n/console/words";
import { count } from "./invitation-words";

const words = consoleWords().bulk.review;

const MARKS: Record<string, { fill: string; dot: string }> = {
  invite: { fill: "fill-done", dot: "bg-done" },
  invalid: { fill: "fill-failed", dot: "bg-failed" },
  over_limit: { fill: "fill-failed/45", dot: "bg-failed/45" },
};
const QUIET = { fill: "fill-field-line", dot: "bg-field-line" };

/** One bar: what becomes of all rows of a list, those that will be invited first. */
export function BulkOutcomeBar({ parts, total }: { parts: { outcome: string; rows: number }[]; total: number }) {
  const share = (rows: number) => (100 * rows) / Math.max(1, total);
  let at = 0;
  const drawn = parts.map((part) => {
    const x = at;
    at += share(part.rows);
    return { ...part, x, mark: MARKS[part.outcome] ?? QUIET };
  });
  return (
    <div className="mt-5 flex flex-col gap-2">
      <svg aria-hidden="true" width="100%" height="12" className="block overflow-hidden rounded-sm">
        <rect width="100%" height="12" className="fill-line" />
        {drawn.map(({ outcome, rows, x, mark }) => (
          // Even one of a hundred thousand is to be seen.
          <rect key={outcome} x={`${x}%`} width={`${Math.max(0.4, share(rows))}%`} height="12" className={mark.fill} />
        ))}
      </svg>
      <p className="flex flex-wrap gap-x-6 gap-y-1">
        {drawn.map(({ outcome, rows, mark }) => (
          <span key={outcome} className="inline-flex items-center gap-2">
            <span aria-hidden="true" className={`size-2 rounded-full ${mark.dot}`} />
            <span>
              <span className="font-medium">{count(rows)}</span>{" "}
              <span className="text-ink-muted">{words.outcomes[outcome] ?? outcome}</span>
            </span>
          </span>
        ))}
      </p>
    </div>
  );
}
