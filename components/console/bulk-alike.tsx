"use client";

import { SubmitButton } from "@/components/ui/submit-button";
import { consoleWords } from "@/lib/i18n/console/words";

const words = consoleWords().bulk.review.alike;

/** Rows whose addresses end in the same likely typing error. */
export interface Alike {
  domain: string;
  meant: string;
  rows: number;
}

/** Several at once: one button for each domain that was typed wrong more than once. */
export function BulkAlike({ alike }: { alike: Alike[] }) {
  if (alike.length === 0) return null;
  return (
    <div className="mt-4">
      <h2 className="sr-only">{words.title}</h2>
      <ul className="flex flex-col border-y border-line">
        {alike.map(({ domain, meant, rows }) => (
          <li
            key={`${domain} ${meant}`}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2 not-last:border-b not-last:border-line"
          >
            <span className="min-w-0 wrap-anywhere">{words.line(domain, meant, rows)}</span>
            <SubmitButton variant="line" size="sm" name="alike" value={domain}>
              {words.all(rows)}
            </SubmitButton>
          </li>
        ))}
      </ul>
    </div>
  );
}
