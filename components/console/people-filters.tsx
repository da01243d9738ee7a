"use client";

import { Search } from "lucide-react";
import { usePathname, useRouter } from "next/navigation";
import { useEffect, useRef, useTransition } from "react";
import { Button, Spinner } from "@/components/ui/button";
import { consoleWords } from "@/lib/i18n/console/words";

const words = consoleWords().people;
const PAUSE_MS = 250;

/**
 * Search and filters as a plain GET form, so that the address holds them and they work without a script; with one, the
 * list follows while typing.
 */
export function PeopleFilters({ filter }: { filter: { q: string; role: string; status: string } }) {
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
    <search className="max-md:w-full">
      <form
        ref={form}
        className="flex flex-wrap items-center gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          go();
        }}
      >
        <div className="relative min-w-0 flex-1 basis-full sm:basis-56 md:max-w-72">
          <span className="pointer-events-none absolute inset-y-0 start-3 flex items-center text-ink-muted">
            {pending ? <Spinner /> : <Search aria-hidden="true" size={16} strokeWidth={1.5} />}
          </span>
          <input
            type="search"
            name="q"
            aria-label={words.search}
            placeholder={words.search}
            defaultValue={filter.q}
            maxLength={200}
            onChange={() => {
              clearTimeout(timer.current);
              timer.current = setTimeout(go, PAUSE_MS);
            }}
            className="control ps-9!"
          />
        </div>
        <Choice name="role" label={words.filters.role} options={words.filters.roles} value={filter.role} onPick={go} />
        <Choice
          name="status"
          label={words.filters.status}
          options={words.filters.statuses}
          value={filter.status}
          onPick={go}
        />
        <noscript>
          <Button type="submit">{words.filters.apply}</Button>
        </noscript>
      </form>
    </search>
  );
}

function Choice({
  name,
  label,
  options,
  value,
  onPick,
}: {
  name: string;
  label: string;
  options: Record<string, string>;
  value: string;
  onPick: () => void;
}) {
  return (
    <select
      name={name}
      aria-label={label}
      defaultValue={value}
      onChange={onPick}
      className="control w-auto! min-w-32 max-sm:flex-1"
    >
      {Object.entries(options).map(([option, word]) => (
        <option key={option} value={option}>
          {word}
        </option>
      ))}
    </select>
  );
}
