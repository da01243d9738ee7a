import { randomUUID } from "node:crypto";
import type { ObjectId } from "mongodb";
import { mails } from "../db/client";
import type { MailDoc } from "../db/types";
import { ATTEMPT_MS, LEASE_MS } from "./backoff";
import { dueOfLists, firstDueOfLists, LIST_PRIORITY } from "./lists";
import { pickSome, takeTurns } from "./turns";

/**
 * Who is next: one place for all copies and engines. Passwords before invitations before notices before bulk before
 * lists of people, but for a slice that keeps what is lower from starving; among equals each tenant has the same share, and
 * of a tenant's own mails the longest wait counts. Lists are asked one by one (lists.ts).
 *
 * A claim reads some ids, then takes those still free: the filter of that write settles which copy has which mail.
 */

export type Claimed = MailDoc & {
  lease: NonNullable<MailDoc["lease"]>;
  /** Its `notBefore` until it was claimed: its place in the queue, where it goes back. */
  waitedFrom: Date;
  /** performance.now() before the lease began. */
  claimedAt: number;
};

/** The lease is long enough for an attempt that begins now. */
export const isFresh = ({ claimedAt }: Claimed) => performance.now() - claimedAt < LEASE_MS - ATTEMPT_MS - SPARE_MS;
const SPARE_MS = 15_000;

type Candidate = Pick<MailDoc, "_id" | "tenant" | "notBefore">;

/** Each is read from one queue; those of lists come after them. */
const PRIORITIES = [0, 1, 2, 3] as const;
const ALL = [...PRIORITIES, LIST_PRIORITY] as const;
/** Of so many claimed mails, one is kept for lower priorities. */
const SLICE_OF = 10;
/** Tenants that a claim looks at; which ones, chance decides anew each time. */
const TENANTS_A_CLAIM = 25;
const TRIES = 4;

const DUE = { $expr: { $lte: ["$notBefore", "$$NOW"] } };
const PROJECTION = { tenant: 1, notBefore: 1 };

/** Claims too small for a slice of their own save up for one while something lower waits. */
let saved = 0;

/** At most so many due mails, leased to this claim alone; the most urgent first. */
export async function claimMails(by: string, most: number): Promise<Claimed[]> {
  if (most < 1) return [];
  for (let attempt = 1; ; attempt += 1) {
    const candidates = await chooseMails(most);
    if (candidates.length === 0) return [];
    const claimed = await lease(by, candidates);
    // Other copies chose the same; what they left is looked for again.
    if (claimed.length > 0 || attempt === TRIES) return claimed;
  }
}

/** Whether anything is due at all. */
export async function isMailDue(): Promise<boolean> {
  const found = await Promise.all([
    ...PRIORITIES.map((priority) =>
      mails().findOne({ status: "queued", priority, ...DUE }, { projection: { _id: 1 } }),
    ),
    firstDueOfLists(),
  ]);
  return found.some(Boolean);
}

async function lease(by: string, candidates: Candidate[]): Promise<Claimed[]> {
  const claim = `${by} ${randomUUID()}`;
  const ids = candidates.map(({ _id }) => _id);
  const until = { $add: ["$$NOW", LEASE_MS] };
  const attempts = { $add: ["$attempts", 1] };
  const claimedAt = performance.now();
  const { modifiedCount } = await mails().updateMany(
    { _id: { $in: ids }, status: "queued", ...DUE },
    [
      // Moving notBefore to the lease's end hides the mail from other claims with no further condition.
      { $set: { attempts, notBefore: until, lease: { by: { $literal: claim }, until, fence: attempts } } },
    ],
    { hint: { _id: 1 } },
  );
  if (modifiedCount === 0) return [];
  const mine = await mails()
    .find({ _id: { $in: ids }, "lease.by": claim })
    .hint({ _id: 1 })
    .toArray();
  const found = new Map(mine.map((mail) => [mail._id.toHexString(), mail]));
  return candidates.flatMap(({ _id, notBefore }) => {
    const mail = found.get(_id.toHexString());
    return mail?.lease ? [{ ...mail, lease: mail.lease, waitedFrom: notBefore, claimedAt }] : [];
  });
}

