"use client";

import { type ReactNode, useEffect, useRef } from "react";

/**
 * Places beside each other; on a phone they slide under the finger, and the one that is open is in sight from the start.
 * Where a browser knows `scroll-initial-target` it is so without a script.
 */
export function Strip({
  label,
  current,
  className = "",
  children,
}: {
  label: string;
  /** Which is open: another one is brought into sight. */
  current: string | undefined;
  className?: string;
  children: ReactNode;
}) {
  const strip = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is open is read from the page, when it is another.
  useEffect(() => {
    const open = strip.current?.querySelector("[aria-current]");
    if (!strip.current || !open) return;
    const frame = strip.current.getBoundingClientRect();
    const place = open.getBoundingClientRect();
    if (place.left >= frame.left && place.right <= frame.right) return;
    // Only the strip: scrollIntoView would move the page as well.
    strip.current.scrollLeft += (place.left + place.right - frame.left - frame.right) / 2;
  }, [current]);
  return (
    <nav
      ref={strip}
      aria-label={label}
      className={`${className} -mx-4 scroll-px-4 overflow-x-auto px-4 [scrollbar-width:none] md:mx-0 md:px-0 [&_[aria-current]]:[scroll-initial-target:nearest]`}
    >
      {children}
    </nav>
  );
}
