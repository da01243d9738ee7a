import type { ObjectId } from "mongodb";
import type { Actor } from "../auth/actor";
import { type Access, assertActive, authorize } from "../auth/permissions";
import { accounts, users } from "../db/client";
import type { AccountDoc, UserDoc } from "../db/types";
import { AppError } from "../errors";
import { fullName } from "../text";

/** Who may change an account's owner, and how much of it. */

const CANNOT = "have its owner or company changed";

export interface OwnerAccess {
  access: Access;
  account: AccountDoc;
  owner: UserDoc;
  /** The caller is the owner, signed in. */
  inPerson: boolean;
}

/** The account and its owner. @throws AppError 404, 403, and 409 `account_not_active` where nobody owns it yet */
export async function findOwner(actor: Actor, accountId: ObjectId): Promise<OwnerAccess> {
  const access = await authorize(actor, accountId, "owner:update");
  const { account } = access;
  const open = account.status === "active" || account.status === "suspended";
  if (!open) assertActive(access, CANNOT);
  const owner = account.owner ? await users().findOne({ _id: account.owner }) : null;
  if (!owner) throw new Error(`The open account ${account._id.toHexString()} has no owner`);
  return { access, account, owner, inPerson: actor.type === "user" && actor.id.equals(owner._id) };
}

/** @throws AppError 409 `account_not_active` */
export function assertOpen({ access }: OwnerAccess): void {
  assertActive(access, CANNOT);
}

/** The accounts of this person that the caller reaches as owner or key; all of them where the person is the caller. */
export async function accountsInReach(actor: Actor, { owner, inPerson }: OwnerAccess): Promise<ObjectId[]> {
  const theirs = owner.memberships.map(({ account }) => account);
  if (inPerson || actor.type === "system") return theirs;
  const own =
    actor.type === "api_key"
      ? [actor.account]
      : actor.memberships.filter(({ role }) => role === "owner").map(({ account }) => account);
  const found = await accounts()
    .find(
      { _id: { $in: theirs }, $or: [{ _id: { $in: own } }, { ancestors: { $in: own } }] },
      { projection: { _id: 1 } },
    )
    .toArray();
  return found.map(({ _id }) => _id);
}

/** Whether the person belongs to accounts that the caller has nothing to do with. */
export function isShared({ owner }: OwnerAccess, reach: ObjectId[]): boolean {
  return owner.memberships.some(({ account }) => !reach.some((id) => id.equals(account)));
}

/** For the filter of a write: nobody joined another account since that was looked at. */
export function within(reach: ObjectId[]) {
  return { memberships: { $not: { $elemMatch: { account: { $nin: reach } } } } };
}

/** @throws AppError 403 `user_shared` */
export async function assertMayChangePerson(actor: Actor, found: OwnerAccess): Promise<ObjectId[]> {
  const reach = await accountsInReach(actor, found);
  if (!isShared(found, reach)) return reach;
  const name = fullName(found.owner) || found.owner.email;
  throw new AppError(
    "user_shared",
    `${name} belongs to accounts outside yours, too, so only ${name} can change their own details. The company's can be changed here.`,
  );
}
