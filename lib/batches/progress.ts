import { now } from "../clock";
import type { BatchDoc } from "../db/batch-types";
import type { Figures } from "./figures";
import { type BatchProgress, FINISHED } from "./schema";
import { meantOf, toBatchView } from "./view";

/** How fast a list moves, and when it will be done: what the last seconds showed, held against what the provider allows. */

/** How much of a list was done at a moment. */
export interface Sample {
  /** performance.now(), or any other milliseconds that never go back. */
  at: number;
  done: number;
}

/** What the mail transport allows. */
export interface Quota {
  /** Mails a second; null for no limit. */
  perSecond: number | null;
  /** Seconds for which it still asked to wait. */
  heldFor: number;
}

export interface Watched {
  /** The oldest first; see `withSample`. */
  samples?: readonly Sample[];
  quota?: Quota;
  /** Of the same clock as the samples. */
  at?: number;
}

const UNLIMITED: Quota = { perSecond: null, heldFor: 0 };

/** Over so many milliseconds a rate is taken; where little happens, back to the last sample before them. */
const WINDOW_MS = 10_000;
const LONGEST_MS = 60_000;
/** And not over less: a chunk's rows come all at once. */
const SHORTEST_MS = 1_500;
/** What has not moved for so long stands still: a little less than the window, beyond which samples are forgotten. */
const STILL_MS = 8_000;

/** The samples with one more, without those that are too old to tell anything. */
export function withSample(samples: readonly Sample[], sample: Sample): Sample[] {
  // Less done than before: rows were put back by a retry.
  const valid = samples.filter(({ at, done }) => sample.at - at <= LONGEST_MS && done <= sample.done);
  const young = valid.filter(({ at }) => sample.at - at <= WINDOW_MS);
  return [...(young.length > 0 ? young : valid.slice(-1)), sample];
}

/** What there is to do for a list's rows, in rows: one is done when it is refused, or its mail has an outcome. */
export function workOf(doc: Pick<BatchDoc, "sendEmail">, view: Pick<BatchProgress, "counts" | "delivery">) {
  const { total, queued, invited, skipped, failed } = view.counts;
  const unsent = doc.sendEmail ? Math.min(view.delivery.queued, invited) : 0;
  return {
    total,
    done: skipped + failed + invited - unsent,
    /** Mails that are written or will be. */
    mails: doc.sendEmail ? queued + unsent : 0,
  };
}

/**
 * The batch with its pace. `secondsLeft` is null where nobody can tell: nothing moves, or somebody has to resume it first.
 * Without samples (nobody has watched yet) the provider's rate is all there is to go by.
 */
export function progressOf(doc: BatchDoc, figures: Figures, watched: Watched = {}): BatchProgress {
  const view = toBatchView(doc, figures);
  const { delivery, counts } = view;
  const reached = doc.sendEmail ? delivery.sent + delivery.delivered : counts.invited;
  const pace = paceOf(doc, view, watched);
  const end = pace.secondsLeft ? new Date(now().getTime() + pace.secondsLeft * 1000) : null;
  return { ...view, reached, meant: meantOf(doc), ...pace, finishesAt: end?.toISOString() ?? null };
}

type Pace = Pick<BatchProgress, "rate" | "secondsLeft" | "still">;

function paceOf(doc: BatchDoc, view: Pick<BatchProgress, "counts" | "delivery">, watched: Watched): Pace {
  if ((FINISHED as readonly string[]).includes(doc.status)) return { rate: 0, secondsLeft: 0, still: false };
  if (doc.status === "draft" || doc.status === "paused") return { rate: 0, secondsLeft: null, still: false };
  const { total, done, mails } = workOf(doc, view);
  const { perSecond, heldFor } = watched.quota ?? UNLIMITED;
  const observed = observedRate(watched.samples ?? [], watched.at);
  const rate = rounded(observed ?? (mails > 0 ? perSecond : null) ?? 0);
  const left = total - done;
  if (left <= 0) return { rate, secondsLeft: 0, still: false };
  const still = (mails > 0 && heldFor > 0) || standsStill(watched.samples ?? [], watched.at);
  // However fast it went so far: mail leaves no faster than the provider takes it.
  const byQuota = mails > 0 && perSecond !== null ? heldFor + mails / perSecond : null;
  const byPace = observed ? left / observed : null;
  const longest = Math.max(byQuota ?? 0, byPace ?? 0);
  return { rate, secondsLeft: byQuota === null && byPace === null ? null : Math.ceil(longest), still };
}

/** Rows a second; null where they were watched for too short a time to tell. */
function observedRate(samples: readonly Sample[], at: number | undefined): number | null {
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last) return null;
  const span = (at ?? last.at) - first.at;
  return span < SHORTEST_MS ? null : ((last.done - first.done) * 1000) / span;
}

/** Whether it was watched for a while in which nothing moved. */
function standsStill(samples: readonly Sample[], at: number | undefined): boolean {
  const last = samples.at(-1);
  const since = last && samples.find(({ done }) => done === last.done);
  return last !== undefined && since !== undefined && (at ?? last.at) - since.at >= STILL_MS;
}

function rounded(rate: number): number {
  return rate < 10 ? Math.round(rate * 10) / 10 : Math.round(rate);
}
