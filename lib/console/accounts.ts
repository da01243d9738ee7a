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

/** The accounts the user belongs to, by name; at most `SWITCHER_LIMIT`, and always the one that is open. */
export async function listOwnAccounts(actor: UserActor, open: ObjectId | null, q = ""): Promise<OwnAccount[]> {
  const roles = new Map(actor.memberships.map((membership) => [membership.account.toHexString(), membership.role]));
  const ids = actor.memberships.map((membership) => membership.account);
  const key = nameKeyOf(q);
  const found = await accounts()
    .find({ _id: { $in: ids }, ...(key === "" ? {} : { nameKey: prefixRange(key) }) })
    .project<{ _id: ObjectId; name: string; status: AccountStatus }>({ name: 1, status: 1 })
    .sort({ nameKey: 1, _id: 1 })
    .limit(SWITCHER_LIMIT)
    .toArray();
  const list = found.map((account) => ({
    id: account._id.toHexString(),
    name: account.name,
    role: roles.get(account._id.toHexString()) ?? ("member" as Role),
    status: account.status,
  }));
  if (key !== "" || open === null || list.some((account) => account.id === open.toHexString())) return list;
  const shown = await accounts().findOne({ _id: open }, { projection: { name: 1, status: 1 } });
  if (shown === null) return list;
  const role = roles.get(open.toHexString());
  if (role === undefined) return list;
  return [{ id: open.toHexString(), name: shown.name, role, status: shown.status }, ...list];
}
