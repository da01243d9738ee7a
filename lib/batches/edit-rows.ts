import type { Binary, ClientSession, ObjectId } from "mongodb";
import { reaches } from "../auth/grant";
import type { BatchDoc, ChunkDoc, ChunkRow, RowCheck } from "../db/batch-types";
import { queues } from "../db/client";
import type { Role } from "../db/types";
import { AppError } from "../errors";
import { invalid } from "../http/input";
import { cellsReader } from "./cells";
import { checkRows, deadDomainWarning } from "./check";
import { countOutcomes, duplicatesIn, keysOf } from "./chunks";
import { nothingTaken } from "./judge";
import type { DraftChange } from "./options";
import type { Plan } from "./plan";
import { roleMeant, rowReader } from "./row";

/** Corrections of single rows of a draft. Only what they touch is read again; who says the same is found by keys alone. */

type Edit = NonNullable<DraftChange["rows"]>[number];

interface Place {
  _id: ObjectId;
  keys: Binary;
  lines: number[];
}

/** Which chunk each line is in. Reads a dozen bytes a row. */
async function findPlaces(session: ClientSession, batch: ObjectId): Promise<Place[]> {
  const chunks = await queues()
    .find({ batch, status: "draft" }, { session, projection: { keys: 1 }, hint: "one_chunk" })
    .sort({ index: 1 })
    .toArray();
  return chunks.map(({ _id, keys }) => {
    if (!keys) throw new Error("A draft's chunk has keys");
    return { _id, keys, lines: linesIn(keys) };
  });
}

function linesIn(keys: Binary): number[] {
  const bytes = Buffer.from(keys.buffer.buffer, keys.buffer.byteOffset, keys.position);
  return Array.from({ length: bytes.length / 12 }, (_, row) => bytes.readUInt32BE(row * 12));
}

/** The chunks with these lines. @throws AppError 400 where the list has no such line */
function placesWith(places: readonly Place[], edits: readonly Edit[]): Set<Place> {
  const placeOf = new Map(places.flatMap((place) => place.lines.map((line) => [line, place] as const)));
  const found = new Set<Place>();
  for (const [index, { line }] of edits.entries()) {
    const place = placeOf.get(line);
    if (!place) {
      throw invalid([{ path: `rows.${index}.line`, code: "not_found", message: "The list has no row at this line." }]);
    }
    found.add(place);
  }
  return found;
}

function applied(row: ChunkRow, { values, leaveOut }: Edit): ChunkRow {
  const { leaveOut: was, values: before, ...rest } = row;
  const corrected = new Map(Object.entries(before ?? {}));
  for (const [field, value] of Object.entries(values ?? {})) {
    if (value === null) corrected.delete(field);
    else corrected.set(field, value);
  }
  const out = leaveOut ?? was ?? false;
  return {
    ...rest,
    ...(corrected.size > 0 ? { values: Object.fromEntries(corrected) } : {}),
    ...(out ? { leaveOut: true } : {}),
  };
}

/**
 * Corrects the rows that are edited, for somebody who may grant up to `most`. Whoever corrects a row or takes it in answers
 * for its role: the list may be started by somebody who may grant more, and has not looked at every row.
 * @throws AppError 403 `role_too_high` with the line
 */
function corrector(plan: Plan, edits: readonly Edit[], most: Role): (row: ChunkRow) => ChunkRow {
  const editOf = new Map(edits.map((edit) => [edit.line, edit]));
  const grantsAll = plan.type === "business" || reaches(most, "admin");
  const cellsOf = cellsReader(plan);
  return (row) => {
    const { line } = row;
    const edit = editOf.get(line);
    if (!edit) return row;
    const corrected = applied(row, edit);
    const answersFor = Object.keys(edit.values ?? {}).length > 0 || (row.leaveOut && !corrected.leaveOut);
    if (!grantsAll && answersFor && roleMeant(cellsOf(corrected).get("role") ?? "", plan.defaults) === "admin") {
      throw new AppError("role_too_high", `Line ${line}: the role admin allows more than you do yourself.`, {
        extra: { line },
      });
    }
    return corrected;
  };
}

