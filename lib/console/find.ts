import type { ObjectId } from "mongodb";
import { listAccounts } from "../accounts/list";
import type { Actor } from "../auth/actor";
import { authorize } from "../auth/permissions";
import { searchContacts } from "../contacts/search";
import { batches } from "../db/client";
import { listInvitations } from "../invitations/list";
import { fullName, nameKeyOf } from "../text";
import { readableNames } from "./accounts-path";
import type { FoundByName } from "./schema";

const EACH = 5;

/** What begins with the words typed: for the palette, and for the type-ahead of inviting. */
export async function findByName(actor: Actor, accountId: ObjectId, q: string): Promise<FoundByName> {
  const { permissions } = await authorize(actor, accountId, "read");
  const words = q.trim();
  if (words === "") return { invitations: [], contacts: [], accounts: [], lists: [] };
  const [invitations, contacts, { data: accounts }, lists] = await Promise.all([
    permissions.has("invitations:read") ? listInvitations(actor, accountId, { q: words, limit: EACH }) : null,
    permissions.has("contacts:manage") ? searchContacts(actor, accountId, words) : null,
    listAccounts(actor, { q: words, limit: EACH }),
    permissions.has("invitations:read") ? findLists(accountId, words) : [],
  ]);
  const parents = await readableNames(
    actor,
    accounts.flatMap(({ parent }) => parent ?? []),
  );
  return {
    invitations: (invitations?.data ?? []).map((one) => ({
      id: one.id,
      name: fullName(one) || one.email,
      email: one.email,
      account: one.account.name,
    })),
    contacts: (contacts ?? []).slice(0, EACH).map(({ id, type, name, email, availability, subAccount }) => ({
      id,
      type,
      name,
      email,
      availability,
      subAccount,
    })),
    accounts: accounts.map(({ id, name, status, parent }) => ({
      id,
      name,
      status,
      parent: parents.find((one) => one.id === parent) ?? null,
    })),
    lists,
  };
}

/** Of so many of the newest lists the names are looked at; an account has few. */
const NEWEST_LISTS = 200;

async function findLists(account: ObjectId, words: string): Promise<FoundByName["lists"]> {
  const key = nameKeyOf(words);
  const newest = await batches()
    .find({ account }, { projection: { name: 1, status: 1, startedAt: 1 } })
    .hint("newest")
    .sort({ _id: -1 })
    .limit(NEWEST_LISTS)
    .toArray();
  return newest
    .filter(({ name }) => nameKeyOf(name).includes(key))
    .slice(0, EACH)
    .map(({ _id, name, status, startedAt }) => ({
      id: _id.toHexString(),
      name,
      status,
      startedAt: startedAt?.toISOString() ?? null,
    }));
}
