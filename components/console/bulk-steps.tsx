import clsx from "clsx";
import Link from "next/link";
import { consoleWords } from "@/lib/i18n/console/words";

const words = consoleWords().bulk.steps;

const STEPS = ["upload", "columns", "review", "run"] as const;
export type BulkStep = (typeof STEPS)[number];

/** Where a list is on its way. What lies behind can be gone back to, as long as there is a page of it. */
export function BulkSteps({ current, links = {} }: { current: BulkStep; links?: Partial<Record<BulkStep, string>> }) {
  const at = STEPS.indexOf(current);
  return (
    <nav aria-label={words.label} className="mb-4">
      <ol className="flex flex-wrap gap-x-2 gap-y-1 text-12">
        {STEPS.map((step, index) => {
          const href = index < at ? links[step] : undefined;
          const name = `${index + 1} ${words[step]}`;
          return (
            <li
              key={step}
              aria-current={index === at ? "step" : undefined}
              className={clsx(
                "flex items-center gap-2",
                index === at ? "font-medium text-ink" : "text-ink-muted",
                index > 0 && "before:text-field-line before:content-['·']",
              )}
            >
              {href ? (
                <Link
                  href={href}
                  className="py-1 underline decoration-field-line underline-offset-4 hover:decoration-current"
                >
                  {name}
                </Link>
              ) : (
                <span className="py-1">{name}</span>
              )}
              {index < at ? <span className="sr-only">{words.done}</span> : null}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
