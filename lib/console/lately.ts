import type { ObjectId } from "mongodb";
import type { UserActor } from "../auth/actor";
import { firstOfRows } from "../batches/row-events";
import type { EventDoc } from "../db/types";
import { findEvents } from "../events/find";
import { type Happening, tellEvents } from "./happenings";

const LATELY = 10;
/** Each finds something to tell, or passes all that a list's rows caused of one kind; there are two kinds. */
const MOST_READS = 2 * LATELY;

/** What happened last, for the overview. A list is told as one thing, by what happened to itself and not to each row. */
export async function readLately(actor: UserActor, accountId: ObjectId): Promise<Happening[]> {
  const { read } = await findEvents(actor, accountId, {});
  const told: EventDoc[] = [];
  let after: ObjectId | null = null;
  for (let reads = 0; reads < MOST_READS && told.length < LATELY; reads += 1) {
    const found: EventDoc[] = await read(after, LATELY);
    for (const event of found) {
      const first = firstOfRows(event);
      if (!first) told.push(event);
      after = first ?? event._id;
    }
    if (found.length < LATELY) break;
  }
  return tellEvents(accountId, told.slice(0, LATELY));
}
