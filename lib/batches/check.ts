import type { ChunkRow, RowCheck, RowWarning } from "../db/batch-types";
import { checkDomains } from "./domains";
import { duplicateOf, judgeRows, type Taken } from "./judge";
import type { Plan, Planned, Reading } from "./plan";
import type { Outcome } from "./schema";

/** What a check says of rows that were read: what would happen to each if the list ran now. */

/**
 * @param taken what earlier rows of the list took
 * @returns in the order of the rows
 */
export async function checkRows(
  plan: Plan,
  rows: readonly ChunkRow[],
  readings: readonly Reading[],
  taken: Taken,
): Promise<RowCheck[]> {
  const open: Planned[] = [];
  for (const [index, reading] of readings.entries()) {
    const row = rows[index];
    if (row && isOpen(row) && "planned" in reading) open.push(reading.planned);
  }
  const judged = new Map((await judgeRows(plan, open, undefined, taken)).map((one) => [one.planned.line, one]));
  return readings.map((reading, index): RowCheck => {
    const { line, email } = reading;
    const row = rows[index];
    if (row?.leaveOut) return { line, email, outcome: "left_out", code: "left_out", reason: "Left out by hand." };
    if ("refused" in reading) return { line, email, outcome: "invalid", ...reading.refused };
    const found = judged.get(line);
    if (row?.duplicateOf !== undefined || !found) {
      const { outcome, code, reason } = duplicateOf(row?.duplicateOf ?? line);
      return { line, email, outcome, code, reason };
    }
    const { planned, judgement } = found;
    const said =
      judgement.outcome === "invite"
        ? { outcome: "invite", code: "invite", reason: null }
        : { outcome: judgement.outcome, code: judgement.code, reason: judgement.reason };
    const warnings = reading.warnings.length > 0 ? { warnings: reading.warnings } : {};
    return { line, email: planned.email || email, ...said, ...warnings };
  });
}

function isOpen({ leaveOut, duplicateOf: first }: ChunkRow): boolean {
  return !leaveOut && first === undefined;
}

/** How many rows have each outcome; all of them are named. */
export function addOutcomes(sums: Record<string, number>, checks: readonly Pick<RowCheck, "outcome">[]): void {
  for (const { outcome } of checks) sums[outcome] = (sums[outcome] ?? 0) + 1;
}

export function noOutcomes(): Record<Outcome, number> {
  return {
    invite: 0,
    already_member: 0,
    already_invited: 0,
    business_taken: 0,
    invalid: 0,
    duplicate_in_file: 0,
    over_limit: 0,
  };
}

/** As it stands after the last at. */
export function domainOf(email: string): string {
  return email.slice(email.lastIndexOf("@") + 1).toLowerCase();
}

/** Looking up where mail goes must not hold up a check for longer than this. */
const PATIENCE_MS = 3000;

/** Of the domains of a list, those that take no mail. Where nobody can tell, as without a network, none. */
export async function deadDomains(domains: Iterable<string>, budgetMs = PATIENCE_MS): Promise<Set<string>> {
  const found = await checkDomains(domains, { budgetMs });
  return new Set([...found].flatMap(([domain, mail]) => (mail === "none" ? [domain] : [])));
}

/** The warning for an address at such a domain; none where the row is not to be invited, or it has been given. */
export function deadDomainWarning(
  { email, outcome, warnings }: RowCheck,
  dead: ReadonlySet<string>,
): RowWarning | null {
  if (outcome !== "invite" || !dead.has(domainOf(email))) return null;
  if (warnings?.some(({ code }) => code === "no_mail_domain")) return null;
  return { code: "no_mail_domain", message: `${domainOf(email)} takes no mail.` };
}
