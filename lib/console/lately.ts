import type { ObjectId } from "mongodb";
import type { UserActor } from "../auth/actor";
import { findEvents } from "../events/find";
import { type Happening, tellEvents } from "./happenings";

const LATELY = 10;

/** What happened last, for the overview. */
export async function readLately(actor: UserActor, accountId: ObjectId): Promise<Happening[]> {
  const { read } = await findEvents(actor, accountId, {});
  return tellEvents(accountId, await read(null, LATELY));
}
