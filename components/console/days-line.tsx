import { consoleWords } from "@/lib/i18n/console/words";
import { count } from "./invitation-words";

const words = consoleWords().overview;
const WIDTH = 720;
const HEIGHT = 56;
const PAD = 3;

/** The points of the line, from left to right; the highest day touches the top. */
export function linePoints(counts: number[]): { x: number; y: number }[] {
  const most = Math.max(1, ...counts);
  const step = counts.length > 1 ? (WIDTH - 2 * PAD) / (counts.length - 1) : 0;
  return counts.map((value, index) => ({
    x: Math.round((PAD + index * step) * 10) / 10,
    y: Math.round((HEIGHT - PAD - ((HEIGHT - 2 * PAD) * value) / most) * 10) / 10,
  }));
}

/** One line: accepted a day. */
export function DaysLine({ days }: { days: { day: string; count: number }[] }) {
  const counts = days.map((day) => day.count);
  const total = counts.reduce((sum, value) => sum + value, 0);
  if (total === 0) return <p className="py-3 text-ink-muted">{words.noneInDays}</p>;
  const points = linePoints(counts);
  const path = points.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${x} ${y}`).join("");
  return (
    <figure className="py-3">
      <svg
        role="img"
        aria-label={words.daysText(count(total), count(Math.max(...counts)))}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="block h-14 w-full"
      >
        <path d={`M0 ${HEIGHT - 0.5}H${WIDTH}`} className="stroke-line" vectorEffect="non-scaling-stroke" />
        <path
          d={path}
          fill="none"
          strokeWidth="1.5"
          strokeLinejoin="round"
          vectorEffect="non-scaling-stroke"
          className="stroke-done"
        />
      </svg>
      <figcaption className="mt-2 flex justify-between text-12 text-ink-muted">
        <span>{dayName(days[0]?.day)}</span>
        <span>{words.daysText(count(total), count(Math.max(...counts)))}</span>
        <span>{dayName(days.at(-1)?.day)}</span>
      </figcaption>
    </figure>
  );
}

function dayName(day: string | undefined): string {
  if (day === undefined) return "";
  return new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" }).format(new Date(day));
}
