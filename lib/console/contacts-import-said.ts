/** What is said of an import of contacts when it is done. Shared by server and browser. */

/** So many lines of rows that could not be used are named. */
export const MOST_LINES = 20;

export interface ImportSaid {
  created: number;
  skipped: number;
  failed: number;
  lines: number[];
}

/** What the address says came of a form without a script; null where it says nothing. */
export function readSaid(text: (name: string) => string): ImportSaid | null {
  const count = (name: string) => (/^\d{1,6}$/.test(text(name)) ? Number(text(name)) : null);
  const [created, skipped, failed] = [count("created"), count("skipped"), count("failed")];
  if (created === null || skipped === null || failed === null) return null;
  const lines = text("lines")
    .split("-")
    .filter((line) => /^\d{1,9}$/.test(line));
  return { created, skipped, failed, lines: lines.slice(0, MOST_LINES).map(Number) };
}
