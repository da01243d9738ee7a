import { setTimeout as sleep } from "node:timers/promises";
import type { Document } from "mongodb";
import { meta } from "../db/client";
import { env } from "../env";
import { log } from "../log";
import type { RateReport, Transport } from "./transports/transport";

/**
 * So many requests a second for all copies together: each takes the next free moment (generic cell rate algorithm) and
 * waits for it. What a provider says of its rate, and every Retry-After, reaches all copies through one document.
 */

/** A provider counts arrivals in windows of a second; this much slower, two of them never meet one window too many. */
const SLACK = 1.03;
/** A rate read from headers is forgotten when it was not heard again. */
const LEARNT_MS = 24 * 3_600_000;
const SHORTEST_HOLD_S = 1;

/** Requests a second that settings or the transport itself allow; null for no limit. */
function settledRate(transport: Transport): number | null {
  return env().mail.rate ?? transport.batch?.rate ?? null;
}

/**
 * Takes the next free moments.
 * @param patience milliseconds beyond which nothing is taken
 * @returns milliseconds until the first of them, and between two; null where the wait would be longer than the patience
 */
export async function reserveMoments(
  transport: Transport,
  { count = 1, patience = Number.POSITIVE_INFINITY }: { count?: number; patience?: number } = {},
): Promise<{ wait: number; apart: number } | { tooLong: number }> {
  const settled = settledRate(transport);
  if (!settled) {
    // A mail server knows no Retry-After.
    const wait = transport.name === "smtp" || transport.name === "mailbox" ? 0 : await heldFor(transport.name);
    return wait > patience ? { tooLong: wait } : { wait, apart: 0 };
  }
  const learnt = {
    $cond: [{ $gt: ["$learntAt", { $subtract: ["$$NOW", LEARNT_MS] }] }, "$perSecond", settled],
  };
  // A person's setting is never exceeded; what a provider allows replaces only what its documentation says.
  const rate: Document | number = transport.batch ? (env().mail.rate ? { $min: [settled, learnt] } : learnt) : settled;
  const slack = transport.batch ? SLACK : 1;
  const doc = await meta().findOneAndUpdate(
    { _id: rateId(transport.name) },
    [
      { $set: { now: "$$NOW", moment: { $max: ["$$NOW", { $ifNull: ["$next", "$$NOW"] }] } } },
      {
        $set: {
          apart: { $ceil: { $divide: [1000 * slack, rate] } },
          granted: patience === Number.POSITIVE_INFINITY || { $lte: [{ $subtract: ["$moment", "$now"] }, patience] },
        },
      },
      {
        $set: {
          next: { $cond: ["$granted", { $add: ["$moment", { $multiply: ["$apart", count] }] }, "$next"] },
          calls: { $add: [{ $ifNull: ["$calls", 0] }, { $cond: ["$granted", count, 0] }] },
        },
      },
    ],
    { upsert: true, returnDocument: "after" },
  );
  const { moment, now, apart: between, granted }: Record<string, unknown> = { ...doc };
  const wait = moment instanceof Date && now instanceof Date ? moment.getTime() - now.getTime() : 0;
  if (granted) distances.set(transport.name, Number(between));
  return granted ? { wait, apart: Number(between) } : { tooLong: wait };
}

/**
 * Takes a moment and waits for it. A hold that was put meanwhile is waited for, too.
 * @returns 0, or how long the wait would have been where it is longer than the patience
 */
export async function awaitMoment(transport: Transport, patience: number, signal?: AbortSignal): Promise<number> {
  const pause = (wait: number) => sleep(wait, undefined, signal ? { signal } : {}).catch(() => {});
  for (;;) {
    const reserved = await reserveMoments(transport, { patience });
    if ("tooLong" in reserved) return reserved.tooLong;
    if (reserved.wait > 0) {
      await pause(reserved.wait);
      if (!signal?.aborted && (await heldFor(transport.name)) > 0) continue;
    }
    // Where calls leave later than their moments, what goes with one is chosen later, too.
    const early = tooClose(transport.name) - LEAD_MS;
    if (early > 0) await pause(early);
    return 0;
  }
}

/** By transport: milliseconds between two moments. */
const distances = new Map<string, number>();
/** By transport: performance.now() of this process's last call, and until when no other is to follow. */
const lastCall = new Map<string, { at: number; until: number }>();
/** About as long as it takes to choose what goes with a call. */
const LEAD_MS = 100;
/** Connections are open no longer than that without a call. */
const COLD_MS = 4_000;

/** Milliseconds until the last call is as long ago as moments are apart; 0 once it is. */
function tooClose(transport: string): number {
  return Math.max(0, (lastCall.get(transport)?.until ?? 0) - performance.now());
}

/**
 * Waits until the last call is as long ago as moments are apart. From its moment to its call it is longer one time than the
 * next, as mails are chosen and drawn meanwhile, and a provider counts the calls.
 * @returns to be called with the answer: a call that had to open a connection has only just arrived by then
 */
export async function keepDistance(transport: string): Promise<() => void> {
  for (let wait = tooClose(transport); wait > 0; wait = tooClose(transport)) await sleep(Math.ceil(wait));
  const at = performance.now();
  const before = lastCall.get(transport);
  const distance = distances.get(transport) ?? 0;
  const call = { at, until: at + distance };
  lastCall.set(transport, call);
  return () => {
    const cold = !before || at - before.at > COLD_MS;
    if (cold) call.until = performance.now() + distance;
  };
}

/** Milliseconds for which all copies were asked to wait. */
async function heldFor(transport: string): Promise<number> {
  const [held] = await meta()
    .aggregate<{ wait: number }>([
      { $match: { _id: rateId(transport), $expr: { $gt: ["$heldUntil", "$$NOW"] } } },
      { $project: { wait: { $subtract: ["$heldUntil", "$$NOW"] } } },
    ])
    .toArray();
  return held?.wait ?? 0;
}

/** Obeys a Retry-After for all copies: nobody's next moment comes before it. */
export async function holdBack(transport: string, milliseconds: number, refused = true): Promise<void> {
  const until = { $add: ["$$NOW", Math.ceil(milliseconds)] };
  await meta().updateOne(
    { _id: rateId(transport) },
    [
      {
        $set: {
          next: { $max: [until, { $ifNull: ["$next", "$$NOW"] }] },
          heldUntil: { $max: [until, { $ifNull: ["$heldUntil", "$$NOW"] }] },
          refusals: { $add: [{ $ifNull: ["$refusals", 0] }, refused ? 1 : 0] },
        },
      },
    ],
    { upsert: true },
  );
}

const heard = new Map<string, { perSecond: number; at: number }>();

/** What a provider's headers say. Its rate is kept when it is news; with nothing left, all wait until there is more. */
export async function learnRate(transport: string, { perSecond, remaining, reset = 0 }: RateReport): Promise<void> {
  const before = heard.get(transport);
  const news = perSecond && (before?.perSecond !== perSecond || Date.now() - before.at > LEARNT_MS / 24);
  if (perSecond && news) {
    heard.set(transport, { perSecond, at: Date.now() });
    await meta().updateOne({ _id: rateId(transport) }, [{ $set: { perSecond, learntAt: "$$NOW" } }], { upsert: true });
    log.info("A provider says how fast it takes mail", { transport, perSecond });
  }
  // Whole seconds are told, rounded up: a window as short as that is kept by the pace alone, and waiting would halve it.
  if (remaining === 0 && reset > (perSecond ? SHORTEST_HOLD_S : 0)) await holdBack(transport, reset * 1000, false);
}

export const rateId = (transport: string) => `mail-rate:${transport}`;
