import { setTimeout as sleep } from "node:timers/promises";
import { now } from "../clock";
import { invitations } from "../db/client";
import { env } from "../env";
import { log } from "../log";
import { brandOf } from "./brand";
import { composeMessage, freeze } from "./compose";
import { recordDelivery, recordWaiting } from "./delivery";
import { beginSending, type Claimed, claimMail, finishMail, LEASE_MS, lostMails, postponeMail } from "./lease";
import { holdBack, reserveMoment } from "./rate";
import { currentTransport } from "./transports/registry";
import { type Message, type SingleTransport, type Transport, TransportError } from "./transports/transport";

/**
 * The outbox: mails were written with their cause and leave from here, however many copies call it. Nothing is sent twice
 * by itself: what may have left and cannot be known becomes `unknown`, visible to the inviter.
 */

const ATTEMPT_MS = 60_000;
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 5 * 60_000;
const GIVE_UP_MS = 3 * 24 * 3_600_000;

export interface Round {
  /** Mails that were taken up, whatever became of them. */
  handled: number;
  /** Set when the transport as a whole was away, so that trying other mails at once would be pointless. */
  away: boolean;
}

export interface DeliverOptions {
  /** At most so many mails in this call. */
  max?: number;
  /** No further mail is begun once this aborts. */
  signal?: AbortSignal;
}

/** Sends what is due. @returns how many mails were taken up */
export async function deliverDue(by: string, options: DeliverOptions = {}): Promise<number> {
  return (await deliverRound(by, options)).handled;
}

export async function deliverRound(by: string, { max = 500, signal }: DeliverOptions = {}): Promise<Round> {
  const transport = currentTransport();
  await judgeLost();
  const round: Round = { handled: 0, away: false };
  const work = async () => {
    while (round.handled < max && !round.away && !signal?.aborted) {
      round.handled += 1;
      const mail = await claimMail(by);
      if (!mail) {
        round.handled -= 1;
        return;
      }
      if (transport.batch) throw new Error("Batch transports have their own lane");
      const outcome = await deliver(mail, transport);
      if (outcome === "away") round.away = true;
    }
  };
  const lanes = Math.min(transport.concurrency, max);
  // All lanes come to their end before a failure of one is told, so that no attempt runs on unobserved.
  const ends = await Promise.allSettled(Array.from({ length: lanes }, work));
  for (const end of ends) if (end.status === "rejected") throw end.reason;
  return round;
}

async function deliver(mail: Claimed, transport: SingleTransport): Promise<"done" | "away"> {
  const obstacle = await whyNot(mail);
  if (obstacle) {
    await finishMail(mail, "cancelled", { error: obstacle });
    return "done";
  }
  const brand = await brandOf(mail.account);
  // A mail in the queue has certainly not left, so another transport may take it over.
  const frozen = mail.frozen?.transport === transport.name ? mail.frozen : freeze(mail, brand, transport.name);
  let message: Message;
  try {
    message = await composeMessage({ ...mail, frozen }, brand);
  } catch (error) {
    log.error("A mail could not be made", { mail: mail._id, kind: mail.kind, error });
    const sentence = `The mail could not be made (${(error as Error).message}). Send it again.`;
    if (await finishMail(mail, "failed", { error: sentence })) {
      await recordDelivery(mail, "failed", { transport: transport.name, error: sentence });
    }
    return "done";
  }

  const { rate } = env().mail;
  if (rate) {
    const wait = await reserveMoment(transport.name, rate);
    if (wait > LEASE_MS / 2) {
      await postponeMail(mail, wait, mail.error);
      return "done";
    }
    await sleep(wait);
  }
  if (!(await beginSending(mail, frozen))) return "done";
  return hand(mail, message, transport);
}

