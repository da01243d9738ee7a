/** When to try again, and when no more. Milliseconds. */

/** Longer than any attempt can take. */
export const LEASE_MS = 120_000;
export const ATTEMPT_MS = 60_000;
/** After so long a round takes up nothing more. */
export const ROUND_MS = 30_000;

const GIVE_UP_MS = 3 * 24 * 3_600_000;
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 5 * 60_000;

/** Full jitter (AWS Architecture Blog, "Exponential Backoff And Jitter", 2015), never sooner than the other side asked. */
export function waitAfter(attempts: number, retryAfter = 0): number {
  const ceiling = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(Math.max(attempts, 1) - 1, 20));
  return Math.max(Math.random() * ceiling, retryAfter * 1000);
}

export function isOverdue(since: Date, at: Date): boolean {
  return at.getTime() - since.getTime() > GIVE_UP_MS;
}

export const givenUp = (sentence: string) => `Given up after three days. ${sentence}`;
export const stillTrying = (sentence: string) => `${sentence} Foyer keeps trying.`;
