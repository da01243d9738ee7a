import type { BatchDoc } from "../db/batch-types";
import type { Figures } from "./figures";
import type { BatchView } from "./schema";

/**
 * A chunk's rows are told to its list a moment after they are written, and its invitations are counted a moment after the
 * list is read: these may be more than the list knows of. What it does not know of yet is the newest, which waits for its
 * mail and for an answer, and is left out until it does.
 */

/** From where invitations and mails that are too many are taken: the newest stand at the beginning of their way. */
const ANSWERS = ["pending", "accepted", "declined", "expired", "cancelled"] as const;
const MAILS = ["queued", "sent", "delivered", "bounced", "failed", "unknown"] as const;

/** The figures of the invited that the list's counts know of: no more answers, and no more mails, than people invited. */
export function agreeing(
  { status, sendEmail }: Pick<BatchDoc, "status" | "sendEmail">,
  { invited }: BatchView["counts"],
  { delivery, outcome }: Figures,
): Figures {
  // Those that a cancelled list took back are among its skipped rows.
  const counted = sum(outcome) - (status === "cancelled" ? outcome.cancelled : 0);
  const early = Math.max(0, counted - invited);
  const mails = Math.max(sendEmail ? early : 0, sum(delivery) - invited);
  return { delivery: without(delivery, mails, MAILS), outcome: without(outcome, early, ANSWERS) };
}

function sum(of: Record<string, number>): number {
  return Object.values(of).reduce((all, one) => all + one, 0);
}

function without<K extends string>(of: Record<K, number>, surplus: number, order: readonly K[]): Record<K, number> {
  const rest = { ...of };
  let left = surplus;
  for (const column of order) {
    const taken = Math.min(rest[column], Math.max(0, left));
    rest[column] -= taken;
    left -= taken;
  }
  return rest;
}
