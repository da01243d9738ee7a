"use client";

import clsx from "clsx";
import { Search } from "lucide-react";
import { usePathname, useRouter } from "next/navigation";
import { type ReactNode, useEffect, useRef, useTransition } from "react";
import { Button, Spinner } from "@/components/ui/button";

const PAUSE_MS = 250;

/**
 * Search and filters above a list, as a plain GET form, so that the address holds them and they work without a script; with
 * one, the list follows while typing.
 */
export function ListSearch({
  label,
  q,
  apply = null,
  ownLine = false,
  className,
  children,
}: {
  label: string;
  q: string;
  /** The button for who has no script; null where the filters bring their own. */
  apply?: string | null;
  /** On a phone the field stands above the filters rather than beside them. */
  ownLine?: boolean;
  className?: string;
  /** The filters; what they are given sends the form. */
  children?: (go: () => void) => ReactNode;
}) {
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
    <search className={className}>
      <form
        ref={form}
        className="flex flex-wrap items-start gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          go();
        }}
      >
        <div className={clsx("relative min-w-0 flex-1 md:max-w-72", ownLine ? "basis-full sm:basis-56" : "basis-56")}>
          <span className="pointer-events-none absolute inset-y-0 start-3 flex items-center text-ink-muted">
            {pending ? <Spinner /> : <Search aria-hidden="true" size={16} strokeWidth={1.5} />}
          </span>
          <input
            type="search"
            name="q"
            aria-label={label}
            placeholder={label}
            defaultValue={q}
            maxLength={200}
            onChange={() => {
              clearTimeout(timer.current);
              timer.current = setTimeout(go, PAUSE_MS);
            }}
            className="control ps-9!"
          />
        </div>
        {children?.(go)}
        {apply === null ? null : (
          <noscript>
            <Button type="submit">{apply}</Button>
          </noscript>
        )}
      </form>
    </search>
  );
}

/** One filter beside the field; its first option, "", is everything. */
export function ListChoice({
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
