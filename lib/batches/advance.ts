import type { ClientSession, ObjectId } from "mongodb";
import { SYSTEM } from "../auth/actor";
import { now } from "../clock";
import type { BatchDoc, BatchStatus, RowResult } from "../db/batch-types";
import { accounts, batches, queues, transact } from "../db/client";
import type { AccountDoc } from "../db/types";
import { wakeOutbox } from "../engine/wake";
import { recordEvent } from "../events/record";
import { wantsNotice } from "../invitations/compose";
import { readerOf } from "../invitations/inviter";
import { log } from "../log";
import { isListLeaving } from "../mail/lists";
import { queueMail } from "../mail/queue";
import { fullName } from "../text";
import { sumOf, tallyOf } from "./tally";

/**
 * A list goes on by itself: running → mailing once every row has its outcome, mailing → completed or failed once none of its
 * mails is to leave any more. Any number of copies may say so at once: the filter of each step lets one of them through.
 */

/** Takes a list as far as it is due. @returns where it is now; null where there is none */
export async function advanceBatch(id: ObjectId): Promise<BatchStatus | null> {
  for (;;) {
    const batch = await batches().findOne({ _id: id });
    if (!batch) return null;
    const moved =
      batch.status === "running" ? await endRows(batch) : batch.status === "mailing" ? await finish(batch) : false;
    if (!moved) return batch.status;
  }
}

/** All lists that are at it, as far as each is due. */
export async function advanceOpen(signal?: AbortSignal): Promise<void> {
  const open = await batches()
    .find({ status: { $in: ["running", "mailing"] } }, { projection: { _id: 1 } })
    .hint("open")
    .toArray();
  for (const { _id } of open) {
    if (signal?.aborted) return;
    await advanceBatch(_id);
  }
}

/**
 * Tells the list what a chunk came to, after that was written: saying it again changes nothing. What is lost here is made
 * good by the sweep, and at the latest when the last row is in.
 */
export async function recordTally(batch: ObjectId, index: number, results: readonly RowResult[]): Promise<void> {
  try {
    const after = await batches().findOneAndUpdate(
      // What a cancelled list came to is told by who takes back what has not left (stop.ts), in the end from all chunks.
      { _id: batch, status: { $ne: "cancelled" } },
      { $set: { [`tally.${index}`]: tallyOf(results), updatedAt: now() }, $inc: { version: 1 } },
      // Not waited for until it is on disk: the chunks know it better.
      { returnDocument: "after", projection: { tally: 1, rows: 1 }, writeConcern: { w: 1 } },
    );
    if (after && sumOf(after.tally).total >= after.rows) await advanceBatch(batch);
  } catch (error) {
    log.warn("What a chunk of a list came to could not be told yet", { batch, index, error });
  }
}

/** What the chunks themselves say that their rows came to. */
export async function tallyOfChunks(batch: ObjectId, session?: ClientSession): Promise<BatchDoc["tally"]> {
  const chunks = await queues()
    .find({ batch }, { projection: { index: 1, tally: 1, status: 1 }, ...(session ? { session } : {}) })
    .toArray();
  return Object.fromEntries(
    chunks.flatMap(({ index, status, tally: { invited = 0, skipped = 0, failed = 0, cancelled = 0 } }) =>
      status === "draft"
        ? []
        : [[String(index), { invited, skipped, failed, ...(cancelled > 0 ? { cancelled } : {}) }]],
    ),
  );
}

async function endRows({ _id, rows }: BatchDoc): Promise<boolean> {
  const left = await queues().findOne({ batch: _id, status: "queued" }, { hint: "due", projection: { _id: 1 } });
  if (left) return false;
  const tally = await tallyOfChunks(_id);
  if (sumOf(tally).total < rows) return false;
  const at = now();
  const ended = await batches().updateOne(
    { _id, status: "running" },
    { $set: { status: "mailing", tally, rowsFinishedAt: at, updatedAt: at }, $inc: { version: 1 } },
  );
  return ended.modifiedCount === 1;
}

async function finish(batch: BatchDoc): Promise<boolean> {
  const { _id, rows } = batch;
  if (await isListLeaving(_id)) return false;
  const nothing = sumOf(batch.tally).failed === rows && !(await otherThanInternal(_id));
  const finished = await transact(async (session) => {
    const at = now();
    const status = nothing ? "failed" : "completed";
    const ended = await batches().findOneAndUpdate(
      { _id, status: "mailing" },
      { $set: { status, finishedAt: at, updatedAt: at }, $inc: { version: 1 } },
      { session, returnDocument: "after" },
    );
    if (!ended) return false;
    const account = await accounts().findOne({ _id: batch.account }, { session });
    if (!account) throw new Error("An account is never deleted");
    await recordEvent(session, SYSTEM, `batch.${status}`, account, { type: "batch", id: _id }, { rows: String(rows) });
    await tellUploader(session, ended, account);
    return true;
  });
  if (finished) wakeOutbox();
  return finished;
}

/** Whether any row failed for a reason of its own. */
async function otherThanInternal(batch: ObjectId): Promise<boolean> {
  const other = { $elemMatch: { code: { $ne: "internal" } } };
  return (await queues().findOne({ batch, results: other }, { projection: { _id: 1 } })) !== null;
}

async function tellUploader(session: ClientSession, batch: BatchDoc, account: AccountDoc): Promise<void> {
  if (!wantsNotice(account, "batches")) return;
  const reader = await readerOf(session, batch.createdBy, account);
  if (!reader) return;
  const { invited, skipped, failed } = sumOf(batch.tally);
  await queueMail(session, {
    kind: "batch-finished",
    account: account._id,
    tenant: batch.tenant,
    batch: batch._id,
    to: { email: reader.email, name: fullName(reader) || reader.email },
    locale: reader.locale ?? "en",
    data: {
      accountName: account.name,
      batchName: batch.name,
      total: String(batch.rows),
      invited: String(invited),
      skipped: String(skipped),
      failed: String(failed),
      timezone: reader.timezone,
    },
  });
}
