import { mails, meta } from "../db/client";
import type { MailDoc } from "../db/types";
import { firstDueOfLists, LIST_PRIORITY } from "./lists";
import { rateId } from "./rate";
import { currentTransport } from "./transports/registry";

/** How the outbox stands, from indexes alone: nothing here grows with the mails that were sent. */

export interface OutboxFigures {
  /** By priority: how many wait, counted no further than `MOST_COUNTED`, and for how many seconds the first due one has been. */
  queued: { priority: number; count: number; lag: number }[];
  /** Of others, how many there are. */
  counts: Record<Exclude<MailDoc["status"], "queued" | "sent" | "cancelled">, number>;
  /** Seconds since the oldest mail that still waits was written. */
  oldest: number;
  provider: { calls: number; refusals: number; perSecond: number | null; heldFor: number };
}

export const PRIORITIES = [0, 1, 2, 3, LIST_PRIORITY] as const;
const COUNTED = ["sending", "failed", "unknown", "suppressed"] as const;
const MOST_COUNTED = 200_000;

export async function outboxFigures(timeoutMS?: number): Promise<OutboxFigures> {
  const options = timeoutMS ? { timeoutMS } : {};
  const [queued, counts, oldest, provider] = await Promise.all([
    Promise.all(PRIORITIES.map((priority) => queuedOf(priority, options))),
    Promise.all(COUNTED.map((status) => mails().countDocuments({ status }, { limit: MOST_COUNTED, ...options }))),
    mails().findOne({ status: "queued" }, { sort: { createdAt: 1 }, projection: { createdAt: 1 }, ...options }),
    providerFigures(options),
  ]);
  const [sending = 0, failed = 0, unknown = 0, suppressed = 0] = counts;
  return {
    queued,
    counts: { sending, failed, unknown, suppressed },
    oldest: oldest ? secondsSince(oldest.createdAt) : 0,
    provider,
  };
}

async function queuedOf(priority: number, options: { timeoutMS?: number }) {
  const [count, first] = await Promise.all([
    mails().countDocuments({ status: "queued", priority }, { limit: MOST_COUNTED, hint: "due", ...options }),
    // What a paused list holds back is not late.
    priority === LIST_PRIORITY ? firstDueOfLists(options) : firstDueOf(priority, options),
  ]);
  return { priority, count, lag: first ? secondsSince(first.notBefore) : 0 };
}

function firstDueOf(priority: number, options: { timeoutMS?: number }) {
  return mails().findOne(
    { status: "queued", priority, $expr: { $lte: ["$notBefore", "$$NOW"] } },
    { sort: { notBefore: 1 }, hint: "due", projection: { notBefore: 1 }, ...options },
  );
}

export async function providerFigures(options: { timeoutMS?: number } = {}): Promise<OutboxFigures["provider"]> {
  const transport = currentTransport();
  const doc: Record<string, unknown> = { ...(await meta().findOne({ _id: rateId(transport.name) }, options)) };
  const { calls, refusals, apart, heldUntil } = doc;
  return {
    calls: Number(calls ?? 0),
    refusals: Number(refusals ?? 0),
    perSecond: apart ? 1000 / Number(apart) : (transport.batch?.rate ?? null),
    heldFor: heldUntil instanceof Date ? Math.max(0, -secondsSince(heldUntil)) : 0,
  };
}

const secondsSince = (moment: Date) => (Date.now() - moment.getTime()) / 1000;
