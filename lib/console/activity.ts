import type { ObjectId } from "mongodb";
import type { UserActor } from "../auth/actor";
import { type EventSearch, findEvents } from "../events/find";
import { afterCursor, type PageQuery, toPage } from "../paging";
import { type Happening, tellEvents } from "./happenings";

/** One page of what happened, newest first, ready to be told. */
export async function readActivity(
  actor: UserActor,
  accountId: ObjectId,
  search: EventSearch,
  { limit, cursor }: PageQuery,
): Promise<{ entries: Happening[]; nextCursor: string | null }> {
  const { read } = await findEvents(actor, accountId, search);
  const { docs, nextCursor } = toPage(await read(afterCursor(cursor), limit + 1), limit);
  return { entries: await tellEvents(accountId, docs), nextCursor };
}
