import { ObjectId } from "mongodb";
import type { Actor } from "../auth/actor";
import type { BatchDoc, ChunkRow } from "../db/batch-types";
import { batches, queues } from "../db/client";
import { AppError } from "../errors";
import { reachBatch } from "./access";
import { assertMayRun, mostRoleOf } from "./admit";
import { isTooWide, surplusOf } from "./cells";
import { placesFor } from "./columns";
import type { List, ListRecord } from "./file/read";
import { LONGEST_NAME } from "./options";
import { planOf } from "./row";
import type { BatchView } from "./schema";
import { keep } from "./upload";

type Failed = Pick<ChunkRow, "line" | "cells" | "extra" | "values">;

/**
 * A new list of the rows of one that failed, to be corrected: with the same columns and options, the lines of the file, and
 * what was corrected in the first one's draft written into the cells. Who makes it is who may start it.
 * @throws AppError 409 `batch_not_started`; 422 `file_empty` where no row failed; 429 as for a list that is uploaded
 */
export async function draftOfFailed(actor: Actor, id: ObjectId): Promise<BatchView> {
  const { batch, access } = await reachBatch(actor, id, "change");
  assertMayRun(access, batch.type);
  if (batch.startedAt === null)
    throw new AppError("batch_not_started", "This list has not run, so correct it as it is.");
  const { filled, others } = placesFor(batch.header, batch.columns, await fieldsTyped(batch));
  const columns = [...filled, ...others];
  const list = listOf(batch, [...batch.header, ...others], columns);
  const plan = { ...planOf(batch, access.account), mostRole: mostRoleOf(actor, access) };
  const { batch: draft } = await keep(actor, access, { ...plan, header: list.header, columns }, list, {
    name: nameOf(batch.name),
    source: batch.source,
    draft: true,
  });
  // Not in one transaction with the draft: at worst nobody is led to it from here.
  await batches().updateOne({ _id: id }, { $set: { correctedIn: new ObjectId(draft.id) } });
  return draft;
}

const SUFFIX = ", to correct";

function nameOf(name: string): string {
  const stem = name.endsWith(SUFFIX) ? name.slice(0, -SUFFIX.length) : name;
  return [...stem].slice(0, LONGEST_NAME - SUFFIX.length).join("") + SUFFIX;
}

/** A chunk's rows that failed, in the order of the file. */
async function* failedRows({ _id }: Pick<BatchDoc, "_id">): AsyncGenerator<Failed[]> {
  const chunks = queues()
    .find({ batch: _id, "results.status": "failed" }, { projection: { rows: 1, results: 1 } })
    .hint("one_chunk")
    .sort({ index: 1 })
    .batchSize(1);
  for await (const { rows, results } of chunks) {
    const failed = new Set(results.filter(({ status }) => status === "failed").map(({ line }) => line));
    yield rows.filter(({ line }) => failed.has(line));
  }
}

/** Fields that no column fills and that somebody typed all the same: they become columns of their own. */
async function fieldsTyped(batch: BatchDoc): Promise<string[]> {
  const typed = new Set<string>();
  for await (const rows of failedRows(batch)) {
    for (const { values } of rows) for (const field of Object.keys(values ?? {})) typed.add(field);
  }
  return [...typed].filter((field) => !batch.columns.includes(field)).sort();
}

function listOf(batch: BatchDoc, header: string[], columns: BatchDoc["columns"]): List {
  const record = (row: Failed): ListRecord => {
    const { line, cells, values = {} } = row;
    const now = header.map((_, index) => {
      const field = columns[index] ?? null;
      // Of two columns for one field the first is the one that is read.
      const corrected = field !== null && columns.indexOf(field) === index ? values[field] : undefined;
      return corrected ?? (index < batch.header.length ? cells[index] : undefined) ?? "";
    });
    if (!isTooWide(row)) return { line, cells: now };
    return { line, cells: [...now, ...surplusOf(row, batch.header.length)], extra: true };
  };
  return {
    header,
    async *records() {
      for await (const rows of failedRows(batch)) yield rows.map(record);
    },
  };
}
