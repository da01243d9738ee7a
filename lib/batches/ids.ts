import { hash } from "node:crypto";
import { ObjectId } from "mongodb";
import type { BatchDoc } from "../db/batch-types";
import { hmac } from "../secrets";

/**
 * Ids of what a row causes, the same however often the row is run: writing it twice is refused by the database. All but
 * the users' begin with the moment the list was started, so that what is listed by its id stays in the order of time.
 */

const KINDS = ["invitation", "account", "contact", "mail", "invited", "known"] as const;

/** `invited` and `known` are the events that tell of the invitation and of the contact. */
type Kind = (typeof KINDS)[number];

export interface RowIds {
  of(kind: Kind): ObjectId;
  /** Nothing in it tells when it was made. */
  ofUser(): ObjectId;
}

const WHOLE = 12;
/** The moment, which list and kind it is, the line: those of one list lie side by side in their indexes, in its order. */
const [OF_LIST, OF_LINE] = [4, 8];

/** The line of the row that caused what has this id; of a user's it says nothing. */
export function lineOf(id: ObjectId): number {
  return Buffer.from(id.id).readUInt32BE(OF_LINE);
}

/** Makes the ids of a list's rows. Nobody without the application's secret can work out a user's. */
export function idsOf({ _id, startedAt, createdAt }: Pick<BatchDoc, "_id" | "startedAt" | "createdAt">) {
  const secret = hmac("bulk-ids", _id.toHexString());
  const starts = Object.fromEntries(
    KINDS.map((kind) => {
      const start = Buffer.alloc(WHOLE);
      start.writeUInt32BE(Math.floor((startedAt ?? createdAt).getTime() / 1000));
      hash("sha256", `${secret}\0${kind}`, "buffer").copy(start, OF_LIST, 0, OF_LINE - OF_LIST);
      return [kind, start];
    }),
  ) as Record<Kind, Buffer>;
  return (line: number): RowIds => ({
    of(kind) {
      const id = Buffer.from(starts[kind]);
      id.writeUInt32BE(line, OF_LINE);
      return new ObjectId(id);
    },
    ofUser: () => new ObjectId(hash("sha256", `${secret}\0${line}`, "buffer").subarray(0, WHOLE)),
  });
}
