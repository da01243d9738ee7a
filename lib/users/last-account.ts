import type { ObjectId } from "mongodb";
import type { UserActor } from "../auth/actor";
import { users } from "../db/client";

/** The account that `/` leads to: the one last used, while they still belong to it, else any; null without one. */
export async function lastAccount(actor: UserActor): Promise<string | null> {
  const user = await users().findOne({ _id: actor.id }, { projection: { lastAccount: 1 } });
  const ids = actor.memberships.map(({ account }) => account);
  return (ids.find((id) => user?.lastAccount?.equals(id)) ?? ids[0])?.toHexString() ?? null;
}

/** Keeps which of their own accounts somebody opened; one reached from above is none of these. Writes only what differs. */
export async function rememberAccount(actor: UserActor, account: ObjectId): Promise<void> {
  if (!actor.memberships.some((own) => own.account.equals(account))) return;
  await users().updateOne({ _id: actor.id, lastAccount: { $ne: account } }, { $set: { lastAccount: account } });
}
