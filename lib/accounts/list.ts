import type { Filter, ObjectId } from "mongodb";
import type { Actor } from "../auth/actor";
import { authorizeOn } from "../auth/permissions";
import { accounts } from "../db/client";
import { parseId } from "../db/ids";
import type { AccountDoc, AccountStatus } from "../db/types";
import { AppError } from "../errors";
import { type PageQuery, prefixRange } from "../paging";
import { nameKeyOf } from "../text";
import type { AccountView } from "./schema";
import { viewAccounts } from "./view";

export interface AccountFilters extends PageQuery {
  q?: string;
  status?: AccountStatus;
}

/** The actor's own accounts, then all below those it owns. */
export async function listAccounts(
  actor: Actor,
  query: AccountFilters,
): Promise<{ data: AccountView[]; nextCursor: string | null }> {
  const { own, roots } = await ownAccounts(actor);
  const place = readCursor(query.cursor);
  const q = query.q === undefined ? "" : nameKeyOf(query.q);
  const filter: Filter<AccountDoc> = {
    ...(q ? { nameKey: prefixRange(q) } : {}),
    ...(query.status ? { $and: [await withStatus(query.status, roots)] } : {}),
  };
  const wanted = query.limit + 1;
  const ownIds = own.map(({ _id }) => _id);
  const found: { part: "own" | "below"; doc: AccountDoc }[] = [];

  if (place.part === "own") {
    const docs = await accounts()
      .find({ ...filter, _id: { $in: ownIds, ...(place.after ? { $gt: place.after } : {}) } })
      .sort({ _id: 1 })
      .limit(wanted)
      .toArray();
    found.push(...docs.map((doc) => ({ part: "own" as const, doc })));
  }
  if (found.length < wanted && roots.length > 0) {
    const after = place.part === "below" ? place.after : null;
    const docs = await accounts()
      .find({ ...filter, ancestors: { $in: roots }, _id: { $nin: ownIds, ...(after ? { $gt: after } : {}) } })
      .sort({ _id: 1 })
      .limit(wanted - found.length)
      .toArray();
    found.push(...docs.map((doc) => ({ part: "below" as const, doc })));
  }
  const shown = found.slice(0, query.limit);
  const last = shown.at(-1);
  const nextCursor = found.length > query.limit && last ? writeCursor(last.part, last.doc._id) : null;
  return { data: await viewAccounts(shown.map(({ doc }) => doc)), nextCursor };
}

/** Those the actor belongs to and may still read, and of them those whose descendants it sees. */
async function ownAccounts(actor: Actor): Promise<{ own: AccountDoc[]; roots: ObjectId[] }> {
  if (actor.type === "system") return { own: [], roots: [] };
  const memberships =
    actor.type === "api_key" ? [{ account: actor.account, role: "owner" as const }] : actor.memberships;
  const docs = await accounts()
    .find({ _id: { $in: memberships.map(({ account }) => account) } })
    .toArray();
  const checked = await Promise.all(
    docs.map((doc) =>
      authorizeOn(actor, doc, "read").then(
        () => ({ doc, suspended: undefined }),
        (error: unknown) => ({ doc, suspended: error }),
      ),
    ),
  );
  const open = checked.filter(({ suspended }) => suspended === undefined).map(({ doc }) => doc);
  const held = checked.find(({ suspended }) => suspended !== undefined);
  if (open.length === 0 && held) throw held.suspended;
  const owned = memberships.filter(({ role }) => role === "owner").map(({ account }) => account);
  return {
    own: open,
    roots: open.map(({ _id }) => _id).filter((id) => owned.some((other) => other.equals(id))),
  };
}

/** A suspension is stored where it was put, and answered for all below. */
async function withStatus(status: AccountStatus, roots: ObjectId[]): Promise<Filter<AccountDoc>> {
  const held = await accounts()
    .find({ ancestors: { $in: roots }, status: "suspended" }, { projection: { _id: 1 } })
    .toArray();
  const above = held.map(({ _id }) => _id);
  if (status === "suspended") return { $or: [{ status }, { ancestors: { $in: above } }] };
  return { status, ancestors: { $nin: above } };
}

function writeCursor(part: "own" | "below", id: ObjectId): string {
  return Buffer.from(`${part}.${id.toHexString()}`, "latin1").toString("base64url");
}

function readCursor(cursor: string | undefined): { part: "own" | "below"; after: ObjectId | null } {
  if (cursor === undefined) return { part: "own", after: null };
  const [part, hex] = Buffer.from(cursor, "base64url").toString("latin1").split(".");
  const after = parseId(hex ?? "");
  if (after && (part === "own" || part === "below")) return { part, after };
  const message = "This cursor is not one of ours. Leave it out to start from the beginning.";
  throw new AppError("invalid_request", message, { errors: [{ path: "cursor", code: "invalid_value", message }] });
}
