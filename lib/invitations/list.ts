import type { Filter, ObjectId } from "mongodb";
import type { Actor } from "../auth/actor";
import { authorize, authorizeOn } from "../auth/permissions";
import { accounts, invitations } from "../db/client";
import { parseId } from "../db/ids";
import type { InvitationDoc } from "../db/types";
import { notFound } from "../errors";
import { afterCursor, type PageQuery, prefixRange, toPage } from "../paging";
import { nameKeyOf } from "../text";
import type { InvitationDetail, InvitationView } from "./schema";
import { toInvitationDetail, toInvitationView } from "./view";

export interface InvitationFilters extends PageQuery {
  status?: InvitationView["status"];
  delivery?: InvitationView["delivery"]["status"];
  type?: "business" | "user";
  batch?: string;
  role?: "owner" | "admin" | "member";
  /** Prefix of an address, a name or a business. */
  q?: string;
}

/** An account's invitations, newest first: those it made or takes in, and the one that opened it. */
export async function listInvitations(
  actor: Actor,
  accountId: ObjectId,
  query: InvitationFilters,
): Promise<{ data: InvitationView[]; nextCursor: string | null }> {
  await authorize(actor, accountId, "invitations:read");
  const after = afterCursor(query.cursor);
  const batch = query.batch === undefined ? undefined : parseId(query.batch);
  if (batch === null) return { data: [], nextCursor: null };
  const q = query.q === undefined ? "" : nameKeyOf(query.q);
  const shared: Filter<InvitationDoc> = {
    status: query.status ?? { $ne: "preparing" },
    ...(after ? { _id: { $lt: after } } : {}),
    ...(query.delivery ? { "delivery.status": query.delivery } : {}),
    ...(batch ? { batch } : {}),
    ...(query.role ? { role: query.role } : {}),
    // One and the same key has to lie in the range, not one above its beginning and another below its end.
    ...(q ? { search: { $elemMatch: prefixRange(q) } } : {}),
  };
  const made: Filter<InvitationDoc> = { scope: accountId, ...(query.type ? { type: query.type } : {}), ...shared };
  const opened: Filter<InvitationDoc> = { account: accountId, type: "business", ...shared };
  const read = (filter: Filter<InvitationDoc>) =>
    invitations()
      .find(filter, { projection: { timeline: 0 } })
      .sort({ _id: -1 })
      .limit(query.limit + 1)
      .toArray();
  // Two ordered reads, each with its own index, merged: an account has few invitations that opened it.
  const found = await Promise.all([read(made), query.type === "user" ? [] : read(opened)]);
  const merged = found.flat().sort((a, b) => (a._id.toHexString() < b._id.toHexString() ? 1 : -1));
  const page = toPage(merged, query.limit);
  return { data: page.docs.map(toInvitationView), nextCursor: page.nextCursor };
}

/** One invitation with its timeline, for whoever may read those of the inviting or the invited account. */
export async function getInvitation(actor: Actor, id: ObjectId): Promise<InvitationDetail> {
  const invitation = await invitations().findOne({ _id: id, status: { $ne: "preparing" } });
  if (!invitation) throw notFound();
  const ids = invitation.type === "business" ? [invitation.scope, invitation.account] : [invitation.scope];
  const docs = await accounts()
    .find({ _id: { $in: ids } })
    .toArray();
  let refused: unknown = notFound();
  for (const wanted of ids) {
    const account = docs.find(({ _id }) => _id.equals(wanted));
    if (!account) continue;
    try {
      await authorizeOn(actor, account, "invitations:read");
      return toInvitationDetail(invitation);
    } catch (error) {
      // The invited account may be seen where the inviting one may not; what says more than "not found" is told.
      if (!(error instanceof Error && "code" in error && error.code === "not_found")) refused = error;
    }
  }
  throw refused;
}
