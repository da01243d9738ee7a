import type { Filter, ObjectId } from "mongodb";
import type { Actor } from "../auth/actor";
import { authorize } from "../auth/permissions";
import { accounts } from "../db/client";
import { parseId } from "../db/ids";
import type { AccountDoc, AccountStatus } from "../db/types";
import { foreignCursor, type PageQuery } from "../paging";
import { prefixSearch } from "../prefix-search";
import { nameKeyOf } from "../text";
import { below, belowEach, type Reach, reachOf } from "./reach";
import type { AccountView } from "./schema";
import { viewAccounts } from "./view";

export interface AccountFilters extends PageQuery {
  /** Prefix of the name. */
  q?: string;
  status?: AccountStatus;
  /** Those directly below this one alone. */
  parent?: ObjectId;
}

interface Found {
  docs: AccountDoc[];
  nextCursor: string | null;
}

/** Each index by name has the status before it; naming all of them merges their ordered reads. */
const ANY: Filter<AccountDoc> = { status: { $in: ["invited", "active", "suspended", "lapsed"] } };

/**
 * The actor's own accounts, then all below those it owns. Searched, or below one parent, they stand in the order of their
 * names. A page costs the same however many accounts there are.
 */
export async function listAccounts(
  actor: Actor,
  query: AccountFilters,
): Promise<{ data: AccountView[]; nextCursor: string | null }> {
  const { docs, nextCursor } = await find(actor, query);
  return { data: await viewAccounts(docs), nextCursor };
}

async function find(actor: Actor, query: AccountFilters): Promise<Found> {
  if (query.parent) return findChildren(actor, query.parent, query);
  const reach = await reachOf(actor);
  const own = reach.own
    .filter(({ status }) => query.status === undefined || status === query.status)
    .map(({ account }) => account);
  if (nameKeyOf(query.q ?? "")) {
    const sources = await withStatus(reach, query.status);
    return byName({ ...sources, also: [...own, ...sources.also] }, query);
  }
  return ownFirst(own, query, async (rest) =>
    query.status ? byName(await withStatus(reach, query.status), rest) : findBelow(reach, rest),
  );
}

/** Directly below one account, in the order of their names. */
export function findChildren(actor: Actor, parent: ObjectId, query: AccountFilters): Promise<Found> {
  return findWithin(actor, parent, query, "children");
}

/** All below one account, in the order of their names. */
export function findDescendants(actor: Actor, head: ObjectId, query: AccountFilters): Promise<Found> {
  return findWithin(actor, head, query, "all");
}

/** Whoever belongs to the account without owning it sees there what is their own. */
async function findWithin(
  actor: Actor,
  head: ObjectId,
  query: AccountFilters,
  which: "children" | "all",
): Promise<Found> {
  const access = await authorize(actor, head, "read");
  const held = access.status === "suspended";
  // Below a suspended account all are answered as suspended.
  if (held && query.status !== undefined && query.status !== "suspended") return { docs: [], nextCursor: null };
  const status = held ? undefined : query.status;
  const all = actor.type !== "user" || access.role === "owner";
  const own = all ? [] : (await reachOf(actor)).own.filter((one) => !status || one.status === status);
  const lies = ({ parent, ancestors }: AccountDoc) =>
    which === "children" ? parent?.equals(head) : ancestors.some((id) => id.equals(head));
  const { filter, each, also } = !all
    ? { filter: {}, each: [], also: own.map(({ account }) => account).filter(lies) }
    : which === "children"
      ? { filter: { parent: head, ...(status ? { status } : ANY) }, each: [{}], also: [] }
      : await withStatus({ own: [], roots: [head] }, status);
  return byName({ filter, each, also }, query);
}

interface Sources {
  filter: Filter<AccountDoc>;
  each: Filter<AccountDoc>[];
  also: AccountDoc[];
}

function byName(sources: Sources, { q = "", limit, cursor }: AccountFilters): Promise<Found> {
  return prefixSearch<AccountDoc>({
    ...sources,
    collection: accounts(),
    keys: ["nameKey"],
    prefix: nameKeyOf(q),
    limit,
    cursor,
  });
}

