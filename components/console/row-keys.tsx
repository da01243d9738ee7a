"use client";

import { type KeyboardEvent, type ReactNode, useRef } from "react";

/** Up and down (or k and j) move between the rows of a list; Enter follows the row's link, as it always does. */
export function RowKeys({ children }: { children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.metaKey || event.ctrlKey || event.altKey || !(event.target instanceof HTMLElement)) return;
    const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
    const row = event.target.closest("tr");
    if (step === undefined || row === null || event.target.matches("[aria-haspopup]")) return;
    const links = [...(box.current?.querySelectorAll<HTMLElement>("tbody tr a[href]") ?? [])];
    const at = links.findIndex((link) => row.contains(link));
    const next = links[at + step];
    if (at === -1 || next === undefined) return;
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
