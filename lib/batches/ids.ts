import { hash } from "node:crypto";
import { ObjectId } from "mongodb";
import type { BatchDoc } from "../db/batch-types";
import { hmac } from "../secrets";

/**
 * Ids of what a row causes, the same however often the row is run: writing it twice is refused by the database. All but
 * the users' begin with the moment the list was started, so that what is listed by its id stays in the order of time.
 */

export interface RowIds {
  invitation: ObjectId;
  account: ObjectId;
  contact: ObjectId;
  mail: ObjectId;
  /** Of the events that tell of the invitation and of the contact. */
  invited: ObjectId;
  known: ObjectId;
  /** Nothing in it tells when it was made. */
  user: ObjectId;
}

const FRONT = 4;
const TAIL = 8;
const WHOLE = FRONT + TAIL;

/** Makes the ids of a list's rows, one hash a row. Nobody without the application's secret can work them out. */
export function idsOf({ _id, startedAt, createdAt }: Pick<BatchDoc, "_id" | "startedAt" | "createdAt">) {
  const secret = hmac("bulk-ids", _id.toHexString());
  const front = Buffer.alloc(FRONT);
  front.writeUInt32BE(Math.floor((startedAt ?? createdAt).getTime() / 1000));
  return (line: number): RowIds => {
    // 64 bytes: enough for all of them.
    const bytes = hash("sha512", `${secret}\0${line}`, "buffer");
    const timed = (place: number) => {
      const id = Buffer.allocUnsafe(WHOLE);
      front.copy(id);
      bytes.copy(id, FRONT, place * TAIL, (place + 1) * TAIL);
      return new ObjectId(id);
    };
    return {
      invitation: timed(0),
      account: timed(1),
      contact: timed(2),
      mail: timed(3),
      invited: timed(4),
      known: timed(5),
      user: new ObjectId(bytes.subarray(6 * TAIL, 6 * TAIL + WHOLE)),
    };
  };
}
