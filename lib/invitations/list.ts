import type { Filter, ObjectId } from "mongodb";
import type { Actor } from "../auth/actor";
import { authorize, authorizeOn } from "../auth/permissions";
import { accounts, batches, invitations } from "../db/client";
import { firstIdAt, parseId } from "../db/ids";
import type { InvitationDoc } from "../db/types";
import { notFound } from "../errors";
import { afterCursor, type PageQuery, toPage } from "../paging";
import { prefixSearch } from "../prefix-search";
import { nameKeyOf } from "../text";
import { type InvitationDetail, type InvitationView, MAIL_TROUBLE } from "./schema";
import { toInvitationDetail, toInvitationView } from "./view";

export interface InvitationFilters extends PageQuery {
  status?: InvitationView["status"];
  /** `trouble`: whatever MAIL_TROUBLE names. */
  delivery?: InvitationView["delivery"]["status"] | "trouble";
  type?: "business" | "user";
  batch?: string;
  role?: "owner" | "admin" | "member";
  /** Prefix of an address, a name or a business. */
  q?: string;
}

/** What `q` may be the beginning of. */
export const KEYS = ["emailKey", "nameKey", "lastNameKey", "businessKey", "addressKey"] as const;
const HINTS = Object.fromEntries(KEYS.map((key) => [key, `by_${key}`]));

/** Who opens an account becomes its owner; who joins one does not. */
const ROLES = { business: ["owner"], user: ["admin", "member"] } as const;
const STATUSES = ["pending", "accepted", "declined", "cancelled", "expired"] as const;

/** Of the invitations that opened an account there are few: each was made after the one before had ended. */
const MOST_OPENED = 100;

const COLUMNS = { projection: { timeline: 0 } };

/**
 * An account's invitations: those it made or takes in, and those that opened it. The newest first; where `q` is asked for,
 * in the order of what begins with it.
 */
export async function listInvitations(
  actor: Actor,
  accountId: ObjectId,
  query: InvitationFilters,
): Promise<{ data: InvitationView[]; nextCursor: string | null }> {
  await authorize(actor, accountId, "invitations:read");
  const filters = filtersOf(accountId, query);
  if (!filters) return { data: [], nextCursor: null };
  const prefix = nameKeyOf(query.q ?? "");
  const page = await (prefix === ""
    ? readNewest(filters, query, await idsOfList(query.batch))
    : readFound(filters, prefix, query));
  return { data: page.docs.map(toInvitationView), nextCursor: page.nextCursor };
}

export interface Filters {
  made: Filter<InvitationDoc>;
  /** The index that knows all of them and ends in the order of ids; others look as good until one is far into them. */
  hint: "scope_status" | "scope_role" | "scope_delivery";
  opened: Filter<InvitationDoc>;
}

/** Null where nothing can be found. Statuses and roles are all named: an index after them is then read in its own order. */
export function filtersOf(
  accountId: ObjectId,
  { status, delivery, type, role, batch }: Omit<InvitationFilters, "limit">,
): Filters | null {
  const batchId = batch === undefined ? undefined : parseId(batch);
  const roles = Object.entries(ROLES).flatMap(([of, those]) => (type && of !== type ? [] : those));
  const wanted = roles.filter((one) => !role || one === role);
  if (batchId === null || wanted.length === 0) return null;
  const shared: Filter<InvitationDoc> = {
    status: { $in: status ? [status] : [...STATUSES] },
    role: { $in: wanted },
    ...(delivery ? { "delivery.status": delivery === "trouble" ? { $in: [...MAIL_TROUBLE] } : delivery } : {}),
    ...(batchId ? { batch: batchId } : {}),
  };
  return {
    made: { scope: accountId, ...shared },
    hint: delivery ? "scope_delivery" : type || role ? "scope_role" : "scope_status",
    opened: { account: accountId, type: "business", ...shared },
  };
}

/** A list's invitations have ids of the second in which it started (lib/batches/ids.ts): others need not be read. */
async function idsOfList(batch: string | undefined): Promise<Filter<InvitationDoc>[]> {
  const id = parseId(batch ?? "");
  const list = id && (await batches().findOne({ _id: id }, { projection: { startedAt: 1 } }));
  if (!list?.startedAt) return [];
  const next = new Date(list.startedAt.getTime() + 1000);
  return [{ _id: { $gte: firstIdAt(list.startedAt), $lt: firstIdAt(next) } }];
}

async function readNewest({ made, hint, opened }: Filters, { cursor, limit }: PageQuery, ids: Filter<InvitationDoc>[]) {
  const after = afterCursor(cursor);
  const within = [...ids, ...(after ? [{ _id: { $lt: after } }] : [])];
  const read = (filter: Filter<InvitationDoc>, index: string) =>
    invitations()
      .find({ ...filter, ...(within.length > 0 ? { $and: within } : {}) }, COLUMNS)
      .hint(index)
      .sort({ _id: -1 })
      .limit(limit + 1)
      .toArray();
  // Two ordered reads, each with its own index, merged.
  const found = await Promise.all([read(made, hint), read(opened, "opened")]);
  return toPage(
    found.flat().sort((a, b) => (a._id.toHexString() < b._id.toHexString() ? 1 : -1)),
    limit,
  );
}

async function readFound({ made, opened }: Filters, prefix: string, { cursor, limit }: PageQuery) {
  return prefixSearch({
    collection: invitations(),
    filter: made,
    also: await invitations().find(opened, COLUMNS).sort({ _id: -1 }).limit(MOST_OPENED).toArray(),
    keys: KEYS,
    hints: HINTS,
    prefix,
    limit,
    cursor,
  });
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
