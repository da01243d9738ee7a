import type { ObjectId } from "mongodb";
import type { Actor } from "../auth/actor";
import { authorize } from "../auth/permissions";
import { suppressions } from "../db/client";
import type { SuppressionReason } from "../db/types";
import { parseEmail } from "../email";
import { afterCursor, type PageQuery, toPage } from "../paging";
import { prefixSearch } from "../prefix-search";
import type { SuppressionView } from "./schema";
import { toSuppressionView } from "./view";

export interface SuppressionQuery extends PageQuery {
  reason?: SuppressionReason;
  /** Prefix of the address. */
  q?: string;
}

/** The account's own stopped addresses, the newest first; those of accounts above count for it as well, and are theirs to see. */
export async function listSuppressions(
  actor: Actor,
  accountId: ObjectId,
  { reason, q, limit, cursor }: SuppressionQuery,
): Promise<{ data: SuppressionView[]; nextCursor: string | null }> {
  await authorize(actor, accountId, "invitations:read");
  const filter = { account: accountId, ...(reason ? { reason } : {}) };
  // A whole address is sought as it is compared, with its domain in ASCII.
  const prefix = q === undefined ? "" : (parseEmail(q)?.emailKey ?? q.trim().toLowerCase());
  if (prefix !== "") {
    const hint = reason ? "by_email_of_reason" : "by_email";
    const found = await prefixSearch({
      collection: suppressions(),
      filter,
      keys: ["emailKey"],
      hints: { emailKey: hint },
      prefix,
      limit,
      cursor,
    });
    return { data: found.docs.map(toSuppressionView), nextCursor: found.nextCursor };
  }
  const after = afterCursor(cursor);
  const found = await suppressions()
    .find({ ...filter, ...(after ? { _id: { $lt: after } } : {}) }, { hint: reason ? "newest_of_reason" : "newest" })
    .sort({ _id: -1 })
    .limit(limit + 1)
    .toArray();
  const { docs, nextCursor } = toPage(found, limit);
  return { data: docs.map(toSuppressionView), nextCursor };
}