/** The one attempt, and what its outcome means. */
async function hand(mail: Claimed, message: Message, transport: SingleTransport): Promise<"done" | "away"> {
  let handover: Promise<void> = Promise.resolve();
  const onHandover = () => {
    handover = recordDelivery(mail, "sending", { transport: transport.name }).catch(() => {});
  };
  try {
    const { messageId } = await transport.send(message, { signal: AbortSignal.timeout(ATTEMPT_MS), onHandover });
    await handover;
    await persist(() => finishMail(mail, "sent", { messageId }));
    await persist(() => recordDelivery(mail, "sent", { transport: transport.name, messageId }));
    return "done";
  } catch (error) {
    await handover;
    if (!(error instanceof TransportError)) throw error;
    return judge(mail, error, transport);
  }
}

async function judge(mail: Claimed, error: TransportError, transport: Transport): Promise<"done" | "away"> {
  const gaveUp = error.kind === "temporary" && now().getTime() - mail.createdAt.getTime() > GIVE_UP_MS;
  const words = gaveUp ? `Given up after three days. ${error.message}` : error.message;
  log.warn("A mail was not taken", {
    mail: mail._id,
    transport: transport.name,
    outcome: error.kind,
    attempts: mail.attempts,
    reason: words,
  });
  if (error.kind === "temporary" && !gaveUp) {
    const waiting = `${words} Foyer keeps trying.`;
    if (error.retryAfter) await persist(() => holdBack(transport.name, error.retryAfter ?? 0));
    if (await persist(() => postponeMail(mail, waitAfter(mail.attempts, error.retryAfter), waiting))) {
      await persist(() => recordWaiting(mail, waiting));
    }
    return error.everything ? "away" : "done";
  }
  const status = error.kind === "unknown" ? "unknown" : "failed";
  await persist(() => finishMail(mail, status, { error: words }));
  await persist(() => recordDelivery(mail, status, { transport: transport.name, error: words }));
  return "done";
}

/** Full jitter (AWS Architecture Blog, "Exponential Backoff And Jitter", 2015), never sooner than the other side asked. */
export function waitAfter(attempts: number, retryAfter = 0): number {
  const ceiling = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(attempts - 1, 20));
  return Math.max(Math.random() * ceiling, retryAfter * 1000);
}

/** What carries a link is worth sending only while the link opens something. */
async function whyNot(mail: Claimed): Promise<string | null> {
  const { claims, reset } = mail;
  if (reset && reset.expiresAt <= now()) return "Its link ended before the mail could leave.";
  if (!claims) return null;
  const invitation = await invitations().findOne(
    { _id: claims.invitation },
    { projection: { status: 1, sends: 1, expiresAt: 1 } },
  );
  if (invitation?.status !== "pending") return "The invitation ended before the mail could leave.";
  if (invitation.sends !== claims.send) return "A newer link took this one's place before the mail could leave.";
  if (invitation.expiresAt <= now()) return "The invitation expired before the mail could leave.";
  return null;
}

/** Mails whose worker was lost on the way: repeated where that is harmless, else said to be unknown. */
async function judgeLost(): Promise<void> {
  for (const mail of await lostMails()) {
    const name = mail.frozen?.transport ?? "mailbox";
    const transport = currentTransport();
    if (name === "mailbox" || (name === transport.name && transport.repeatable)) {
      await postponeMail(mail, 0, null);
      continue;
    }
    const error =
      "Foyer was stopped while the mail was leaving, so it is not known whether it left. It is not sent again by itself.";
    if (await finishMail(mail, "unknown", { error })) {
      log.warn("A mail's fate is unknown", { mail: mail._id, transport: name });
      await recordDelivery(mail, "unknown", { transport: name, error });
    }
  }
}

/** What happened outside must not be forgotten because the database was away for a moment. */
async function persist<T>(write: () => Promise<T>): Promise<T> {
  for (const wait of [500, 2_000, 8_000]) {
    try {
      return await write();
    } catch (error) {
      log.warn("The outcome of a mail could not be recorded yet", { error });
      await sleep(wait);
    }
  }
  return write();
}
