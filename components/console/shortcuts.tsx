"use client";

import { useRouter } from "next/navigation";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from "react";
import { Palette, type PalettePlace } from "./palette";

const Find = createContext<() => void>(() => undefined);

/** Opens the palette. */
export function useFind(): () => void {
  return useContext(Find);
}

/** Keys that work anywhere in the console: ⌘K or Ctrl-K finds, `i` invites. */
export function Shortcuts({
  base,
  canInvite,
  places,
  children,
}: {
  base: string;
  canInvite: boolean;
  places: PalettePlace[];
  children: ReactNode;
}) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const find = useCallback(() => setOpen(true), []);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === "k" && (event.metaKey || event.ctrlKey) && !event.shiftKey && !event.altKey) {
        event.preventDefault();
        setOpen((was) => !was);
        return;
      }
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
      if (event.key === "i" && canInvite && document.querySelector("[role=dialog],[role=menu]") === null) {
        event.preventDefault();
        router.push(`${base}/invitations/new`);
      }
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [router, base, canInvite]);

  return (
    <Find.Provider value={useMemo(() => find, [find])}>
      {children}
      <Palette base={base} canInvite={canInvite} places={places} open={open} onOpenChange={setOpen} />
    </Find.Provider>
  );
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);
}
