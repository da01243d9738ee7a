import type { Bench } from "./bench";
import type { Row } from "./rounds";

/** Something that README says of Foyer, and how it is measured. */
export interface Claim {
  name: string;
  title: string;
  run(bench: Bench): Promise<Result>;
}

export interface Result {
  rows: Row[];
  /** What is counted; requests when left out. */
  unit?: string;
  verdicts: Verdict[];
  /** What a reader needs to understand the figures. */
  notes?: string[];
}

export interface Verdict {
  /** What `value` is, in words. */
  what: string;
  value: number;
  /** Null where there is nothing to reach. */
  aim: { atLeast: number } | { atMost: number } | null;
}

export function isMet({ value, aim }: Verdict): boolean | null {
  if (!aim) return null;
  return "atLeast" in aim ? value >= aim.atLeast : value <= aim.atMost;
}
