import type { ObjectId } from "mongodb";
import type { UserActor } from "../auth/actor";
import { permissionFor, reachBatch } from "../batches/access";
import { missingFields } from "../batches/columns";
import { figuresOf, noFigures } from "../batches/figures";
import { progressOf } from "../batches/progress";
import { readQuota } from "../batches/quota";
import { listRows } from "../batches/rows";
import type { BatchProgress, RowView } from "../batches/schema";
import type { BatchDoc } from "../db/batch-types";
import { batches, events, invitations, queues } from "../db/client";
import { parseId } from "../db/ids";
import type { DeliveryStatus, InvitationDoc, InvitationStatus } from "../db/types";
import { env } from "../env";
import { AppError } from "../errors";

/** One list as its page shows it: where it is on its way, what came of it, and its rows. */

/** These never say what became of a mail that they took. */
const SILENT = new Set(["smtp", "mailbox"]);

export interface Run {
  batch: BatchProgress;
  /** Who paused or stopped it, and when; null where nobody did. */
  halted: { by: string; at: string } | null;
  /** Nobody reports what became of a mail after it was taken. */
  silent: boolean;
  /** Whoever asks may pause it, let it go on and stop it. */
  mayChange: boolean;
  /** Of a draft: the step that it waits at. */
  step: "columns" | "review";
  /** Of the failed rows, how many did so by no fault of their own, so that trying again may help. */
  retryable: boolean;
  /** The list that was made of its failed rows, unless that was discarded. */
  correctedIn: { id: string; name: string } | null;
}

/** @returns null where there is no such list in the account */
export async function readRun(actor: UserActor, accountId: ObjectId, id: ObjectId): Promise<Run | null> {
  const reached = await reachBatch(actor, id, "read").catch(absent);
  if (reached === null || !reached.batch.account.equals(accountId)) return null;
  const { batch, access } = reached;
  const begun = batch.startedAt !== null;
  const [figures, quota, halted, retryable, correctedIn] = await Promise.all([
    begun ? figuresOf([id]) : null,
    readQuota(),
    batch.status === "paused" || batch.status === "cancelled" ? whoHalted(batch) : null,
    hasRetryable(batch),
    batch.correctedIn ? batches().findOne({ _id: batch.correctedIn, status: { $ne: "cancelled" } }) : null,
  ]);
  return {
    batch: progressOf(batch, figures?.get(id.toHexString()) ?? noFigures(), { quota }),
    halted,
    silent: SILENT.has(env().mail.transport),
    mayChange: access.permissions.has(permissionFor(batch.type)),
    step: missingFields(batch.columns, batch.type).length > 0 ? "columns" : "review",
    retryable,
    correctedIn: correctedIn && { id: correctedIn._id.toHexString(), name: correctedIn.name },
  };
}

function absent(error: unknown): null {
  if (error instanceof AppError && error.code === "not_found") return null;
  throw error;
}

async function whoHalted({ _id, status, pausedBecause }: BatchDoc): Promise<Run["halted"]> {
  const type = status === "paused" ? "batch.paused" : "batch.cancelled";
  const event = await events().findOne(
    { "subject.id": _id, type },
    { sort: { _id: -1 }, hint: "subject", projection: { actor: 1, createdAt: 1 } },
  );
  if (!event || (status === "paused" && pausedBecause)) return null;
  return { by: event.actor.name, at: event.createdAt.toISOString() };
}

/** Codes of rows that failed for what may have passed since. */
const PASSING = ["internal", "over_limit"];

async function hasRetryable({ _id, status, tally }: BatchDoc): Promise<boolean> {
  if (status !== "completed" && status !== "failed") return false;
  if (!Object.values(tally).some(({ failed }) => failed > 0)) return false;
  const found = await queues().findOne(
    { batch: _id, "tally.failed": { $gt: 0 }, results: { $elemMatch: { status: "failed", code: { $in: PASSING } } } },
    { projection: { _id: 1 }, hint: "one_chunk" },
  );
  return found !== null;
}

export const ROW_TABS = ["invited", "skipped", "failed", "queued"] as const;
export type RowTab = (typeof ROW_TABS)[number];

export interface RunRow extends RowView {
  /** How the invitation stands by now; null where there is none, or it is not there any more. */
  now: { status: InvitationStatus; delivery: { status: DeliveryStatus } } | null;
}

export async function readRunRows(
  actor: UserActor,
  id: ObjectId,
  { tab, cursor, limit }: { tab: RowTab; cursor?: string | undefined; limit: number },
): Promise<{ data: RunRow[]; nextCursor: string | null }> {
  const page = await listRows(actor, id, { status: tab, limit, ...(cursor ? { cursor } : {}) });
  const ids = page.data.flatMap(({ invitation }) => (invitation === null ? [] : (parseId(invitation) ?? [])));
  const docs = await invitations()
    .find({ _id: { $in: ids } }, { projection: { status: 1, "delivery.status": 1 } })
    .toArray();
  const standing = new Map(docs.map((doc) => [doc._id.toHexString(), standingOf(doc)]));
  const data = page.data.map((row) => ({ ...row, now: standing.get(row.invitation ?? "") ?? null }));
  return { data, nextCursor: page.nextCursor };
}

function standingOf({ status, delivery }: Pick<InvitationDoc, "status" | "delivery">): RunRow["now"] {
  return { status, delivery: { status: delivery.status } };
}

/** The list that an invitation came from, and its line there; null where that is not this account's. */
export async function listOf(
  accountId: ObjectId,
  { id, batch }: { id: string; batch: string | null },
): Promise<{ id: string; name: string; line: number | null } | null> {
  const [batchId, invitation] = [parseId(batch ?? ""), parseId(id)];
  if (batchId === null || invitation === null) return null;
  const [list, chunk] = await Promise.all([
    batches().findOne({ _id: batchId, account: accountId }, { projection: { name: 1 } }),
    queues().findOne(
      { batch: batchId, results: { $elemMatch: { invitation } } },
      { projection: { results: { $elemMatch: { invitation } } }, hint: "one_chunk" },
    ),
  ]);
  if (!list) return null;
  return { id: batchId.toHexString(), name: list.name, line: chunk?.results[0]?.line ?? null };
}

/** The name of one of the account's lists, for what is narrowed to it; null where it has none with this id. */
export async function nameOfList(accountId: ObjectId, id: string): Promise<string | null> {
  const batchId = parseId(id);
  if (batchId === null) return null;
  const list = await batches().findOne({ _id: batchId, account: accountId }, { projection: { name: 1 } });
  return list?.name ?? null;
}
