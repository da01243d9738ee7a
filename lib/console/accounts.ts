import type { ObjectId } from "mongodb";
import type { UserActor } from "../auth/actor";
import { accounts } from "../db/client";
import type { AccountStatus, Role } from "../db/types";
import { prefixRange } from "../paging";
import { nameKeyOf } from "../text";

/** One of the accounts a user can open, as the account switcher shows it. */
export interface OwnAccount {
  id: string;
  name: string;
  role: Role;
  status: AccountStatus;
}

/** More than this many accounts are found by the palette rather than listed. */
export const SWITCHER_LIMIT = 30;

/** The accounts the user belongs to, by name that begins with `q`; at most `SWITCHER_LIMIT`. */
export async function listOwnAccounts(actor: UserActor, q = ""): Promise<OwnAccount[]> {
  const roles = new Map(actor.memberships.map((membership) => [membership.account.toHexString(), membership.role]));
  const ids = actor.memberships.map((membership) => membership.account);
  const key = nameKeyOf(q);
  const found = await accounts()
    .find({ _id: { $in: ids }, ...(key === "" ? {} : { nameKey: prefixRange(key) }) })
    .project<{ _id: ObjectId; name: string; status: AccountStatus }>({ name: 1, status: 1 })
    .sort({ nameKey: 1, _id: 1 })
    .limit(SWITCHER_LIMIT)
    .toArray();
  return found.map((account) => ({
    id: account._id.toHexString(),
    name: account.name,
    role: roles.get(account._id.toHexString()) ?? ("member" as Role),
    status: account.status,
  }));
}

/** The name of one of the user's own accounts, suspended or not; an empty one where it is not theirs. */
export async function accountNameFor(actor: UserActor, accountId: string): Promise<string> {
  const own = actor.memberships.find(({ account }) => account.toHexString() === accountId.toLowerCase());
  const found = own ? await accounts().findOne({ _id: own.account }, { projection: { name: 1 } }) : null;
  return found?.name ?? "";
}
