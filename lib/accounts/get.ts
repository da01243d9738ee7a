import type { ObjectId } from "mongodb";
import type { Actor } from "../auth/actor";
import { authorize } from "../auth/permissions";
import type { AccountDetail } from "./schema";
import { toAccountDetail } from "./view";

/** One account; its settings are for who may change them. */
export async function getAccount(actor: Actor, id: ObjectId): Promise<AccountDetail> {
  const { account, permissions } = await authorize(actor, id, "read");
  return toAccountDetail(account, permissions.has("owner:update"));
}
