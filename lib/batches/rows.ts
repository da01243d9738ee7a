import type { Filter, ObjectId } from "mongodb";
import type { Actor } from "../auth/actor";
import type { BatchDoc, ChunkDoc } from "../db/batch-types";
import { queues } from "../db/client";
import { foreignCursor, type PageQuery } from "../paging";
import { reachBatch } from "./access";
import { type ChunkRows, rowShower, SHOWN } from "./row-view";
import { DraftStatus, type RowStatus, type RowView, RunStatus } from "./schema";

export interface RowQuery extends PageQuery {
  /** In a run what became of the row, in a draft what the check says; one of the other kind finds nothing. */
  status?: RowStatus;
  code?: string;
  /** Only rows with something to look at twice. */
  warnings?: boolean;
}

/** Chunks that lie in memory at once. */
const AT_ONCE = 4;

/** A list's rows in the order of the file. Chunks without what is asked for are not read. */
export async function listRows(
  actor: Actor,
  id: ObjectId,
  query: RowQuery,
): Promise<{ data: RowView[]; nextCursor: string | null }> {
  const after = query.cursor === undefined ? null : readCursor(query.cursor);
  const { batch } = await reachBatch(actor, id, "read");
  const narrowed = chunksWith(batch, query);
  if (!narrowed) return { data: [], nextCursor: null };
  const chunks = queues()
    .find({ batch: id, ...(after ? { index: { $gte: after.index } } : {}), ...narrowed })
    .project<ChunkRows>(SHOWN)
    .hint("one_chunk")
    .sort({ index: 1 })
    .batchSize(AT_ONCE);
  const show = rowShower(batch);
  const found: { index: number; view: RowView }[] = [];
  for await (const chunk of chunks) {
    for (const { view } of show(chunk)) {
      if ((after === null || view.line > after.line) && isWanted(view, query)) found.push({ index: chunk.index, view });
    }
    if (found.length > query.limit) break;
  }
  const shown = found.slice(0, query.limit);
  const last = found.length > query.limit ? shown.at(-1) : undefined;
  return {
    data: shown.map(({ view }) => view),
    nextCursor: last ? cursorOf(last.index, last.view.line) : null,
  };
}

function isWanted(view: RowView, { status, code, warnings }: RowQuery): boolean {
  return (
    (status === undefined || view.status === status) &&
    (code === undefined || view.code === code) &&
    (!warnings || view.warnings.length > 0)
  );
}

/** Chunks that can hold what is asked for; null where none can. */
function chunksWith(batch: BatchDoc, { status, code, warnings }: RowQuery): Filter<ChunkDoc> | null {
  const every: Filter<ChunkDoc>[] = [];
  const draft = batch.status === "draft";
  // Rows that a cancelled list did not come to have no result of their own.
  const leftOver: Filter<ChunkDoc>[] = batch.status === "cancelled" ? [{ status: { $ne: "done" } }] : [];
  if (status !== undefined) {
    if (!(draft ? DraftStatus : RunStatus).safeParse(status).success) return null;
    const counted = { [`tally.${status}`]: { $gt: 0 } };
    if (draft) every.push(counted);
    else if (status === "queued") every.push({ status: { $ne: "done" } });
    else {
      // One that was split is done part by part, and counted at its end.
      const partly = { status: { $ne: "done" as const }, "results.status": status };
      every.push({ $or: [counted, partly, ...(status === "skipped" ? leftOver : [])] });
    }
  }
  if (code !== undefined) {
    const coded = draft ? { "checks.code": code } : { "results.code": code };
    every.push({ $or: [coded, ...(code === "cancelled" ? leftOver : [])] });
  }
  if (warnings) every.push({ "checks.warnings.code": { $exists: true } });
  return every.length > 0 ? { $and: every } : {};
}

function cursorOf(index: number, line: number): string {
  return Buffer.from(`${index}:${line}`, "latin1").toString("base64url");
}

function readCursor(cursor: string): { index: number; line: number } {
  const decoded = Buffer.from(cursor, "base64url").toString("latin1");
  const [, index, line] = /^(\d{1,6}):(\d{1,9})$/.exec(decoded) ?? [];
  if (index === undefined || line === undefined || cursorOf(Number(index), Number(line)) !== cursor) {
    throw foreignCursor();
  }
  return { index: Number(index), line: Number(line) };
}
