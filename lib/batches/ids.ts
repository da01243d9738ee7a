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

const KINDS = ["invitation", "account", "contact", "mail", "invited", "known"] as const;

const WHOLE = 12;
/** The moment, which list and kind it is, the line: those of one list lie side by side in their indexes, in its order. */
const [OF_LIST, OF_LINE] = [4, 8];

/** The line of the row that caused what has this id; of a user's it says nothing. */
export function lineOf(id: ObjectId): number {
  return Buffer.from(id.id).readUInt32BE(OF_LINE);
}

/** Makes the ids of a list's rows, one hash a row. Nobody without the application's secret can work out a user's. */
export function idsOf({ _id, startedAt, createdAt }: Pick<BatchDoc, "_id" | "startedAt" | "createdAt">) {
  const secret = hmac("bulk-ids", _id.toHexString());
  const starts = KINDS.map((kind) => {
    const start = Buffer.alloc(OF_LINE);
    start.writeUInt32BE(Math.floor((startedAt ?? createdAt).getTime() / 1000));
    hash("sha256", `${secret}\0${kind}`, "buffer").copy(start, OF_LIST, 0, OF_LINE - OF_LIST);
    return [kind, start] as const;
  });
  return (line: number): RowIds => {
    const timed = ([kind, start]: (typeof starts)[number]) => {
      const id = Buffer.allocUnsafe(WHOLE);
      start.copy(id);
      id.writeUInt32BE(line, OF_LINE);
      return [kind, new ObjectId(id)] as const;
    };
    const user = hash("sha256", `${secret}\0${line}`, "buffer").subarray(0, WHOLE);
    return {
      ...(Object.fromEntries(starts.map(timed)) as Record<(typeof KINDS)[number], ObjectId>),
      user: new ObjectId(user),
    };
  };
}
