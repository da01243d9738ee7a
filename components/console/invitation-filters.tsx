"use client";

import { useEffect, useRef } from "react";
import { Button, buttonClass } from "@/components/ui/button";
import { SelectField } from "@/components/ui/field";
import { consoleWords } from "@/lib/i18n/console/words";
import { ListSearch } from "./list-search";

const words = consoleWords().invitations;

export interface ListFilter {
  status: string;
  q: string;
  type: string;
  delivery: string;
  role: string;
  /** The list that it is narrowed to; chosen elsewhere. */
  batch: string;
}

export function InvitationFilters({ filter }: { filter: ListFilter }) {
  const details = useRef<HTMLDetailsElement>(null);
  const active = [filter.type, filter.delivery, filter.role].filter((value) => value !== "").length;

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

  return (
    <ListSearch label={words.search} q={filter.q}>
      {(go) => (
        <>
          <input type="hidden" name="status" value={filter.status} />
          {filter.batch ? <input type="hidden" name="batch" value={filter.batch} /> : null}
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
        </>
      )}
    </ListSearch>
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
