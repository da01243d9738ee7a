import type { ObjectId } from "mongodb";
import type { UserActor } from "../auth/actor";
import { permissionFor, reachBatch } from "../batches/access";
import { viewDetail } from "../batches/get";
import { readQuota } from "../batches/quota";
import { rememberedColumns } from "../batches/remember";
import { listRows } from "../batches/rows";
import { type BatchDetail, DraftStatus, OUTCOMES, type RowView } from "../batches/schema";
import type { BatchDoc } from "../db/batch-types";
import { queues } from "../db/client";
import { AppError } from "../errors";
import { remember } from "./remember";

/** A list before it runs, as its pages show it. */

export interface Draft {
  list: BatchDetail;
  defaults: BatchDoc["defaults"];
  /** Grows with every change. */
  version: number;
  /** Whether the columns are read as those of files with the same headers were last. */
  remembered: boolean;
  /** Whoever asks may change it and start it. */
  mayChange: boolean;
}

/** A list of this very account, draft or not; null for any other. @throws AppError as reachBatch does */
export async function readDraft(actor: UserActor, accountId: ObjectId, id: ObjectId): Promise<Draft | null> {
  const reached = await reachBatch(actor, id, "read").catch(absent);
  if (reached === null || !reached.batch.account.equals(accountId)) return null;
  const { batch, access } = reached;
  const [list, remembered] = await Promise.all([viewDetail(batch), rememberedColumns(batch)]);
  return {
    list,
    defaults: batch.defaults,
    version: batch.version,
    remembered:
      (remembered ?? []).some(Boolean) &&
      (remembered ?? []).every((field, index) => field === (batch.columns[index] ?? null)),
    mayChange: access.status === "active" && access.permissions.has(permissionFor(batch.type)),
  };
}

function absent(error: unknown): null {
  if (error instanceof AppError && error.code === "not_found") return null;
  throw error;
}

/** What becomes of a draft's rows, those that will be invited first; what none comes to is left out. */
export function outcomesOf({ checked }: Pick<BatchDetail, "checked">): { outcome: string; rows: number }[] {
  const counts = checked ?? {};
  return [...OUTCOMES, "left_out"].flatMap((outcome) => {
    const rows = counts[outcome] ?? 0;
    return rows > 0 ? [{ outcome, rows }] : [];
  });
}

/** What of a review can be shown by itself: an outcome, all rows, or those with a warning. */
export const SHOWS = ["all", "warnings", ...DraftStatus.options] as const;
export type Show = (typeof SHOWS)[number];

export async function readRows(
  actor: UserActor,
  id: ObjectId,
  { show, cursor, limit }: { show: Show; cursor?: string | undefined; limit: number },
): Promise<{ data: RowView[]; nextCursor: string | null }> {
  const narrowed = show === "all" ? {} : show === "warnings" ? { warnings: true } : { status: show };
  return listRows(actor, id, { ...narrowed, limit, ...(cursor ? { cursor } : {}) });
}

/** Rows whose addresses end in the same likely typing error. */
export interface Alike {
  domain: string;
  meant: string;
  rows: number;
}

interface Warnings {
  rows: number;
  alike: Alike[];
}

const MOST_ALIKE = 5;

/** How many rows have a warning, and the typing errors that are made more than once, the most frequent first. */
export function readWarnings(id: ObjectId, version: number): Promise<Warnings> {
  // Every change of a list raises its version: what was counted for one stays true.
  return remember(`warnings ${id.toHexString()} ${version}`, () => countWarnings(id));
}

async function countWarnings(id: ObjectId): Promise<Warnings> {
  const warned = { $gt: [{ $size: { $ifNull: ["$$check.warnings", []] } }, 0] };
  const domainOf = (email: unknown) => ({ $toLower: { $arrayElemAt: [{ $split: [email, "@"] }, -1] } });
  const found = await queues()
    .aggregate<{ _id: { domain: string; meant: string | null }; rows: number }>(
      [
        { $match: { batch: id, "checks.warnings.code": { $exists: true } } },
        { $project: { checks: { $filter: { input: "$checks", as: "check", cond: warned } } } },
        { $unwind: "$checks" },
        { $set: { suggestion: { $first: { $ifNull: ["$checks.warnings.suggestion", []] } } } },
        {
          $group: {
            _id: {
              domain: domainOf("$checks.email"),
              meant: { $cond: [{ $eq: [{ $type: "$suggestion" }, "string"] }, domainOf("$suggestion"), null] },
            },
            rows: { $sum: 1 },
          },
        },
      ],
      { hint: "one_chunk" },
    )
    .toArray();
  const alike = found
    .flatMap(({ _id: { domain, meant }, rows }) => (meant !== null && rows > 1 ? [{ domain, meant, rows }] : []))
    .sort((a, b) => b.rows - a.rows)
    .slice(0, MOST_ALIKE);
  return { rows: found.reduce((sum, { rows }) => sum + rows, 0), alike };
}

/** Mails a second where the provider sets no limit: what a mail server takes, by docs/performance.md. */
const WITHOUT_LIMIT = 300;

/** How long so many mails take. */
export async function secondsFor(mails: number): Promise<number> {
  const { perSecond, heldFor } = await readQuota();
  return Math.ceil(heldFor + mails / (perSecond ?? WITHOUT_LIMIT));
}
