import type { Filter, ObjectId } from "mongodb";
import { accountMeant } from "../accounts/own";
import type { Actor } from "../auth/actor";
import { type Access, authorize } from "../auth/permissions";
import { accounts, contacts } from "../db/client";
import { parseId } from "../db/ids";
import type { AccountStatus, ContactDoc } from "../db/types";
import { parseEmail } from "../email";
import { afterCursor, type PageQuery, toPage } from "../paging";
import { prefixSearch } from "../prefix-search";
import { nameKeyOf } from "../text";
import type { ContactPage, ContactView } from "./schema";
import { type Found, sift } from "./sift";
import { viewContacts } from "./view";

export interface ContactQuery extends PageQuery {
  accountId?: string;
  type?: ContactView["type"];
  availability?: ContactView["availability"];
  /** Prefix of the name or the address. */
  q?: string;
  subAccount?: string;
}

/**
 * An account's contacts: the newest first, or, where a prefix is sought, in the order of what matched. A page costs the same
 * however many there are. Where no index knows both of two filters, a page may hold fewer than asked for, or none, and still
 * have a next one; see sift.ts.
 */
export async function listContacts(actor: Actor, query: ContactQuery): Promise<ContactPage> {
  const accountId = accountMeant(actor, query.accountId);
  const access = await authorize(actor, accountId, "contacts:manage");
  const { type, availability, limit, cursor } = query;
  const read = source(access, query);
  const keep = (view: ContactView) =>
    (type === undefined || view.type === type) && (availability === undefined || view.availability === availability);
  const filtered = type !== undefined || availability !== undefined;
  const { docs, nextCursor } = filtered
    ? await sift({ read, limit, cursor, keep: async (found) => (await viewContacts(found)).map(keep) })
    : await read(limit, cursor);
  return { data: await viewContacts(docs), nextCursor };
}

type Read = (limit: number, cursor: string | undefined) => Promise<Found>;

/** What reads by the one index that narrows the most; what that does not know is sifted. */
function source({ account: { _id: account }, status }: Access, query: ContactQuery): Read {
  const { type, availability } = query;
  if (query.subAccount !== undefined) return openedBy(account, query.subAccount);
  if (query.q !== undefined && nameKeyOf(query.q) !== "") return beginningWith(account, query.q);
  const all = type ? newest({ account, type }, "newest_of_type") : newest({ account }, "newest");
  // A suspended account's sub-accounts are suspended with it, whatever stands on themselves. That is seen from above alone,
  // and too seldom for an index of its own.
  if (availability === undefined || status === "suspended") return all;
  if (availability !== "available") return byStatus(account, availability);
  const free = newest({ account, type: type ?? { $in: ["business", "person"] }, subAccount: null }, "free");
  return merged(free, byStatus(account, "lapsed"));
}

/** @param hint the index: others look as good until one is far into them */
function newest(filter: Filter<ContactDoc>, hint: string): Read {
  return async (limit, cursor) => {
    const after = afterCursor(cursor);
    const docs = await contacts()
      .find({ ...filter, ...(after ? { _id: { $lt: after } } : {}) }, { hint })
      .sort({ _id: -1 })
      .limit(limit + 1)
      .toArray();
    return toPage(docs, limit);
  };
}

/** A sub-account names its contact, so that an index of sub-accounts by status leads to contacts, the newest first. */
function byStatus(parent: ObjectId, status: AccountStatus): Read {
  return async (limit, cursor) => {
    const after = afterCursor(cursor);
    const opened = await accounts()
      .find(
        { parent, status, contact: after ? { $type: "objectId", $lt: after } : { $type: "objectId" } },
        { projection: { contact: 1 }, hint: "opened_for" },
      )
      .sort({ contact: -1 })
      .limit(limit + 1)
      .toArray();
    const page = toPage(
      opened.flatMap(({ contact }) => (contact ? [{ _id: contact }] : [])),
      limit,
    );
    // Indexes that begin with the account look as good to the database, and would be read from end to end.
    const docs = await contacts()
      .find({ _id: { $in: page.docs.map(({ _id }) => _id) }, account: parent }, { hint: "_id_" })
      .sort({ _id: -1 })
      .toArray();
    return { docs, nextCursor: page.nextCursor };
  };
}

/** Two lists of the newest first as one. */
function merged(...reads: Read[]): Read {
  return async (limit, cursor) => {
    const pages = await Promise.all(reads.map((read) => read(limit + 1, cursor)));
    const docs = pages
      .flatMap((page) => page.docs)
      .sort((a, b) => (a._id.toHexString() < b._id.toHexString() ? 1 : -1));
    return toPage(docs, limit);
  };
}

function beginningWith(account: ObjectId, q: string): Read {
  // A whole address is sought as it is compared, with its domain in ASCII.
  const prefix = parseEmail(q)?.emailKey ?? nameKeyOf(q);
  return (limit, cursor) =>
    prefixSearch({
      collection: contacts(),
      filter: { account },
      keys: ["nameKey", "emailKey"],
      hints: { nameKey: "by_name", emailKey: "by_email" },
      prefix,
      limit,
      cursor,
    });
}

function openedBy(account: ObjectId, id: string): Read {
  return async () => {
    const subAccount = parseId(id);
    const doc = subAccount
      ? await contacts().findOne({ account, subAccount: { $eq: subAccount, $type: "objectId" } })
      : null;
    return { docs: doc ? [doc] : [], nextCursor: null };
  };
}
