"use client";

import { Search } from "lucide-react";
import { usePathname, useRouter } from "next/navigation";
import { useEffect, useRef, useTransition } from "react";
import { Button, buttonClass, Spinner } from "@/components/ui/button";
import { SelectField } from "@/components/ui/field";
import { consoleWords } from "@/lib/i18n/console/words";

const words = consoleWords().invitations;
const PAUSE_MS = 250;

export interface ListFilter {
  status: string;
  q: string;
  type: string;
  delivery: string;
  role: string;
}

/**
 * Search and filters as a plain GET form, so that the address holds them and they work without a script; with one, the
 * list follows while typing.
 */
export function InvitationFilters({ filter }: { filter: ListFilter }) {
  const router = useRouter();
  const pathname = usePathname();
  const form = useRef<HTMLFormElement>(null);
  const details = useRef<HTMLDetailsElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const [pending, startTransition] = useTransition();
  const active = [filter.type, filter.delivery, filter.role].filter((value) => value !== "").length;

  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    // As any menu: a press elsewhere or Esc closes it.
    const close = (event: Event) => {
      const box = details.current;
      if (!box?.open) return;
      if (event instanceof KeyboardEvent ? event.key === "Escape" : !box.contains(event.target as Node))
        box.open = false;
    };
    document.addEventListener("pointerdown", close);
    document.addEventListener("keydown", close);
    return () => {
      document.removeEventListener("pointerdown", close);
      document.removeEventListener("keydown", close);
    };
  }, []);

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
    <search>
      <form
        ref={form}
        className="flex flex-wrap items-start gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          go();
        }}
      >
        <input type="hidden" name="status" value={filter.status} />
        <div className="relative min-w-0 flex-1 basis-56 md:max-w-72">
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
        <details ref={details} className="group/filter relative">
          <summary className={buttonClass("line", "md", "list-none [&::-webkit-details-marker]:hidden")}>
            {words.filter}
            {active > 0 ? <span className="text-ink-muted">{active}</span> : null}
          </summary>
          <div className="absolute end-0 z-30 mt-1 flex w-64 flex-col gap-3 rounded-md border border-line bg-surface p-4 shadow-float md:start-0 md:end-auto">
            <Choice
              name="type"
              label={words.filters.type}
              options={words.filters.types}
              value={filter.type}
              onPick={go}
            />
            <Choice
              name="delivery"
              label={words.filters.delivery}
              options={words.filters.deliveries}
              value={filter.delivery}
              onPick={go}
            />
            <Choice
              name="role"
              label={words.filters.role}
              options={words.filters.roles}
              value={filter.role}
              onPick={go}
            />
            <noscript>
              <Button type="submit">{words.filters.apply}</Button>
            </noscript>
          </div>
        </details>
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
    <SelectField name={name} label={label} defaultValue={value} onChange={onPick}>
      {Object.entries(options).map(([option, word]) => (
        <option key={option} value={option}>
          {word}
        </option>
      ))}
    </SelectField>
  );
}
