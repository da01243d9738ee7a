import type { ObjectId } from "mongodb";
import type { UserActor } from "../auth/actor";
import { reachBatch } from "../batches/access";
import { changeDraft } from "../batches/draft";
import { startBatch } from "../batches/start";
import type { RowCheck } from "../db/batch-types";
import { queues } from "../db/client";
import { AppError } from "../errors";
import { consoleWords } from "../i18n/console/words";
import type { ReviewInput } from "./bulk-rows";

/** What a review's form does to its draft. */

const words = consoleWords().bulk.review;

type Said = Pick<ReviewInput, "rows" | "options">;

/** Changes the draft to what was typed and ticked; where nothing is different, nothing is checked again. */
export async function applyReview(actor: UserActor, id: ObjectId, { rows, options }: Said): Promise<void> {
  const { batch } = await reachBatch(actor, id, "change");
  const ticked = options && (options.sendEmail !== batch.sendEmail || options.resend !== batch.resend);
  if (!ticked && rows.length === 0) return;
  await changeDraft(actor, id, { ...(ticked ? options : {}), ...(rows.length > 0 ? { rows } : {}) });
}

/**
 * Starts the draft as the page says it is: with what was typed and ticked there and not saved before.
 * @throws AppError 400 with the line where a row that was just typed into would not be invited; then it is saved, and nobody
 * is invited
 */
export async function startReviewed(actor: UserActor, id: ObjectId, said: Said): Promise<void> {
  await applyReview(actor, id, said);
  const wrong = await refusedAmong(
    id,
    said.rows.filter(({ values }) => values).map(({ line }) => line),
  );
  if (wrong) {
    const { line, reason, outcome } = wrong;
    throw new AppError("invalid_request", words.stillWrong(line, reason ?? words.tabs[outcome] ?? outcome), {
      extra: { line },
    });
  }
  await startBatch(actor, id);
}

const MEANT_SO = ["invite", "left_out"];

async function refusedAmong(batch: ObjectId, lines: readonly number[]): Promise<RowCheck | null> {
  if (lines.length === 0) return null;
  const [first] = await queues()
    .aggregate<RowCheck>(
      [
        { $match: { batch, "checks.line": { $in: lines } } },
        { $project: { checks: 1 } },
        { $unwind: "$checks" },
        { $replaceRoot: { newRoot: "$checks" } },
        { $match: { line: { $in: lines }, outcome: { $nin: MEANT_SO } } },
        { $sort: { line: 1 } },
        { $limit: 1 },
      ],
      { hint: "one_chunk" },
    )
    .toArray();
  return first ?? null;
}
