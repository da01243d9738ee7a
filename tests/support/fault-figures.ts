import type { ListAccounts } from "./list-accounts";

/** `npm run faults` is the long form; the short one, in `npm test`, does the same with less of everything. */
export const LONG = process.env.FOYER_FAULTS === "long";

export const MINUTE = 60_000;
/** What a test may take: leases have to run out, one after the other where a chunk is killed again and again. */
export const PATIENCE = LONG ? 30 * MINUTE : 5 * MINUTE;

/** Says what was found, for whoever wants to quote it. */
export function tell(what: string, accounts: ListAccounts, more: Record<string, number | string>): void {
  const { status, outcomes, stuckRows, lost, doubled, mails } = accounts;
  const sum = (counts: Record<string, number>) => Object.values(counts).reduce((all, count) => all + count, 0);
  const figures = { ...more, status, ...outcomes, stuck: stuckRows, lost: sum(lost), doubled: sum(doubled) };
  const said = Object.entries({ ...figures, mails: JSON.stringify(mails) }).map(([name, value]) => `${name} ${value}`);
  process.stdout.write(`\n  ${what}: ${said.join(", ")}\n`);
}
