import { ObjectId } from "mongodb";
import type { EventDoc } from "../db/types";
import { lineOf } from "./ids";

const OF_ROWS: readonly string[] = ["invitation.created", "contact.created"];
/** Of an id's 24 digits those that all events of one list and kind share (see ids.ts). */
const SHARED = 16;

/**
 * The least id that an event of the same list and kind can have: whoever reads on from there has passed all of them. Null
 * where no list's row caused the event. Its id says so: it names the same second and line as its subject's, whereas ids
 * that are made one by one end in a running number.
 */
export function firstOfRows({ type, _id, subject }: Pick<EventDoc, "type" | "_id" | "subject">): ObjectId | null {
  const ofRow =
    OF_ROWS.includes(type) &&
    lineOf(_id) === lineOf(subject.id) &&
    _id.getTimestamp().getTime() === subject.id.getTimestamp().getTime();
  return ofRow ? new ObjectId(_id.toHexString().slice(0, SHARED).padEnd(24, "0")) : null;
}
