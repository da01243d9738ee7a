import type { ObjectId } from "mongodb";
import type { Actor } from "../auth/actor";
import { authorize } from "../auth/permissions";
import type { AccountView } from "./schema";
import { viewAccounts } from "./view";

export async function getAccount(actor: Actor, id: ObjectId): Promise<AccountView> {
  const { account } = await authorize(actor, id, "read");
  const [view] = await viewAccounts([account]);
  if (!view) throw new Error("One account has one view");
  return view;
}
