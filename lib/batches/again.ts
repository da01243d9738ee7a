import { ObjectId } from "mongodb";
import type { Actor } from "../auth/actor";
import type { BatchDoc, ChunkRow } from "../db/batch-types";
import { batches, queues } from "../db/client";
import { AppError } from "../errors";
import { reachBatch } from "./access";
import { assertMayRun, mostRoleOf } from "./admit";
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
  const typed = await fieldsTyped(batch);
  const list = listOf(batch, typed);
  const plan = { ...planOf(batch, access.account), mostRole: mostRoleOf(actor, access) };
  const { batch: draft } = await keep(
    actor,
    access,
    { ...plan, header: list.header, columns: [...batch.columns, ...typed] },
    list,
    { name: nameOf(batch.name), source: batch.source, draft: true },
  );
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

function listOf(batch: BatchDoc, typed: readonly string[]): List {
  const header = [...batch.header, ...typed];
  const columns = [...batch.columns, ...typed];
  const record = ({ line, cells, extra, values = {} }: Failed): ListRecord => {
    const now = columns.map((field, index) => {
      // Of two columns for one field the first is the one that is read.
      const corrected = field !== null && columns.indexOf(field) === index ? values[field] : undefined;
      return corrected ?? cells[index] ?? "";
    });
    return extra ? { line, cells: now, extra } : { line, cells: now };
  };
  return {
    header,
    async *records() {
      for await (const rows of failedRows(batch)) yield rows.map(record);
    },
  };
}