async function chooseMails(most: number): Promise<Candidate[]> {
  const waiting = await Promise.all([
    ...PRIORITIES.map((priority) =>
      mails()
        .find({ status: "queued", priority, ...DUE }, { projection: PROJECTION })
        .hint("due")
        .sort({ notBefore: 1 })
        .limit(most + 1)
        .toArray(),
    ),
    dueOfLists(most + 1),
  ]);
  const all = waiting.flat();
  if (all.length <= most) {
    saved = 0;
    return all;
  }
  const slice = nextSlice(most);
  const chosen: Candidate[] = [];
  for (const [priority, oldest] of waiting.entries()) {
    const lower = ALL.slice(priority + 1).filter((other) => (waiting[other] ?? []).length > 0);
    const room = most - chosen.length;
    const kept = lower.length > 0 ? Math.min(slice, room) : 0;
    if (oldest.length <= room - kept) {
      chosen.push(...oldest);
      continue;
    }
    // The first that does not fit is the last, but for the slice.
    const below = await belowThat(lower, waiting, kept);
    return [...chosen, ...(await fairly(priority, oldest, room - below.length)), ...below];
  }
  return chosen;
}

function nextSlice(most: number): number {
  saved += most;
  const slice = Math.floor(saved / SLICE_OF);
  saved -= slice * SLICE_OF;
  return slice;
}

/** The slice, shared by all lower priorities in which something waits. */
async function belowThat(priorities: readonly number[], waiting: Candidate[][], slice: number): Promise<Candidate[]> {
  const chosen: Candidate[] = [];
  for (const [index, priority] of priorities.entries()) {
    const share = Math.ceil((slice - chosen.length) / (priorities.length - index));
    chosen.push(...(await fairly(priority, waiting[priority] ?? [], share)));
  }
  return chosen;
}

/** So many of one priority: an equal share of each tenant, and the room that is left to those who have more. */
async function fairly(priority: number, oldest: Candidate[], room: number): Promise<Candidate[]> {
  if (room === 0) return [];
  if (oldest.length <= room) return oldest;
  // They have taken turns already.
  if (priority === LIST_PRIORITY) return oldest.slice(0, room);
  const tenants: ObjectId[] = await mails().distinct("tenant", { status: "queued", priority });
  const some = pickSome(tenants, Math.min(TENANTS_A_CLAIM, room));
  if (tenants.length <= 1) return oldest.slice(0, room);
  const queues = await Promise.all(
    some.map((tenant) =>
      mails()
        .find({ status: "queued", priority, tenant, ...DUE }, { projection: PROJECTION })
        .hint("turn")
        .sort({ notBefore: 1 })
        .limit(room)
        .toArray(),
    ),
  );
  const turns = takeTurns(queues, room);
  const known = new Set(turns.map(({ _id }) => _id.toHexString()));
  // Where the tenants looked at have nothing due, the longest wait of all counts.
  return [...turns, ...oldest.filter(({ _id }) => !known.has(_id.toHexString()))].slice(0, room);
}

/** Puts back, at their old place, mails that certainly have not left: as if this claim had never been. */
export async function releaseMails(claimed: readonly Claimed[]): Promise<void> {
  if (claimed.length === 0) return;
  await mails().bulkWrite(
    claimed.map(({ _id, lease, waitedFrom }) => ({
      updateOne: {
        filter: { _id, status: { $in: ["queued", "sending"] }, "lease.by": lease.by, "lease.fence": lease.fence },
        update: { $set: { status: "queued", lease: null, notBefore: waitedFrom }, $inc: { attempts: -1 } },
      },
    })),
    { ordered: false },
  );
}
