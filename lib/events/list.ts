import { accountMeant } from "../accounts/own";
import type { Actor } from "../auth/actor";
import { afterCursor, type PageQuery, toPage } from "../paging";
import { type EventSearch, findEvents } from "./find";
import type { EventView } from "./schema";
import { toEventView } from "./view";

export interface EventQuery extends PageQuery, Omit<EventSearch, "types"> {
  account?: string;
}

/** What happened in an account and below it, newest first. */
export async function listEvents(
  actor: Actor,
  { account, limit, cursor, ...search }: EventQuery,
): Promise<{ data: EventView[]; nextCursor: string | null }> {
  const id = accountMeant(actor, account);
  const found = await findEvents(actor, id, search);
  const { docs, nextCursor } = toPage(await found.read(afterCursor(cursor), limit + 1), limit);
  return { data: docs.map(toEventView), nextCursor };
}
