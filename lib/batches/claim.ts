import { randomUUID } from "node:crypto";
import type { Filter, ObjectId, Timestamp } from "mongodb";
import { now } from "../clock";
import type { BatchDoc, ChunkDoc } from "../db/batch-types";
import { batches, mongo, queues } from "../db/client";
import { queuesOf } from "../mail/turns";

/**
 * Who works at which chunk: one place for all copies and engines. Tenants take turns, then the accounts of each, then the
 * lists of each, so that a short list is done soon beside a long one. All times are the database's own ($$NOW), so that
 * copies whose clocks differ agree; every write after the claim names the claim and the fence that it was given, so that a
 * worker that was thought lost changes nothing.
 *
 *     queued ──claim──▶ queued, leased ──write──▶ done            (its lease ran out: claimed again)
 *
 * Lists that are paused, cancelled or finished are not among the open ones, and so their chunks are never looked at.
 */

export const LEASE_MS = 60_000;
/** What is not written by then is left to the next claim. */
const SPARE_MS = 10_000;

export interface ClaimedChunk {
  chunk: ChunkDoc & { lease: NonNullable<ChunkDoc["lease"]> };
  batch: BatchDoc;
  /** performance.now() before the lease began. */
  claimedAt: number;
  /** The database's time of the claim: what is written under it has to see it. */
  seenAt: Timestamp | undefined;
}

const OPEN: BatchDoc["status"][] = ["queued", "running"];
const DUE = { status: "queued" as const, $expr: { $lte: ["$notBefore", "$$NOW"] } };

/** When each tenant, account and list last had its turn in this process, as a running number. */
const served = new Map<string, number>();
let turn = 0;

/** The lease is long enough to write what was read. */
export function isFresh({ claimedAt }: Pick<ClaimedChunk, "claimedAt">): boolean {
  return performance.now() - claimedAt < LEASE_MS - SPARE_MS;
}

/** The chunk that is next, leased to this claim alone; null where nothing is due. */
export async function claimNext(by: string): Promise<ClaimedChunk | null> {
  const open = await batches()
    .find({ status: { $in: OPEN } }, { projection: { tenant: 1, account: 1 } })
    .hint("open")
    .toArray();
  for (const list of inTurn(open)) {
    // Noted before it is known, for whoever claims at the same time.
    turn += 1;
    for (const level of LEVELS) served.set(level(list), turn);
    const claimed = await claim(by, { batch: list._id, ...DUE });
    if (claimed) return claimed;
  }
  return null;
}

/** One chunk by its id, where it is due and its list is open. */
export async function claimChunk(by: string, id: ObjectId): Promise<ClaimedChunk | null> {
  const found = await queues().findOne({ _id: id, ...DUE }, { projection: { batch: 1 } });
  const open =
    found && (await batches().findOne({ _id: found.batch, status: { $in: OPEN } }, { projection: { _id: 1 } }));
  return open ? claim(by, { _id: id, ...DUE }) : null;
}

/** The chunks of an open list that are due now, the first ones first. */
export async function dueChunks(batch: ObjectId, most: number): Promise<ObjectId[]> {
  const open = await batches().findOne({ _id: batch, status: { $in: OPEN } }, { projection: { _id: 1 } });
  if (!open) return [];
  const found = await queues()
    .find({ batch, ...DUE }, { projection: { _id: 1 } })
    .hint("due")
    .sort({ notBefore: 1 })
    .limit(most)
    .toArray();
  return found.map(({ _id }) => _id);
}

type Open = Pick<BatchDoc, "_id" | "tenant" | "account">;

const LEVELS: readonly ((list: Open) => string)[] = [
  ({ tenant }) => `tenant ${tenant.toHexString()}`,
  ({ account }) => `account ${account.toHexString()}`,
  ({ _id }) => _id.toHexString(),
];

/** Who waited longest first. Among equals chance decides, so that copies begin at different ones; among lists the oldest. */
function inTurn(open: readonly Open[]): readonly Open[] {
  const known = new Set(open.flatMap((list) => LEVELS.map((level) => level(list))));
  for (const name of served.keys()) if (!known.has(name)) served.delete(name);
  return ordered(
    [...open].sort((a, b) => (a._id.toHexString() < b._id.toHexString() ? -1 : 1)),
    LEVELS,
  );
}

function ordered(lists: readonly Open[], [level, ...deeper]: typeof LEVELS): readonly Open[] {
  if (!level) return lists;
  return [...queuesOf(lists, level)]
    .map((own) => ({
      own,
      last: served.get(own[0] ? level(own[0]) : "") ?? 0,
      chance: deeper.length > 0 ? Math.random() : 0,
    }))
    .sort((a, b) => a.last - b.last || a.chance - b.chance)
    .flatMap(({ own }) => ordered(own, deeper));
}

async function claim(by: string, filter: Filter<ChunkDoc>): Promise<ClaimedChunk | null> {
  const until = { $add: ["$$NOW", LEASE_MS] };
  const attempts = { $add: ["$attempts", 1] };
  const claimedAt = performance.now();
  const { chunk, seenAt } = await mongo().withSession(async (session) => ({
    chunk: await queues().findOneAndUpdate(
      filter,
      [
        {
          $set: {
            attempts,
            // Moving notBefore to the lease's end hides the chunk from other claims with no further condition.
            notBefore: until,
            lease: { by: { $literal: `${by} ${randomUUID()}` }, until, fence: attempts },
          },
        },
      ],
      // Not waited for until it is on disk: where it is lost, so is the fence, and nothing is written under it.
      { sort: { notBefore: 1 }, returnDocument: "after", writeConcern: { w: 1 }, session },
    ),
    seenAt: session.operationTime,
  }));
  if (!chunk?.lease) return null;
  const claimed = { ...chunk, lease: chunk.lease };
  const batch = await opened(chunk.batch);
  if (batch) return { chunk: claimed, batch, claimedAt, seenAt };
  // It was paused or cancelled in this very moment.
  await releaseChunk(claimed, 0);
  return null;
}

/** The list of a chunk that is about to be run: it is running now, if it was not already. Null where it may not be. */
async function opened(id: ObjectId): Promise<BatchDoc | null> {
  const batch = await batches().findOne({ _id: id, status: { $in: OPEN } });
  if (batch?.status !== "queued") return batch;
  const change = { $set: { status: "running" as const, updatedAt: now() }, $inc: { version: 1 } };
  await batches().updateOne({ _id: id, status: "queued" }, change);
  return batches().findOne({ _id: id, status: { $in: OPEN } });
}

/** The chunk is still this claim's. */
export function heldBy({ _id, lease }: ClaimedChunk["chunk"]) {
  return { _id, status: "queued" as const, "lease.by": lease.by, "lease.fence": lease.fence };
}

/**
 * Gives a chunk back, due again after so many milliseconds.
 * @param counted whether this was an attempt: not where its rows were never tried, or were kept from it by something else
 */
export async function releaseChunk(chunk: ClaimedChunk["chunk"], wait: number, counted = false): Promise<void> {
  await queues().updateOne(heldBy(chunk), [
    {
      $set: {
        lease: null,
        // The name of a claim is its alone, so that a number given twice tells nobody apart falsely.
        attempts: { $subtract: ["$attempts", counted ? 0 : 1] },
        notBefore: { $add: ["$$NOW", Math.ceil(wait)] },
        trying: "$$REMOVE",
      },
    },
  ]);
}
