import type { ObjectId } from "mongodb";
import type { Actor } from "../auth/actor";
import type { BatchDoc, ChunkRow } from "../db/batch-types";
import { queues } from "../db/client";
import { reachBatch } from "./access";
import { ownColumns, plainCell } from "./fields";
import type { BatchDetail, ColumnView } from "./schema";
import { viewBatch } from "./view";

const SAMPLES = 3;
/** So many rows from the beginning are looked at for values that are not empty. */
const LOOKED_AT = 100;
const LONGEST_SAMPLE = 200;

/** One list with how its columns are read. @throws AppError 404 where the actor cannot see it */
export async function getBatch(actor: Actor, id: ObjectId): Promise<BatchDetail> {
  const { batch } = await reachBatch(actor, id, "read");
  return viewDetail(batch);
}

export async function viewDetail(batch: BatchDoc): Promise<BatchDetail> {
  const [view, columns] = await Promise.all([viewBatch(batch), viewColumns(batch)]);
  return { ...view, columns };
}

/** Each column of the file with what it fills and the first values in it. */
export async function viewColumns({ _id, header, columns }: BatchDoc): Promise<ColumnView[]> {
  const first = await queues().findOne(
    { batch: _id, index: 0 },
    { projection: { rows: { $slice: LOOKED_AT } }, hint: "one_chunk" },
  );
  return columnsOf({ header, columns }, first?.rows ?? []);
}

/** The same from the first rows themselves. */
export function columnsOf(
  { header, columns }: { header: readonly string[]; columns: BatchDoc["columns"] },
  rows: readonly Pick<ChunkRow, "cells">[],
): ColumnView[] {
  const plain = ownColumns(header).includes(true) ? plainCell : (cell: string) => cell;
  return header.map((name, index) => {
    const filled = rows.map(({ cells }) => plain((cells[index] ?? "").trim())).filter(Boolean);
    const samples = [...new Set(filled)].slice(0, SAMPLES).map((cell) => cell.slice(0, LONGEST_SAMPLE));
    return { header: name, field: columns[index] ?? null, samples };
  });
}
