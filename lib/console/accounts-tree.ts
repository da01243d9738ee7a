import type { ObjectId } from "mongodb";
import { findChildren, findDescendants } from "../accounts/list";
import type { AccountView } from "../accounts/schema";
import { viewAccounts } from "../accounts/view";
import type { UserActor } from "../auth/actor";
import { authorize } from "../auth/permissions";
import { accounts, invitations } from "../db/client";
import { parseId } from "../db/ids";
import type { AccountDoc, AccountStatus } from "../db/types";
import { notFound } from "../errors";
import { type PathStep, pathsBelow } from "./accounts-path";

/** The tree of accounts as a page shows it: the first of each level that is open, and a way to the others. */

/** Rows of one level. */
export const LEVEL = 25;
/** As many levels as a page shows open; more in an address are not looked at. */
export const MOST_OPEN = 40;
/** Sub-accounts of one account are counted this far, so that a row costs the same for however many. */
export const COUNTED_BELOW = 1000;

export interface AccountRow {
  kind: "account";
  account: AccountView;
  /** 0 for those at the top of the page. */
  level: number;
  /** Directly below, at most `COUNTED_BELOW`. */
  below: number;
  open: boolean;
  /** When its owner accepted; null for one that was not opened yet. */
  openedAt: string | null;
  /** Of a search's hit: what lies between the page's account and this one. */
  path: PathStep[];
}

/** In place of those of a level that are not shown. */
export interface MoreRow {
  kind: "more";
  parent: PathStep;
  level: number;
  below: number;
}

export interface TreeQuery {
  /** The account whose children stand at the top; the page's own when left out. */
  under?: string;
  /** Ids of those shown with their children. */
  open: readonly string[];
  q: string;
  status?: AccountStatus;
  cursor?: string;
}

export interface AccountTree {
  rows: (AccountRow | MoreRow)[];
  nextCursor: string | null;
  /** From the page's account, which is left out, to the one whose children stand at the top. */
  under: PathStep[];
  /** Whether the account at the top has any sub-account at all. */
  any: boolean;
}

interface Placed {
  doc: AccountDoc;
  level: number;
  open: boolean;
}

type Slot = Placed | { more: AccountDoc; level: number };

export async function readTree(actor: UserActor, accountId: ObjectId, query: TreeQuery): Promise<AccountTree> {
  await authorize(actor, accountId, "accounts:create");
  const head = query.under === undefined ? accountId : await findHead(accountId, query.under);
  const page = { limit: LEVEL, ...(query.cursor ? { cursor: query.cursor } : {}) };
  if (query.q !== "" || query.status) {
    const { q, status } = query;
    const found = await findDescendants(actor, accountId, { ...page, q, ...(status ? { status } : {}) });
    const [rows, paths, first] = await Promise.all([
      toRows(found.docs.map((doc) => ({ doc, level: 0, open: false }))),
      pathsBelow(accountId, found.docs),
      found.docs.length > 0 || firstBelow(accountId),
    ]);
    return {
      rows: rows.map((row, index) => ({ ...row, path: paths[index] ?? [] })),
      nextCursor: found.nextCursor,
      under: [],
      any: Boolean(first),
    };
  }
  const top = await findChildren(actor, head, page);
  const slots = await unfold(actor, top.docs, 0, new Set(query.open.slice(0, MOST_OPEN)));
  const [rows, under] = await Promise.all([toRows(slots), pathTo(accountId, head)]);
  return { rows, nextCursor: top.nextCursor, under, any: slots.length > 0 || query.cursor !== undefined };
}

/** The account that a page is narrowed to: one below the page's own, or that itself. */
async function findHead(accountId: ObjectId, under: string): Promise<ObjectId> {
  const id = parseId(under);
  if (id?.equals(accountId)) return accountId;
  const found = id && (await accounts().findOne({ _id: id, ancestors: accountId }, { projection: { _id: 1 } }));
  if (!found) throw notFound();
  return found._id;
}

