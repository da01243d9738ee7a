import { createHash, randomBytes } from "node:crypto";
import { ObjectId } from "mongodb";

export function newId(): ObjectId {
  return new ObjectId();
}

/** One made at a moment of the application's clock, for what is listed and searched by time through its ids. */
export function newIdAt(moment: Date): ObjectId {
  return new ObjectId(ObjectId.generate(secondsOf(moment)));
}

/** The least id that the second of this moment can have. */
export function firstIdAt(moment: Date): ObjectId {
  return ObjectId.createFromTime(secondsOf(moment));
}

/** An id holds 32 bits of them, from 1970 to 2106. */
function secondsOf(moment: Date): number {
  return Math.min(Math.max(Math.floor(moment.getTime() / 1000), 0), 0xffff_ffff);
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