/** Writes corrections down and judges nothing: all rows are judged anew after this. @throws AppError as editRows does */
export async function storeEdits(
  session: ClientSession,
  batch: ObjectId,
  plan: Plan,
  edits: readonly Edit[],
  most: Role,
): Promise<void> {
  const correct = corrector(plan, edits, most);
  for (const { _id } of placesWith(await findPlaces(session, batch), edits)) {
    const { rows } = await chunkWith(session, _id);
    await queues().updateOne({ _id }, { $set: { rows: rows.map(correct) } }, { session });
  }
}

/**
 * @param most the highest role that who edits may grant
 * @returns by how much the number of rows with each outcome changed
 * @throws AppError 403 `role_too_high` for a row that would be more
 */
export async function editRows(
  session: ClientSession,
  batch: BatchDoc,
  plan: Plan,
  edits: readonly Edit[],
  dead: ReadonlySet<string>,
  most: Role,
): Promise<Record<string, number>> {
  const places = await findPlaces(session, batch._id);
  const edited = placesWith(places, edits);
  const touched = new Set(edits.map(({ line }) => line));
  const read = rowReader(plan);
  const correct = corrector(plan, edits, most);
  const before = duplicatesIn(places.map(({ keys }) => keys));

  const chunks = new Map<Place, ChunkDoc>();
  for (const place of edited) {
    const chunk = await chunkWith(session, place._id);
    chunk.rows = chunk.rows.map(correct);
    chunk.keys = keysOf(chunk.rows, chunk.rows.map(read));
    chunks.set(place, chunk);
  }
  const after = duplicatesIn(places.map((place) => chunks.get(place)?.keys ?? place.keys));
  const moved = new Set([...before.keys(), ...after.keys()].filter((line) => before.get(line) !== after.get(line)));

  const change: Record<string, number> = {};
  for (const place of places) {
    const lines = place.lines.filter((line) => moved.has(line) || touched.has(line));
    if (lines.length === 0) continue;
    const chunk = chunks.get(place) ?? (await chunkWith(session, place._id));
    await checkAgain(session, batch, plan, chunk, new Set(lines), after, dead, change);
  }
  return change;
}

async function checkAgain(
  session: ClientSession,
  batch: BatchDoc,
  plan: Plan,
  chunk: ChunkDoc,
  lines: ReadonlySet<number>,
  duplicates: ReadonlyMap<number, number>,
  dead: ReadonlySet<string>,
  change: Record<string, number>,
): Promise<void> {
  for (const row of chunk.rows) {
    const first = duplicates.get(row.line);
    if (first === undefined) delete row.duplicateOf;
    else row.duplicateOf = first;
  }
  const rows = chunk.rows.filter(({ line }) => lines.has(line));
  const found = await checkRows(plan, rows, rows.map(rowReader(plan)), nothingTaken());
  const checkOf = new Map(found.map((check) => [check.line, check]));
  const checks = chunk.checks.map((old) => {
    const check = checkOf.get(old.line);
    return check ? warned(check, old, dead) : old;
  });
  const tally = countOutcomes(checks);
  for (const outcome of new Set([...Object.keys(chunk.tally), ...Object.keys(tally)])) {
    change[outcome] = (change[outcome] ?? 0) + (tally[outcome] ?? 0) - (chunk.tally[outcome] ?? 0);
  }
  await queues().updateOne(
    { _id: chunk._id },
    { $set: { rows: chunk.rows, checks, tally, keys: chunk.keys, checkedFor: batch.version } },
    { session },
  );
}

/** What is known of a domain stays known where the address stays. */
function warned(check: RowCheck, old: RowCheck, dead: ReadonlySet<string>): RowCheck {
  const kept = old.email === check.email ? old.warnings?.find(({ code }) => code === "no_mail_domain") : undefined;
  const warning = check.outcome === "invite" ? (kept ?? deadDomainWarning(check, dead)) : null;
  return warning ? { ...check, warnings: [...(check.warnings ?? []), warning] } : check;
}

async function chunkWith(session: ClientSession, _id: ObjectId): Promise<ChunkDoc> {
  const chunk = await queues().findOne({ _id }, { session });
  if (!chunk) throw new Error("A list's chunks stay as long as it does");
  return chunk;
}
