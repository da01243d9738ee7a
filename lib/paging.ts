import type { ObjectId } from "mongodb";
import { parseId } from "./db/ids";
import { AppError } from "./errors";

/** Lists run from the newest to the oldest id; the cursor is the last id shown, so a page costs the same wherever it lies. */

export interface PageQuery {
  limit: number;
  cursor?: string;
}

export function afterCursor(cursor: string | undefined): ObjectId | null {
  if (cursor === undefined) return null;
  const decoded = Buffer.from(cursor, "base64url");
  const id = parseId(decoded.toString("latin1"));
  if (id && decoded.toString("base64url") === cursor) return id;
  throw foreignCursor();
}

/** 400 for a cursor that no list of ours gave out. */
export function foreignCursor(): AppError {
  const message = "This cursor is not one of ours. Leave it out to start from the beginning.";
  return new AppError("invalid_request", message, { errors: [{ path: "cursor", code: "invalid_value", message }] });
}

/** Cuts a list that was read with one more than asked for. */
export function toPage<Doc extends { _id: ObjectId }>(
  docs: Doc[],
  limit: number,
): { docs: Doc[]; nextCursor: string | null } {
  const shown = docs.slice(0, limit);
  const last = shown.at(-1);
  const nextCursor =
    docs.length > limit && last ? Buffer.from(last._id.toHexString(), "latin1").toString("base64url") : null;
  return { docs: shown, nextCursor };
}

/** For an indexed prefix search: everything that begins with the text, and nothing of it is a pattern. */
export function prefixRange(text: string): { $gte: string; $lt: string } {
  return { $gte: text, $lt: `${text}\u{10ffff}` };
}
