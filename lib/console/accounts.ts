import type { UserActor } from "../auth/actor";
import { readEach } from "../auth/permissions";
import { accounts } from "../db/client";
import type { AccountDoc, AccountStatus, Role } from "../db/types";
import { AppError } from "../errors";
import { prefixSearch } from "../prefix-search";
import { nameKeyOf } from "../text";

/** One of the accounts a user can open, as the account switcher shows it. */
export interface OwnAccount {
  id: string;
  name: string;
  role: Role;
  /** With a suspension anywhere above counted in. */
  status: AccountStatus;
}

/** More than this many accounts are found by name rather than listed. */
export const SWITCHER_LIMIT = 30;

export interface OwnAccounts {
  accounts: OwnAccount[];
  nextCursor: string | null;
}

/** The accounts the user belongs to, in the order of their names; suspended ones, too. One person has 1,000 at most. */
export async function listOwnAccounts(
  actor: UserActor,
  { q = "", limit = SWITCHER_LIMIT, cursor }: { q?: string; limit?: number; cursor?: string } = {},
): Promise<OwnAccounts> {
  const ids = actor.memberships.map(({ account }) => account);
  const { docs, nextCursor } = await prefixSearch<AccountDoc>({
    collection: accounts(),
    filter: { $and: [{ _id: { $in: ids } }] },
    keys: ["nameKey"],
    prefix: nameKeyOf(q),
    limit,
    cursor,
  });
  const roles = new Map(actor.memberships.map(({ account, role }) => [account.toHexString(), role]));
  const access = await readEach(actor, docs);
  return {
    accounts: docs.map(({ _id, name }, index) => {
      const id = _id.toHexString();
      const one = access[index];
      return {
        id,
        name,
        role: roles.get(id) ?? "member",
        status: one === undefined || one instanceof AppError ? "suspended" : one.status,
      };
    }),
    nextCursor,
  };
}

/** The name of one of the user's own accounts, suspended or not; an empty one where it is not theirs. */
export async function accountNameFor(actor: UserActor, accountId: string): Promise<string> {
  const own = actor.memberships.find(({ account }) => account.toHexString() === accountId.toLowerCase());
  const found = own ? await accounts().findOne({ _id: own.account }, { projection: { name: 1 } }) : null;
  return found?.name ?? "";
}
