import clsx from "clsx";
import type { ReactNode } from "react";

export type ArchState = "ajar" | "open" | "shut" | "barred" | "split" | "dotted";

/**
 * The one mark of Foyer: a doorway in three strokes (frame, threshold, and what stands in it), drawn on a grid of 16.
 * It never stands without its word, so it is hidden from assistive technology.
 */
const FRAME = "M3.5 13.5V7a4.5 4.5 0 0 1 9 0v6.5";
const THRESHOLD = "M1.5 13.5h13";

function strokes(state: ArchState): ReactNode {
  switch (state) {
    case "ajar":
      return (
        <>
          <path d={FRAME} />
          <path d={THRESHOLD} />
          <path d="M3.6 6 8.6 7.6v4.3l-5.1 1.6" fill="currentColor" fillOpacity="0.25" />
        </>
      );
    case "open":
      return (
        <>
          <path d={FRAME} fill="currentColor" fillOpacity="0.25" />
          <path d="M3.5 13.5h11" />
          <path d="M3.5 6.8 1 8.2v6.9l2.5-1.6" />
        </>
      );
    case "shut":
      return (
        <>
          <path d={FRAME} />
          <path d={THRESHOLD} />
          <path d="M10 8.6v1.2" />
        </>
      );
    case "barred":
      return (
        <>
          <path d={FRAME} />
          <path d={THRESHOLD} />
          <path d="M1.5 10.8 14.5 6" />
        </>
      );
    case "split":
      return (
        <>
          <path d="M3.5 13.5V7c0-2.2 1.2-3.8 3.2-4.3" />
          <path d="M9.6 2.8C11.4 3.4 12.5 5 12.5 7v6.5" />
          <path d="M1.5 13.5h4.8l1-2.6L9.1 9 7.4 6.9l.8-1.6M9.2 13.5h5.3" />
        </>
      );
    case "dotted":
      // Spaced so that a dot falls on each corner.
      return (
        <>
          <path d={FRAME} strokeDasharray="0.01 2.2514" />
          <path d="M1.25 13.5h13.6" strokeDasharray="0.01 2.24" />
        </>
      );
  }
}

/** The colour that belongs to a state; a caller may choose another by `className`. */
const ARCH_COLOUR: Record<ArchState, string> = {
  ajar: "text-waiting",
  open: "text-done",
  shut: "text-ink-muted",
  barred: "text-ink-muted",
  split: "text-failed",
  dotted: "text-ink-muted",
};

export function Arch({ state, size = 16, className }: { state: ArchState; size?: number; className?: string }) {
  return (
    <svg
      aria-hidden="true"
      data-arch={state}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={size >= 32 ? 1.1 : 1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
      className={clsx("shrink-0", className ?? ARCH_COLOUR[state])}
    >
      {strokes(state)}
    </svg>
  );
}

/** A status as it is shown everywhere: the arch and its word. */
export function Status({ state, children, className }: { state: ArchState; children: ReactNode; className?: string }) {
  return (
    <span className={clsx("inline-flex items-center gap-2", className)}>
      <Arch state={state} />
      <span className={clsx(ARCH_COLOUR[state], "whitespace-nowrap")}>{children}</span>
    </span>
  );
}

const UNDELIVERED = new Set(["bounced", "failed", "complained", "suppressed"]);
const ON_ITS_WAY = new Set(["queued", "sending"]);

/** What an invitation looks like: while it is pending, its mail decides. */
export function archFor(status: string, delivery: string): ArchState {
  if (status === "accepted") return "open";
  if (status === "expired") return "shut";
  if (status === "cancelled" || status === "declined") return "barred";
  if (UNDELIVERED.has(delivery)) return "split";
  if (status === "preparing" || ON_ITS_WAY.has(delivery)) return "dotted";
  return "ajar";
}
