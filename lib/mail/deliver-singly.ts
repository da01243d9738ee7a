import { setTimeout as sleep } from "node:timers/promises";
import { now } from "../clock";
import { env } from "../env";
import { log } from "../log";
import { ATTEMPT_MS, givenUp, isOverdue, ROUND_MS, stillTrying, waitAfter } from "./backoff";
import { Belt } from "./belt";
import { type Claimed, claimMails, isFresh, releaseMails } from "./claim";
import { beginSending } from "./lease";
import { sayLeaving } from "./leaving";
import type { Round } from "./outbox";
import { prepareMails, type Ready } from "./prepare";
import { holdBack, reserveMoments } from "./rate";
import { Recorder } from "./recorder";
import { type Outcome, persist, type Settled, settleMails } from "./settle";
import { type SingleTransport, TransportError } from "./transports/transport";

/**
 * Transports that take one message at a time. Three stages work side by side, so that no connection waits for the
 * database: claimed and made, begun, handed over. What is begun counts as on its way, so no more is begun than is about
 * to leave: a crash makes a handful unknown.
 */

const MOST_CLAIMED = 200;
const FIRST_CLAIM = 25;
/** Mails are claimed for about as long as this ahead, so that a password never waits behind many claimed before it. */
const AHEAD_MS = 500;
/** Mails that leave within about so long are begun together, and so many such groups are being written at once. */
const GROUP_MS = 50;
const BEGINNING = 2;
const PATIENCE_MS = 30_000;

interface Options {
  max: number;
  signal: AbortSignal;
}

/** How many to claim at once, learnt from how fast the last ones left; by transport, because that is what it depends on. */
const pace = new Map<string, number>();

export async function deliverSingly(by: string, transport: SingleTransport, options: Options): Promise<Round> {
  const { max, signal } = options;
  const { rate } = env().mail;
  const round: Round = { handled: 0, away: false };
  const lanes = Math.min(transport.concurrency, max);
  const claimed = new Belt<Ready>(() => sizeFor(transport, rate));
  const begun = new Belt<Ready>(() => BEGINNING * groupFor(transport, rate));
  const recorder = new Recorder(settleMails);
  const unsent: Claimed[] = [];
  let failed = false;
  const started = performance.now();
  let measured = { since: started, handed: 0 };
  const over = () => round.away || failed || signal.aborted;

  const claim = async () => {
    while (round.handled < max && !over() && performance.now() - started < ROUND_MS) {
      const size = Math.min(sizeFor(transport, rate), max - round.handled);
      const chunk = await claimMails(by, size);
      if (chunk.length === 0) return;
      round.handled += chunk.length;
      for await (const ready of prepareMails(chunk, transport)) await claimed.put(ready);
      const elapsed = performance.now() - measured.since;
      if (measured.handed > 0 && elapsed > AHEAD_MS / 2) {
        adapt(transport, (measured.handed * AHEAD_MS) / elapsed);
        measured = { since: performance.now(), handed: 0 };
      }
    }
  };

  const begin = async () => {
    while (!failed) {
      const group = await claimed.takeSome(groupFor(transport, rate));
      if (group.length === 0) return;
      const moments = over() ? null : await reserveMoments(transport, { count: group.length, patience: PATIENCE_MS });
      if (moments === null || "tooLong" in moments) {
        unsent.push(...group.map(({ mail }) => mail));
        if (moments) round.held = moments.tooLong;
        if (moments) round.away = true;
        continue;
      }
      if (moments.wait > 0) await sleep(moments.wait, undefined, { signal }).catch(() => {});
      // No more is begun than leaves at once.
      await begun.reserve(group.length);
      if (over() || !group.every(({ mail }) => isFresh(mail))) {
        begun.fill([], group.length);
        unsent.push(...group.map(({ mail }) => mail));
        continue;
      }
      const may = await beginSending(group);
      begun.fill([], group.length - may.length);
      for (const [index, each] of may.entries()) {
        if (index > 0 && moments.apart > 0) await sleep(moments.apart);
        begun.fill([each], 1);
      }
    }
  };

  const beginAll = async () => {
    const ends = await Promise.allSettled(Array.from({ length: rate ? 1 : BEGINNING }, begin));
    for (const end of ends) if (end.status === "rejected") throw end.reason;
  };

  const hand = async () => {
    for (;;) {
      const ready = await begun.take();
      if (!ready) return;
      measured.handed += 1;
      // Begun, but certainly still here.
      if (over()) unsent.push(ready.mail);
      else if ((await send(ready, transport, recorder)) === "away") round.away = true;
    }
  };

  /** A stage that comes to its end closes what it feeds; one that fails, what feeds it. */
  const stage = (work: () => Promise<void>, feeds: Belt<Ready> | null, before: Belt<Ready> | null) =>
    work().then(
      () => feeds?.close(),
      (error) => {
        failed = true;
        for (const belt of [before, feeds]) belt?.close();
        throw error;
      },
    );
  // All come to their end before a failure of one is told, so that no attempt runs on unobserved.
  const ends = await Promise.allSettled([
    stage(claim, claimed, null),
    stage(beginAll, begun, claimed),
    ...Array.from({ length: lanes }, () => stage(hand, null, begun)),
  ]);
  unsent.push(...[...claimed.empty(), ...begun.empty()].map(({ mail }) => mail));
  ends.push(...(await Promise.allSettled([recorder.end(), releaseMails(unsent)])));
  for (const end of ends) if (end.status === "rejected") throw end.reason;
  return round;
}