async function pathTo(accountId: ObjectId, head: ObjectId): Promise<PathStep[]> {
  if (head.equals(accountId)) return [];
  const doc = await accounts().findOne({ _id: head });
  if (!doc) throw notFound();
  const [above = []] = await pathsBelow(accountId, [doc]);
  return [...above, { id: head.toHexString(), name: doc.name }];
}

function firstBelow(accountId: ObjectId) {
  return accounts().findOne({ ancestors: accountId }, { projection: { _id: 1 } });
}

/** Puts the children of those that are open below them, level by level. */
async function unfold(
  actor: UserActor,
  docs: readonly AccountDoc[],
  level: number,
  open: ReadonlySet<string>,
): Promise<Slot[]> {
  const parts = await Promise.all(
    docs.map(async (doc): Promise<Slot[]> => {
      if (!open.has(doc._id.toHexString())) return [{ doc, level, open: false }];
      const children = await findChildren(actor, doc._id, { limit: LEVEL });
      const below = await unfold(actor, children.docs, level + 1, open);
      return [
        { doc, level, open: children.docs.length > 0 },
        ...below,
        ...(children.nextCursor === null ? [] : [{ more: doc, level: level + 1 }]),
      ];
    }),
  );
  return parts.flat();
}

function toRows(slots: Placed[]): Promise<AccountRow[]>;
function toRows(slots: Slot[]): Promise<(AccountRow | MoreRow)[]>;
async function toRows(slots: Slot[]): Promise<(AccountRow | MoreRow)[]> {
  const docs = slots.flatMap((slot) => ("doc" in slot ? [slot.doc] : []));
  const ids = docs.map(({ _id }) => _id);
  const [views, counts, times] = await Promise.all([viewAccounts(docs), countBelow(ids), openedAt(docs)]);
  const viewById = new Map(views.map((view) => [view.id, view]));
  return slots.flatMap((slot): (AccountRow | MoreRow)[] => {
    const { _id, name } = "doc" in slot ? slot.doc : slot.more;
    const id = _id.toHexString();
    const below = counts.get(id) ?? 0;
    const account = viewById.get(id);
    if (!("doc" in slot)) return [{ kind: "more", parent: { id, name }, level: slot.level, below }];
    if (!account) return [];
    const { level, open } = slot;
    return [{ kind: "account", account, level, below, open, openedAt: times.get(id) ?? null, path: [] }];
  });
}

/** How many lie directly below each: one look-up, and for each account no more than `COUNTED_BELOW` index entries. */
export async function countBelow(ids: ObjectId[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const counted = await accounts()
    .aggregate<{ _id: ObjectId; below: { count: number }[] }>([
      { $match: { _id: { $in: ids } } },
      {
        $lookup: {
          from: accounts().collectionName,
          localField: "_id",
          foreignField: "parent",
          pipeline: [{ $limit: COUNTED_BELOW }, { $count: "count" }],
          as: "below",
        },
      },
      { $project: { below: 1 } },
    ])
    .toArray();
  return new Map(counted.map(({ _id, below }) => [_id.toHexString(), below[0]?.count ?? 0]));
}

/** When each was opened: a root account when it was made, any other when its owner accepted. */
export async function openedAt(docs: readonly AccountDoc[]): Promise<Map<string, string>> {
  const known = docs.filter(({ status }) => status === "active" || status === "suspended");
  const ids = known.map(({ _id }) => _id);
  const accepted =
    ids.length === 0
      ? []
      : await invitations()
          .find(
            { account: { $in: ids }, type: "business", status: "accepted" },
            { projection: { account: 1, timeline: 1, updatedAt: 1 } },
          )
          .toArray();
  const times = new Map(
    accepted.map(({ account, timeline, updatedAt }) => [
      account.toHexString(),
      timeline.find(({ event }) => event === "accepted")?.at ?? updatedAt,
    ]),
  );
  return new Map(
    known.map(({ _id, createdAt }) => {
      const id = _id.toHexString();
      return [id, (times.get(id) ?? createdAt).toISOString()];
    }),
  );
}
