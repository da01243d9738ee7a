import type { Filter } from "mongodb";
import { accountMeant } from "../accounts/own";
import type { Actor } from "../auth/actor";
import { authorize } from "../auth/permissions";
import type { BatchDoc } from "../db/batch-types";
import { batches } from "../db/client";
import { afterCursor, type PageQuery, toPage } from "../paging";
import { BATCH_STATUSES, type BatchView } from "./schema";
import { viewBatches } from "./view";

export interface BatchQuery extends PageQuery {
  accountId?: string;
  status?: BatchView["status"];
  type?: BatchView["type"];
}

const TYPES = ["business", "user"] as const;

/** An account's lists, the newest first. A page costs the same however many there are. */
export async function listBatches(
  actor: Actor,
  query: BatchQuery,
): Promise<{ data: BatchView[]; nextCursor: string | null }> {
  const account = accountMeant(actor, query.accountId);
  await authorize(actor, account, "invitations:read");
  const { status, type, limit } = query;
  const after = afterCursor(query.cursor);
  // All named where one is asked for: the index after them is then read in its own order.
  const narrowed: Filter<BatchDoc> =
    status || type
      ? { status: { $in: status ? [status] : [...BATCH_STATUSES] }, type: { $in: type ? [type] : [...TYPES] } }
      : {};
  const found = await batches()
    .find({ account, ...narrowed, ...(after ? { _id: { $lt: after } } : {}) })
    .hint(status || type ? "newest_of_status" : "newest")
    .sort({ _id: -1 })
    .limit(limit + 1)
    .toArray();
  const { docs, nextCursor } = toPage(found, limit);
  return { data: await viewBatches(docs), nextCursor };
}
