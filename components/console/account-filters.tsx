"use client";

import { Search } from "lucide-react";
import { usePathname, useRouter } from "next/navigation";
import { useEffect, useRef, useTransition } from "react";
import { Button, Spinner } from "@/components/ui/button";
import { consoleWords } from "@/lib/i18n/console/words";

const words = consoleWords().accounts;
const PAUSE_MS = 250;

/**
 * Search and status as a plain GET form, so that the address holds them and they work without a script; with one, the
 * list follows while typing.
 */
export function AccountFilters({ q, status }: { q: string; status?: string }) {
  const router = useRouter();
  const pathname = usePathname();
  const form = useRef<HTMLFormElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const [pending, startTransition] = useTransition();
  useEffect(() => () => clearTimeout(timer.current), []);

  const go = () => {
    clearTimeout(timer.current);
    if (!form.current) return;
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form.current)) {
      if (typeof value === "string" && value !== "") query.set(name, value);
    }
    startTransition(() => router.replace(`${pathname}?${query}`, { scroll: false }));
  };

  return (
    <search className="min-w-0 max-w-full">
      <form
        ref={form}
        className="flex flex-wrap items-start gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          go();
        }}
      >
        <div className="relative min-w-0 flex-1 basis-56 md:max-w-72">
          <span className="pointer-events-none absolute inset-y-0 start-3 flex items-center text-ink-muted">
            {pending ? <Spinner /> : <Search aria-hidden="true" size={16} strokeWidth={1.5} />}
          </span>
          <input
            type="search"
            name="q"
            aria-label={words.search}
            placeholder={words.search}
            defaultValue={q}
            maxLength={200}
            onChange={() => {
              clearTimeout(timer.current);
              timer.current = setTimeout(go, PAUSE_MS);
            }}
            className="control ps-9!"
          />
        </div>
        {status === undefined ? null : (
          <select
            name="status"
            aria-label={words.status}
            defaultValue={status}
            onChange={go}
            className="control w-auto! pe-8!"
          >
            {Object.entries(words.statuses).map(([value, word]) => (
              <option key={value} value={value}>
                {word}
              </option>
            ))}
          </select>
        )}
        <noscript>
          <Button type="submit">{words.apply}</Button>
        </noscript>
      </form>
    </search>
  );
}
