"use client";

import { type KeyboardEvent, type ReactNode, useRef } from "react";

/**
 * Up and down (or k and j) move between the rows of the tree, right and left open and close the level below one. Enter
 * follows the row's link, as it always does.
 */
export function AccountKeys({ children }: { children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.metaKey || event.ctrlKey || event.altKey || !(event.target instanceof HTMLElement)) return;
    const row = event.target.closest("tr");
    if (row === null) return;
    const turn = { ArrowRight: "false", ArrowLeft: "true" }[event.key];
    if (turn !== undefined) {
      const arrow = row.querySelector<HTMLElement>(`[data-level-below][aria-expanded="${turn}"]`);
      if (arrow === null) return;
      event.preventDefault();
      arrow.click();
      return;
    }
    const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
    if (step === undefined) return;
    const links = [...(box.current?.querySelectorAll<HTMLElement>("tbody a[data-row]") ?? [])];
    const next = links[links.findIndex((link) => row.contains(link)) + step];
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the links inside
    <div ref={box} onKeyDown={onKeyDown}>
      {children}
    </div>
  );
}
