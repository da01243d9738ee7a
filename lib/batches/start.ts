import type { ObjectId } from "mongodb";
import type { Actor } from "../auth/actor";
import { lowerOf } from "../auth/grant";
import { now } from "../clock";
import { batches, queues, transact } from "../db/client";
import { wakeLists } from "../engine/wake";
import { AppError, notFound } from "../errors";
import { recordEvent } from "../events/record";
import { reachBatch } from "./access";
import { admitDefaults, assertMayRun, mostRoleOf } from "./admit";
import { assertColumns } from "./columns";
import { checkDraft } from "./draft";
import { rememberColumns } from "./remember";
import { assertRoom } from "./room";
import type { BatchView } from "./schema";
import { viewBatch } from "./view";

/** A change that came in between is checked first, and then it is tried again. */
const ATTEMPTS = 5;

/**
 * Lets a draft run. Its chunks and itself begin to wait in one transaction; every row is judged again when its turn comes.
 * Starting one that has started is no error.
 * @throws AppError 409 `batch_finished` for a cancelled one, 422 `column_missing`, 429 `rate_limited`
 */
export async function startBatch(actor: Actor, id: ObjectId): Promise<BatchView> {
  const { batch, access } = await reachBatch(actor, id, "change");
  if (batch.status !== "draft") return started(batch);
  assertMayRun(access, batch.type);
  const scope = access.account;
  for (let attempt = 1; ; attempt++) {
    await checkDraft(id, scope);
    const view = await transact(async (session) => {
      const draft = await batches().findOne({ _id: id }, { session });
      if (!draft) throw notFound();
      if (draft.status !== "draft") return started(draft);
      if (!draft.checked) return undefined;
      assertColumns(draft.header, draft.columns, draft.type);
      const defaults = admitDefaults(actor, access, draft.type, draft.defaults);
      const at = now();
      // No row gets a role that its check refused: see answersForRoles.
      const mostRole = lowerOf(draft.mostRole, mostRoleOf(actor, access));
      const start = { status: "queued" as const, mostRole, defaults, startedAt: at };
      const queued = await batches().findOneAndUpdate(
        { _id: id, status: "draft" },
        { $set: { ...start, updatedAt: at }, $inc: { version: 1 } },
        { session, returnDocument: "after" },
      );
      if (!queued) return undefined;
      await assertRoom(scope._id, 0, session);
      await queues().updateMany(
        { batch: id, status: "draft" },
        { $set: { status: "queued", checks: [], tally: {} }, $unset: { keys: "", checkedFor: "" } },
        { session },
      );
      const detail = { rows: String(queued.rows) };
      await recordEvent(session, actor, "batch.started", scope, { type: "batch", id }, detail);
      return viewBatch(queued);
    });
    if (view) {
      wakeLists(id);
      const run = await batches().findOne({ _id: id });
      if (run && run.source !== "contacts") await rememberColumns(run);
      return view;
    }
    if (attempt === ATTEMPTS) {
      throw new AppError("unavailable", "The list is being changed at the moment. Start it again in a moment.", {
        retryAfter: 2,
      });
    }
  }
}

async function started(batch: Parameters<typeof viewBatch>[0]): Promise<BatchView> {
  if (batch.status !== "cancelled") return viewBatch(batch);
  throw new AppError("batch_finished", `${batch.name} was cancelled. Upload the list again to invite its people.`);
}
