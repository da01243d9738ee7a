"use client";

import clsx from "clsx";
import { useRouter } from "next/navigation";
import { Dialog } from "radix-ui";
import { type KeyboardEvent, useDeferredValue, useEffect, useId, useMemo, useRef, useState } from "react";
import type { FoundByName } from "@/lib/console/schema";
import { consoleWords } from "@/lib/i18n/console/words";
import { statusOfList } from "./run-words";

const words = consoleWords().frame;

export interface PalettePlace {
  href: string;
  label: string;
}

interface Entry {
  group: string;
  href: string;
  label: string;
  detail?: string | undefined;
}

/** What the search endpoint answers. */
interface Found {
  invitations: { id: string; name: string; email: string; account: string }[];
  contacts: { id: string; name: string; email: string | null; availability: string }[];
  accounts: { id: string; name: string; status: string; parent: { id: string; name: string } | null }[];
  lists: FoundByName["lists"];
}

const NOTHING: Found = { invitations: [], contacts: [], accounts: [], lists: [] };
const WAIT_MS = 120;

/** Opens everything by name: places and actions at once, invitations, contacts and accounts as they are found. */
export function Palette({
  base,
  canInvite,
  places,
  open,
  onOpenChange,
}: {
  base: string;
  canInvite: boolean;
  places: PalettePlace[];
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-[oklch(0.2_0.01_70/0.35)]" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed inset-x-3 top-3 z-50 mx-auto flex max-h-[70dvh] max-w-[560px] flex-col overflow-hidden rounded-md border border-line bg-surface shadow-float outline-none md:top-[14vh]"
        >
          <Dialog.Title className="sr-only">{words.findHint}</Dialog.Title>
          <PaletteBody base={base} canInvite={canInvite} places={places} close={() => onOpenChange(false)} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function PaletteBody({
  base,
  canInvite,
  places,
  close,
}: {
  base: string;
  canInvite: boolean;
  places: PalettePlace[];
  close: () => void;
}) {
  const router = useRouter();
  const listId = useId();
  const [q, setQ] = useState("");
  const [at, setAt] = useState(0);
  const { found, failed, looking } = useFound(base, useDeferredValue(q.trim()));
  const list = useRef<HTMLDivElement>(null);

  const entries = useMemo((): Entry[] => {
    const needle = q.trim().toLowerCase();
    const fixed: Entry[] = [
      ...places.map((place) => ({ group: words.findGroups.go, ...place })),
      ...(canInvite
        ? [{ group: words.findGroups.do, href: `${base}/invitations/new`, label: words.inviteSomeone }]
        : []),
    ].filter((entry) => needle === "" || entry.label.toLowerCase().includes(needle));
    if (needle === "") return fixed;
    return [
      ...fixed,
      ...found.invitations.map((one) => ({
        group: words.findGroups.invitations,
        href: `${base}/invitations/${one.id}`,
        label: one.name,
        detail: [one.email, one.account].filter((part) => part !== one.name).join(" · "),
      })),
      ...(canInvite
        ? found.contacts.filter(isInvitable).map((one) => ({
            group: words.findGroups.contacts,
            href: `${base}/invitations/new?contact=${one.id}`,
            label: one.name,
            detail: one.email ?? undefined,
          }))
        : []),
      ...found.lists.map((one) => ({
        group: words.findGroups.lists,
        href: `${base}/bulk/${one.id}`,
        label: one.name,
        detail: statusOfList(one).word,
      })),
      ...found.accounts.map((one) => ({
        group: words.findGroups.accounts,
        href: accountHref(one),
        label: one.name,
        detail: [words.findStatus[one.status], one.parent && words.findBelow(one.parent.name)]
          .filter(Boolean)
          .join(", "),
      })),
    ];
  }, [q, found, places, canInvite, base]);

  const active = Math.min(at, entries.length - 1);
  const go = (entry: Entry | undefined) => {
    if (!entry) return;
    close();
    router.push(entry.href);
  };
  const move = (to: number) => {
    const next = entries.length === 0 ? 0 : (to + entries.length) % entries.length;
    setAt(next);
    list.current?.querySelectorAll("[role=option]")[next]?.scrollIntoView({ block: "nearest" });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown") move(active + 1);
    else if (event.key === "ArrowUp") move(active - 1);
    else if (event.key === "Enter") go(entries[active]);
    else return;
    event.preventDefault();
  };

  return (
    <>
      <input
        role="combobox"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={entries.length > 0 ? `${listId}-${active}` : undefined}
        aria-label={words.findHint}
        autoComplete="off"
        spellCheck={false}
        placeholder={words.findHint}
        value={q}
        onChange={(event) => {
          setQ(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
        className="h-12 w-full border-b border-line bg-transparent px-4 text-16 outline-none md:text-14"
      />
      <div
        ref={list}
        id={listId}
        role="listbox"
        aria-label={words.findHint}
        className="min-h-0 flex-1 overflow-y-auto p-1"
      >
        {entries.map((entry, index) => (
          <div key={`${entry.group} ${entry.href}`} role="presentation">
            {entry.group !== entries[index - 1]?.group ? (
              <div role="presentation" className="px-3 pt-2 pb-1 text-12 text-ink-muted">
                {entry.group}
              </div>
            ) : null}
            {/* biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the combobox */}
            {/* biome-ignore lint/a11y/useFocusableInteractive: as above */}
            <div
              id={`${listId}-${index}`}
              role="option"
              aria-selected={index === active}
              onClick={() => go(entry)}
              onPointerMove={() => setAt(index)}
              className={clsx(
                "flex h-10 cursor-pointer items-center gap-3 rounded-sm px-3",
                index === active && "bg-sunken",
              )}
            >
              <span className="min-w-0 shrink-0 truncate">{entry.label}</span>
              {entry.detail ? <span className="min-w-0 truncate text-ink-muted">{entry.detail}</span> : null}
            </div>
          </div>
        ))}
        {entries.length === 0 ? (
          <p className="px-3 py-3 text-ink-muted">{looking ? words.findLooking : words.findEmpty(q.trim())}</p>
        ) : null}
      </div>
      <p className={clsx("border-t border-line px-4 py-2 text-12 text-ink-muted", !failed && "pointer-coarse:hidden")}>
        {failed ? words.findFailed : words.findHow}
      </p>
    </>
  );
}

/** One that nobody can open yet is shown by the account above it. */
function accountHref({ id, status, parent }: Found["accounts"][number]): string {
  const waits = status === "invited" || status === "lapsed";
  return waits && parent ? `/a/${parent.id}/accounts/${id}` : `/a/${id}`;
}

function isInvitable(contact: Found["contacts"][number]): boolean {
  return contact.availability === "available" && contact.email !== null;
}

/** Asks the server once typing pauses; an answer that was overtaken is dropped. */
function useFound(base: string, q: string): { found: Found; failed: boolean; looking: boolean } {
  const [state, setState] = useState({ q: "", found: NOTHING, failed: false });
  useEffect(() => {
    if (q === "") {
      setState({ q: "", found: NOTHING, failed: false });
      return;
    }
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const answer = await fetch(`${base}/find?q=${encodeURIComponent(q)}`, { signal: abort.signal });
        if (!answer.ok) throw new Error(`search answered ${answer.status}`);
        setState({ q, found: (await answer.json()) as Found, failed: false });
      } catch {
        if (!abort.signal.aborted) setState({ q, found: NOTHING, failed: true });
      }
    }, WAIT_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [base, q]);
  return { ...state, looking: state.q !== q };
}