/** A suspension is stored where it was put, and answered for all below; of those put there are few. */
async function withStatus(reach: Reach, status: AccountStatus | undefined): Promise<Sources> {
  const each = belowEach(reach);
  if (status === undefined) return { filter: ANY, each, also: [] };
  const put = (
    await Promise.all(
      below(reach.roots).map((one) =>
        accounts()
          .find({ ...one, status: "suspended" })
          .toArray(),
      ),
    )
  ).flat();
  const ids = new Set(put.map(({ _id }) => _id.toHexString()));
  const tops = put.filter(({ ancestors }) => !ancestors.some((id) => ids.has(id.toHexString())));
  if (status !== "suspended") {
    const held = tops.length === 0 ? {} : { $nor: [{ ancestors: { $in: tops.map(({ _id }) => _id) } }] };
    return { filter: { status, ...held }, each, also: [] };
  }
  const own = new Set(reach.own.map(({ account }) => account._id.toHexString()));
  return {
    filter: ANY,
    each: belowEach({ own: reach.own, roots: tops.map(({ _id }) => _id) }),
    also: tops.filter(({ _id }) => !own.has(_id.toHexString())),
  };
}

/** In the order of their ids. */
async function findBelow(reach: Reach, { limit, cursor }: PageQuery): Promise<Found> {
  const after = cursor === undefined ? null : parseId(cursor);
  if (cursor !== undefined && !after) throw foreignCursor();
  const parts = await Promise.all(
    belowEach(reach).map((filter) =>
      accounts()
        .find(after ? { $and: [filter, { _id: { $gt: after } }] } : filter)
        .sort({ _id: 1 })
        .limit(limit + 1)
        .toArray(),
    ),
  );
  const found = parts.flat().sort(byId);
  const docs = found.slice(0, limit);
  return { docs, nextCursor: found.length > limit ? (docs.at(-1)?._id.toHexString() ?? null) : null };
}

/** Own ones by their ids, at hand already, then what is found below; the cursor says in which part it lies. */
async function ownFirst(
  own: AccountDoc[],
  query: AccountFilters,
  findRest: (query: AccountFilters) => Promise<Found>,
): Promise<Found> {
  const { part, after } = readCursor(query.cursor);
  const afterId = part === "own" && after !== undefined ? parseId(after) : null;
  if (part === "own" && after !== undefined && !afterId) throw foreignCursor();
  const left = part === "below" ? [] : own.filter(({ _id }) => !afterId || _id.toHexString() > afterId.toHexString());
  const shown = left.slice(0, query.limit);
  const last = shown.at(-1);
  if (left.length > query.limit && last) return { docs: shown, nextCursor: writeCursor("own", last._id.toHexString()) };

  const { cursor: _, ...page } = query;
  // A full page asks for one more, to know whether anything follows.
  const room = query.limit - shown.length;
  const rest = await findRest({
    ...page,
    limit: Math.max(room, 1),
    ...(part === "below" && after !== undefined ? { cursor: after } : {}),
  });
  if (room === 0)
    return {
      docs: shown,
      nextCursor: rest.docs.length > 0 && last ? writeCursor("own", last._id.toHexString()) : null,
    };
  return {
    docs: [...shown, ...rest.docs],
    nextCursor: rest.nextCursor === null ? null : writeCursor("below", rest.nextCursor),
  };
}

function byId(a: AccountDoc, b: AccountDoc): number {
  return a._id.toHexString() < b._id.toHexString() ? -1 : 1;
}

function writeCursor(part: "own" | "below", after: string): string {
  return Buffer.from(`${part}.${after}`, "latin1").toString("base64url");
}

function readCursor(cursor: string | undefined): { part: "own" | "below"; after: string | undefined } {
  if (cursor === undefined) return { part: "own", after: undefined };
  const [, part, after] = /^(own|below)\.(.+)$/.exec(Buffer.from(cursor, "base64url").toString("latin1")) ?? [];
  if ((part === "own" || part === "below") && after) return { part, after };
  throw foreignCursor();
}