function sizeFor(transport: SingleTransport, rate: number | null): number {
  const size = pace.get(transport.name) ?? FIRST_CLAIM;
  return rate ? Math.max(1, Math.min(size, Math.ceil(rate * (AHEAD_MS / 1000)))) : size;
}

function groupFor(transport: SingleTransport, rate: number | null): number {
  return Math.ceil((sizeFor(transport, rate) * GROUP_MS) / AHEAD_MS);
}

function adapt(transport: SingleTransport, wanted: number): void {
  const size = sizeFor(transport, null);
  const next = Math.round(Math.max(size / 4, Math.min(wanted, size * 4)));
  pace.set(transport.name, Math.max(transport.concurrency, Math.min(MOST_CLAIMED, next)));
}

/** The one attempt, and what its outcome means. */
async function send(ready: Ready, transport: SingleTransport, recorder: Recorder<Settled>): Promise<"done" | "away"> {
  const { mail, message } = ready;
  let arrived: () => Promise<void> = async () => {};
  const onHandover = () => {
    arrived = sayLeaving([mail], transport.name);
  };
  try {
    const { messageId } = await transport.send(message, { signal: AbortSignal.timeout(ATTEMPT_MS), onHandover });
    await arrived();
    const own = messageId === ready.frozen.messageId ? ({ frozen: true } as const) : {};
    await recorder.add({ mail, transport: transport.name, outcome: { status: "sent", messageId, ...own } });
    return "done";
  } catch (error) {
    await arrived();
    if (!(error instanceof TransportError)) throw error;
    const outcome = judge(mail, error, transport.name);
    if (outcome.status === "queued" && error.retryAfter) {
      const wait = error.retryAfter * 1000;
      await persist(() => holdBack(transport.name, wait));
    }
    await recorder.add({ mail, transport: transport.name, outcome });
    return outcome.status === "queued" && (error.everything || error.retryAfter) ? "away" : "done";
  }
}

function judge(mail: Claimed, error: TransportError, transport: string): Outcome {
  const { kind, message: reason } = error;
  log.warn("A mail was not taken", { mail: mail._id, transport, outcome: kind, attempts: mail.attempts, reason });
  if (kind === "unknown") return { status: "unknown", error: reason };
  if (kind === "permanent") return { status: "failed", error: reason };
  if (isOverdue(mail.replayedAt ?? mail.createdAt, now())) return { status: "failed", error: givenUp(reason) };
  return { status: "queued", wait: waitAfter(mail.attempts, error.retryAfter), error: stillTrying(reason) };
}
