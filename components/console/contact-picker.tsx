"use client";

import clsx from "clsx";
import { type KeyboardEvent, useEffect, useId, useState } from "react";
import { FieldError } from "@/components/ui/field";
import { consoleWords } from "@/lib/i18n/console/words";

const words = consoleWords().invite;
const PAUSE_MS = 150;

export interface PickedContact {
  id: string;
  name: string;
  email: string | null;
}

type Offered = PickedContact & { availability: string };

/**
 * The business's name as a field that also finds contacts: who is found can be taken with the arrow keys and Enter; a name
 * that is not found is a new business. Without a script it is a plain field.
 */
export function ContactPicker({
  base,
  defaultName,
  error,
  onPick,
}: {
  base: string;
  defaultName: string;
  error: string | undefined;
  onPick: (contact: PickedContact) => void;
}) {
  const listId = useId();
  const [q, setQ] = useState("");
  const [at, setAt] = useState(-1);
  const [open, setOpen] = useState(false);
  const offered = useContacts(base, q);
  const shown = open && offered.length > 0;

  const pick = (contact: Offered | undefined) => {
    if (contact?.availability !== "available" || contact.email === null) return;
    setOpen(false);
    onPick(contact);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!shown) return;
    if (event.key === "ArrowDown") setAt((at + 1) % offered.length);
    else if (event.key === "ArrowUp") setAt((at - 1 + offered.length) % offered.length);
    else if (event.key === "Enter" && at >= 0) pick(offered[at]);
    else if (event.key === "Escape") setOpen(false);
    else return;
    event.preventDefault();
  };

  return (
    <div className="flex flex-col gap-1">
      <label htmlFor="business" className="font-medium">
        {words.business}
      </label>
      <p id="business-help" className="text-ink-muted">
        {words.contact.help}
      </p>
      <div className="relative mt-1">
        <input
          id="business"
          name="business"
          role="combobox"
          aria-expanded={shown}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={shown && at >= 0 ? `${listId}-${at}` : undefined}
          aria-describedby={error ? "business-help business-error" : "business-help"}
          aria-invalid={error ? true : undefined}
          autoComplete="off"
          defaultValue={defaultName}
          onChange={(event) => {
            setQ(event.target.value);
            setAt(-1);
            setOpen(true);
          }}
          onKeyDown={onKeyDown}
          onBlur={() => setOpen(false)}
          className="control"
        />
        <div
          id={listId}
          role="listbox"
          aria-label={words.contact.label}
          className={clsx(
            "absolute inset-x-0 top-full z-30 mt-1 max-h-72 overflow-y-auto rounded-md border border-line bg-surface p-1 shadow-float",
            !shown && "hidden",
          )}
        >
          {offered.map((contact, index) => {
            const free = contact.availability === "available" && contact.email !== null;
            return (
              // biome-ignore lint/a11y/useFocusableInteractive: as above
              <div
                key={contact.id}
                id={`${listId}-${index}`}
                role="option"
                aria-selected={index === at}
                aria-disabled={!free}
                // Before the blur of the field, which closes the list.
                onMouseDown={(event) => {
                  event.preventDefault();
                  pick(contact);
                }}
                className={clsx(
                  "flex min-h-10 items-center gap-3 rounded-sm px-3",
                  index === at && "bg-sunken",
                  free ? "cursor-pointer hover:bg-sunken" : "text-ink-muted",
                )}
              >
                <span className="min-w-0 shrink-0 truncate">{contact.name}</span>
                <span className="min-w-0 flex-1 truncate text-ink-muted">{contact.email ?? words.contact.noEmail}</span>
                {free ? null : <span className="shrink-0 text-12">{words.contact.taken[contact.availability]}</span>}
              </div>
            );
          })}
        </div>
      </div>
      {error ? <FieldError name="business">{error}</FieldError> : null}
      <span className="sr-only" aria-live="polite">
        {shown ? words.contact.count(offered.length) : ""}
      </span>
    </div>
  );
}

/** The contacts that begin with what is typed; none while nothing is, or while the search does not answer. */
function useContacts(base: string, q: string): Offered[] {
  const [offered, setOffered] = useState<Offered[]>([]);
  const needle = q.trim();
  useEffect(() => {
    if (needle === "") {
      setOffered([]);
      return;
    }
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const answer = await fetch(`${base}/find?q=${encodeURIComponent(needle)}`, { signal: abort.signal });
        const found = answer.ok ? ((await answer.json()) as { contacts: Offered[] }).contacts : [];
        setOffered(found);
      } catch {
        // A new business can be typed all the same.
        if (!abort.signal.aborted) setOffered([]);
      }
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [base, needle]);
  return offered;
}
