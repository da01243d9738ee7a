import { hash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { Binary, type ObjectId } from "mongodb";
import { now } from "../clock";
import type { ChunkDoc, ChunkRow, RowCheck } from "../db/batch-types";
import { batches, queues } from "../db/client";
import { newId } from "../db/ids";
import type { List } from "./file/read";
import type { Planned, Reading } from "./plan";
import { identityOf } from "./row";

/** Parts of a list as they lie in `queues`: small enough for one transaction each. */

const MOST_IN_CHUNK = 400;
/** Characters of all cells. */
const LARGEST_CHUNK = 1_000_000;

/** The rows of a list in chunks, as they are read. In between, other requests have their turn. */
export async function* inChunks(
  records: ReturnType<List["records"]>,
  most = MOST_IN_CHUNK,
): AsyncGenerator<ChunkRow[]> {
  let rows: ChunkRow[] = [];
  let size = 0;
  for await (const group of records) {
    for (const { line, cells, extra } of group) {
      const length = cells.reduce((sum, cell) => sum + cell.length, 0);
      if (rows.length === most || (rows.length > 0 && size + length > LARGEST_CHUNK)) {
        yield rows;
        rows = [];
        size = 0;
        await setImmediate();
      }
      rows.push(extra ? { line, cells, extra } : { line, cells });
      size += length;
    }
  }
  if (rows.length > 0) yield rows;
}

/** Marks the rows that say what one before them says. @param seen the identity's hash → line, of all rows so far */
export function markDuplicates(rows: ChunkRow[], readings: readonly Reading[], seen: Map<string, number>): void {
  for (const [index, row] of rows.entries()) {
    const reading = readings[index];
    delete row.duplicateOf;
    if (row.leaveOut || !reading || !("planned" in reading)) continue;
    // Hashed: cells are parts of what was read from the file, and would keep all of it in memory.
    const identity = hash("sha256", identityOf(reading.planned), "base64");
    const first = seen.get(identity);
    if (first === undefined) seen.set(identity, row.line);
    else row.duplicateOf = first;
  }
}

/** The document of a chunk whose rows wait: for their draft to be started, or to be run. */
export function chunkOf(batch: ObjectId, index: number, rows: ChunkRow[], checked: CheckedRows | null): ChunkDoc {
  return {
    _id: newId(),
    batch,
    index,
    rows,
    status: checked ? "draft" : "queued",
    // Those that are due alike are claimed in their order.
    notBefore: new Date(index),
    lease: null,
    attempts: 0,
    error: null,
    checks: checked?.checks ?? [],
    ...(checked ? { keys: checked.keys, checkedFor: 1 } : {}),
    results: [],
    tally: checked ? countOutcomes(checked.checks) : {},
    createdAt: now(),
  };
}

export interface CheckedRows {
  checks: RowCheck[];
  keys: Binary;
}

export function countOutcomes(checks: readonly RowCheck[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { outcome } of checks) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

/** Takes away the chunks of a list that came to nothing; one that came to be keeps them. */
export async function dropChunks(batch: ObjectId): Promise<void> {
  if (await batches().findOne({ _id: batch }, { projection: { _id: 1 } })) return;
  await queues().deleteMany({ batch });
}

const KEY_BYTES = 12;
const NOBODY = Buffer.alloc(8);

/** Four bytes of line and eight of the identity's hash a row; zeros for a row that can be the same as no other. */
export function keysOf(rows: readonly ChunkRow[], readings: readonly Reading[]): Binary {
  const bytes = Buffer.alloc(rows.length * KEY_BYTES);
  for (const [index, row] of rows.entries()) {
    const reading = readings[index];
    const planned = !row.leaveOut && reading && "planned" in reading ? reading.planned : null;
    bytes.writeUInt32BE(row.line, index * KEY_BYTES);
    (planned ? shortHash(planned) : NOBODY).copy(bytes, index * KEY_BYTES + 4);
  }
  return new Binary(bytes);
}

function shortHash(planned: Planned): Buffer {
  return hash("sha256", identityOf(planned), "buffer").subarray(0, 8);
}

/** By line, which earlier line says the same. @param keys of all chunks, in order */
export function duplicatesIn(keys: Iterable<Binary>): Map<number, number> {
  const seen = new Map<string, number>();
  const duplicates = new Map<number, number>();
  const nobody = NOBODY.toString("latin1");
  for (const { buffer, position } of keys) {
    const bytes = Buffer.from(buffer.buffer, buffer.byteOffset, position);
    for (let at = 0; at < bytes.length; at += KEY_BYTES) {
      const identity = bytes.toString("latin1", at + 4, at + KEY_BYTES);
      if (identity === nobody) continue;
      const line = bytes.readUInt32BE(at);
      const first = seen.get(identity);
      if (first === undefined) seen.set(identity, line);
      else duplicates.set(line, first);
    }
  }
  return duplicates;
}
