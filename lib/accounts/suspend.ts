import type { ObjectId } from "mongodb";
import type { Actor } from "../auth/actor";
import { authorize } from "../auth/permissions";
import { now } from "../clock";
import { accounts, transact } from "../db/client";
import type { AccountDoc } from "../db/types";
import { AppError } from "../errors";
import { recordEvent } from "../events/record";
import type { AccountView } from "./schema";
import { viewAccounts } from "./view";

/** Stops an account and all below it until it is lifted. Only an account above may; repeating is no error. */
export function suspendAccount(actor: Actor, id: ObjectId): Promise<AccountView> {
  return turn(actor, id, { from: "active", to: "suspended", event: "account.suspended" });
}

export function unsuspendAccount(actor: Actor, id: ObjectId): Promise<AccountView> {
  return turn(actor, id, { from: "suspended", to: "active", event: "account.unsuspended" });
}

interface Turn {
  from: "active" | "suspended";
  to: "active" | "suspended";
  event: "account.suspended" | "account.unsuspended";
}

async function turn(actor: Actor, id: ObjectId, { from, to, event }: Turn): Promise<AccountView> {
  const { account } = await authorize(actor, id, "accounts:suspend");
  if (!isAbove(actor, account)) {
    throw new AppError("forbidden", `Only an account above ${account.name} can suspend it or lift that.`);
  }
  if (account.status !== "active" && account.status !== "suspended") {
    throw new AppError("account_not_active", `${account.name} is not open yet, so there is nothing to suspend.`);
  }
  return transact(async (session) => {
    const turned = await accounts().findOneAndUpdate(
      { _id: id, status: from },
      { $set: { status: to, updatedAt: now() }, $inc: { version: 1 } },
      { returnDocument: "after", session },
    );
    if (turned) await recordEvent(session, actor, event, account, { type: "account", id });
    const [view] = await viewAccounts([turned ?? account]);
    if (!view) throw new Error("One account has one view");
    return view;
  });
}

function isAbove(actor: Actor, account: AccountDoc): boolean {
  const above = (id: ObjectId) => account.ancestors.some((ancestor) => ancestor.equals(id));
  if (actor.type === "system") return true;
  if (actor.type === "api_key") return above(actor.account);
  return actor.memberships.some(({ account: own, role }) => role === "owner" && above(own));
}
