import type { ObjectId } from "mongodb";
import type { UserActor } from "../auth/actor";
import { listBatches } from "../batches/list";
import type { BatchView } from "../batches/schema";

const PAGE = 15;

/** An account's lists of people, the newest first. */
export function readLists(
  actor: UserActor,
  accountId: ObjectId,
  { cursor }: { cursor?: string | undefined } = {},
): Promise<{ data: BatchView[]; nextCursor: string | null }> {
  return listBatches(actor, { accountId: accountId.toHexString(), limit: PAGE, ...(cursor ? { cursor } : {}) });
}
