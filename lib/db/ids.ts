import { createHash, randomBytes } from "node:crypto";
import { ObjectId } from "mongodb";

export function newId(): ObjectId {
  return new ObjectId();
}

/** For users: not ordered by time, so that an id never shows how old a login is. */
export function randomId(): ObjectId {
  return new ObjectId(randomBytes(12));
}

/** An id that is the same each time it is made from the same parts. */
export function derivedId(...parts: string[]): ObjectId {
  return new ObjectId(createHash("sha256").update(parts.join("\0")).digest().subarray(0, 12));
}

export function parseId(value: string): ObjectId | null {
  return /^[0-9a-fA-F]{24}$/.test(value) ? new ObjectId(value) : null;
}
