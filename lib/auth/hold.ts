import type { ClientSession } from "mongodb";
import { now } from "../clock";
import { users } from "../db/client";
import type { AccountDoc } from "../db/types";
import { AppError } from "../errors";
import type { Actor } from "./actor";
import { type Access, authorizeOn, type Permission } from "./permissions";
import { userActor } from "./session";

/**
 * Asks for the permission once more inside the transaction that uses it, and writes to the caller's own record, so that
 * whoever takes the right away at the same moment comes clearly before or clearly after. For what gives and takes rights:
 * elsewhere a right that ends with the next request is soon enough.
 */
export async function holdRight(
  session: ClientSession,
  actor: Actor,
  account: AccountDoc,
  permission: Permission,
): Promise<Access> {
  if (actor.type !== "user") return authorizeOn(actor, account, permission);
  const user = await users().findOneAndUpdate(
    { _id: actor.id, status: "active" },
    { $set: { updatedAt: now() } },
    { returnDocument: "after", session },
  );
  if (!user) throw new AppError("unauthenticated", "This session has ended. Sign in again.");
  return authorizeOn(userActor(user, actor.ip), account, permission);
}
