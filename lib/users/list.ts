import type { Filter, ObjectId } from "mongodb";
import type { Actor } from "../auth/actor";
import { authorize } from "../auth/permissions";
import { invitations, users } from "../db/client";
import type { AccountDoc, InvitationDoc, Role, UserDoc } from "../db/types";
import { toInviteeView } from "../invitations/view";
import { afterCursor, foreignCursor, type PageQuery, toPage } from "../paging";
import { prefixSearch } from "../prefix-search";
import { nameKeyOf } from "../text";
import type { ListedUser } from "./schema";
import { membershipIn, toUserView } from "./view";

export interface UserQuery extends PageQuery {
  role?: Role;
  status?: ListedUser["status"];
  /** Prefix of a name, a last name or an address. */
  q?: string;
}

interface Page {
  data: ListedUser[];
  nextCursor: string | null;
}

/**
 * An account's users: those who joined, by name, then those who are invited, the newest first. The invited are read from
 * their invitations, never from the user's record: what that one says of their name and address elsewhere must not show,
 * neither in a row nor by being found nor by the place in the list.
 */
export async function listUsers(actor: Actor, accountId: ObjectId, query: UserQuery): Promise<Page> {
  const { account } = await authorize(actor, accountId, "members:manage");
  const place = readCursor(query.cursor);
  const joined = place.part === "joined" ? await listJoined(account, query, place.cursor) : null;
  if (joined?.nextCursor) return { data: joined.data, nextCursor: writeCursor("joined", joined.nextCursor) };

  const first = joined?.data ?? [];
  const left = query.limit - first.length;
  const invited = await listInvited(account, query, left, place.part === "invited" ? place.cursor : undefined);
  const data = [...first, ...invited.data];
  if (!invited.more) return { data, nextCursor: null };
  return { data, nextCursor: writeCursor("invited", invited.nextCursor ?? "") };
}

async function listJoined(account: AccountDoc, query: UserQuery, cursor: string | undefined): Promise<Page> {
  const { role, status, q = "" } = query;
  if (status === "invited") return { data: [], nextCursor: null };
  const prefix = nameKeyOf(q);
  const filter: Filter<UserDoc> = {
    memberships: {
      $elemMatch: {
        account: account._id,
        // All of them named, so that the index gives each list in its order.
        status: { $in: status ? [status] : ["active", "disabled"] },
        role: { $in: role ? [role] : ["owner", "admin", "member"] },
      },
    },
  };
  const { docs, nextCursor } = await prefixSearch({
    collection: users(),
    filter,
    keys: prefix === "" ? ["nameKey"] : ["nameKey", "lastNameKey", "emailKey"],
    // Addresses of all accounts lie in an index, too; it would be read from end to end for a small one.
    hints: { nameKey: "members_by_name", lastNameKey: "members_by_last_name", emailKey: "members_by_address" },
    prefix,
    limit: query.limit,
    cursor,
  });
  const since = await findJoined(account, docs);
  const data = docs.flatMap((user): ListedUser[] => {
    const membership = membershipIn(user, account._id);
    if (!membership || membership.status === "invited") return [];
    // Who came by no invitation came with the account.
    const at = since.get(user._id.toHexString()) ?? account.createdAt;
    const shown = { ...toUserView(user, membership), status: membership.status };
    return [{ ...shown, joinedAt: at.toISOString(), invitation: null }];
  });
  return { data, nextCursor };
}

/** When each of them accepted. */
async function findJoined(account: AccountDoc, docs: UserDoc[]): Promise<Map<string, Date>> {
  if (docs.length === 0) return new Map();
  const accepted = await invitations()
    .find(
      { user: { $in: docs.map(({ _id }) => _id) }, status: "accepted", account: account._id },
      { projection: { user: 1, updatedAt: 1, timeline: { $elemMatch: { event: "accepted" } } } },
    )
    .sort({ _id: 1 })
    .toArray();
  return new Map(accepted.map((doc) => [doc.user.toHexString(), doc.timeline?.[0]?.at ?? doc.updatedAt]));
}

interface InvitedPage extends Page {
  /** Whether there are any after these, the first ones included where none was asked for. */
  more: boolean;
}

async function listInvited(
  account: AccountDoc,
  query: UserQuery,
  limit: number,
  cursor: string | undefined,
): Promise<InvitedPage> {
  const { role, status, q = "" } = query;
  if (status !== undefined && status !== "invited") return { data: [], nextCursor: null, more: false };
  const prefix = nameKeyOf(q);
  const filter: Filter<InvitationDoc> = { ...invitedTo(account, role), status: "pending" };
  if (prefix !== "") {
    const keys = ["emailKey", "nameKey", "lastNameKey", "addressKey"] as const;
    const page = { prefix, limit: Math.max(limit, 1), cursor };
    const found = await prefixSearch({ collection: invitations(), filter, keys, ...page });
    if (limit === 0) return { data: [], nextCursor: null, more: found.docs.length > 0 };
    return { data: found.docs.map(toListedInvitee), nextCursor: found.nextCursor, more: found.nextCursor !== null };
  }
  const after = afterCursor(cursor);
  const waiting = await invitations()
    .find({ ...filter, ...(after ? { _id: { $lt: after } } : {}) }, { projection: { timeline: 0 } })
    .sort({ _id: -1 })
    .limit(limit + 1)
    .toArray();
  const { docs, nextCursor } = toPage(waiting, limit);
  return { data: docs.map(toListedInvitee), nextCursor, more: waiting.length > limit };
}

/** Colleagues asked into the account; where it is not open yet, the one who is to own it. */
function invitedTo(account: AccountDoc, role: Role | undefined): Filter<InvitationDoc> {
  if (account.status === "invited") return { account: account._id, type: "business", ...(role ? { role } : {}) };
  const roles: Role[] = ["admin", "member"];
  return { scope: account._id, type: "user", role: { $in: roles.filter((one) => !role || one === role) } };
}

function toListedInvitee(invitation: InvitationDoc): ListedUser {
  const { _id, createdAt, expiresAt } = invitation;
  return {
    ...toInviteeView(invitation),
    status: "invited",
    joinedAt: null,
    invitation: { id: _id.toHexString(), createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString() },
  };
}

type Part = "joined" | "invited";

/** The part of the list, and its own cursor there; nothing for its beginning. */
function writeCursor(part: Part, cursor: string): string {
  return `${part === "joined" ? "j" : "i"}${cursor}`;
}

function readCursor(cursor: string | undefined): { part: Part; cursor: string | undefined } {
  if (cursor === undefined) return { part: "joined", cursor: undefined };
  const rest = cursor.slice(1) || undefined;
  if (cursor.startsWith("j") && rest) return { part: "joined", cursor: rest };
  if (cursor.startsWith("i")) return { part: "invited", cursor: rest };
  throw foreignCursor();
}
