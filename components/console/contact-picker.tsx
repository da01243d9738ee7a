"use client";

import clsx from "clsx";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { Arch } from "@/components/arch";
import { FieldError } from "@/components/ui/field";
import type { ContactView } from "@/lib/contacts/schema";
import { consoleWords } from "@/lib/i18n/console/words";
import { availabilityOf, isInvitable } from "./contact-words";

const words = consoleWords().invite;
const types = consoleWords().contacts.types;
const PAUSE_MS = 150;

export interface PickedContact {
  id: string;
  name: string;
  email: string | null;
}

type Offered = PickedContact & Pick<ContactView, "type" | "availability" | "subAccount">;

/**
 * The business's name as a field that also finds contacts, businesses and people alike: who is found can be taken with the
 * arrow keys and Enter, and one that is taken already leads to what it became; a name that is not found is a new business.
 * Without a script it is a plain field, and a contact is invited from its own page.
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
  const router = useRouter();
  const list = useRef<HTMLDivElement>(null);
  const [q, setQ] = useState("");
  const [at, setAt] = useState(-1);
  const [open, setOpen] = useState(false);
  const { offered, searched } = useContacts(base, q);
  const shown = open && offered.length > 0;
  const active = shown && at >= 0 ? Math.min(at, offered.length - 1) : -1;

  const pick = (contact: Offered | undefined) => {
    if (!contact) return;
    setOpen(false);
    if (isInvitable(contact)) onPick(contact);
    else router.push(wayTo(base, contact));
  };
  const move = (to: number) => {
    const next = (to + offered.length) % offered.length;
    setAt(next);
    list.current?.querySelectorAll("[role=option]")[next]?.scrollIntoView({ block: "nearest" });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // While characters are being composed, as in Japanese, Enter and the arrows belong to that.
    if (event.nativeEvent.isComposing || offered.length === 0) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const down = event.key === "ArrowDown";
      if (shown) move(down ? active + 1 : active === -1 ? -1 : active - 1);
      else move(down ? 0 : -1);
      setOpen(true);
    } else if (shown && event.key === "Enter" && active >= 0) pick(offered[active]);
    else if (shown && event.key === "Escape") setOpen(false);
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
      <noscript>
        <a href={`${base}/contacts?availability=available`} className="underline underline-offset-2">
          {words.contact.fromList}
        </a>
      </noscript>
      <div className="relative mt-1">
        <input
          id="business"
          name="business"
          role="combobox"
          aria-expanded={shown}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={active >= 0 ? `${listId}-${active}` : undefined}
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
          ref={list}
          id={listId}
          role="listbox"
          aria-label={words.contact.list}
          className={clsx(
            "absolute inset-x-0 top-full z-30 mt-1 max-h-72 overflow-y-auto rounded-md border border-line bg-surface p-1 shadow-float",
            !shown && "hidden",
          )}
        >
          {offered.map((contact, index) => (
            // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus, and says which one is active
            <div
              key={contact.id}
              id={`${listId}-${index}`}
              role="option"
              aria-selected={index === active}
              // Before the blur of the field, which closes the list.
              onMouseDown={(event) => {
                event.preventDefault();
                pick(contact);
              }}
              className={clsx(
                "grid min-h-11 cursor-pointer grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 rounded-sm px-3 py-1.5 hover:bg-sunken",
                index === active && "bg-sunken",
              )}
            >
              <OfferedLine contact={contact} />
            </div>
          ))}
        </div>
      </div>
      {error ? <FieldError name="business">{error}</FieldError> : null}
      <span className="sr-only" aria-live="polite">
        {open && searched ? words.contact.count(offered.length) : ""}
      </span>
    </div>
  );
}

/** Name and address, what it is, and whether it can be invited or what it became; read out in this order. */
function OfferedLine({ contact }: { contact: Offered }) {
  const free = isInvitable(contact);
  const { state } = availabilityOf(contact);
  const way = contact.email === null && contact.availability === "available" ? "noEmail" : contact.availability;
  return (
    <>
      <span className={clsx("truncate", !free && "text-ink-muted")}>{contact.name}</span>
      <span className="text-end text-12 text-ink-muted">{types[contact.type]}</span>
      <span className="truncate text-12 text-ink-muted">{contact.email ?? words.contact.noEmail}</span>
      <span className="flex items-center justify-end gap-1 text-12 text-ink-muted">
        <Arch state={state} size={12} />
        {words.contact.ways[way]}
      </span>
    </>
  );
}

/** Where what stands in the way of inviting it can be seen or mended. */
function wayTo(base: string, { id, availability, subAccount }: Offered): string {
  return availability === "available" || subAccount === null
    ? `${base}/contacts/${id}`
    : `${base}/accounts/${subAccount}`;
}

/** The contacts that begin with what is typed; none while nothing is, or while the search does not answer. */
function useContacts(base: string, q: string): { offered: Offered[]; searched: boolean } {
  const [found, setFound] = useState<{ q: string; offered: Offered[] }>({ q: "", offered: [] });
  const needle = q.trim();
  useEffect(() => {
    if (needle === "") {
      setFound({ q: "", offered: [] });
      return;
    }
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const answer = await fetch(`${base}/find?q=${encodeURIComponent(needle)}`, { signal: abort.signal });
        const offered = answer.ok ? ((await answer.json()) as { contacts: Offered[] }).contacts : [];
        setFound({ q: needle, offered });
      } catch {
        // A new business can be typed all the same.
        if (!abort.signal.aborted) setFound({ q: needle, offered: [] });
      }
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [base, needle]);
  return { offered: found.offered, searched: needle !== "" && found.q === needle };
}
