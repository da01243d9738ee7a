import type { ObjectId } from "mongodb";
import type { AccountView } from "../accounts/schema";
import { viewAccounts } from "../accounts/view";
import type { UserActor } from "../auth/actor";
import { authorize } from "../auth/permissions";
import { accounts, contacts, invitations, users } from "../db/client";
import { parseId } from "../db/ids";
import type { AccountDoc } from "../db/types";
import { notFound } from "../errors";
import { type PathStep, pathsBelow } from "./accounts-path";
import { openedAt } from "./accounts-tree";
import { COUNTED } from "./counts";

/** One account below another, as its page there shows it. */
export interface AccountPageModel {
  account: AccountView;
  parent: PathStep;
  /** What lies between the console's account and this one. */
  path: PathStep[];
  /** Suspended by an act of its own, whatever is above. */
  suspended: boolean;
  /** The highest account above that holds it up, and that account's parent, to find it by. */
  heldBy: (PathStep & { parent: string | null }) | null;
  openedAt: string | null;
  contact: PathStep | null;
  /** Active members, at most `COUNTED`. */
  people: number;
  /** All below, on whatever level, at most `COUNTED`. */
  below: number;
  /** The newest one of its owner; null for an account that was not opened by one. */
  invitation: { id: string; email: string; status: string; expiresAt: string } | null;
}

/** @throws AppError 404 for what does not lie below the account */
export async function readAccountPage(
  actor: UserActor,
  accountId: ObjectId,
  subAccountId: string,
): Promise<AccountPageModel> {
  await authorize(actor, accountId, "accounts:create");
  const id = parseId(subAccountId);
  const doc = id && (await accounts().findOne({ _id: id, ancestors: accountId }));
  if (!doc?.parent) throw notFound();
  const [views, [path = []], above, times, contact, people, below, invitation] = await Promise.all([
    viewAccounts([doc]),
    pathsBelow(accountId, [doc]),
    accounts()
      .find({ _id: { $in: doc.ancestors } }, { projection: { name: 1, status: 1, parent: 1 } })
      .toArray(),
    openedAt([doc]),
    doc.contact ? contacts().findOne({ _id: doc.contact }, { projection: { name: 1 } }) : null,
    users().countDocuments({ memberships: { $elemMatch: { account: doc._id, status: "active" } } }, { limit: COUNTED }),
    accounts().countDocuments({ ancestors: doc._id }, { limit: COUNTED }),
    newestOffer(doc._id),
  ]);
  const [account] = views;
  const parent = above.find(({ _id }) => doc.parent?.equals(_id));
  if (!account || !parent) throw new Error("An account below another has a view and a parent");
  return {
    account,
    parent: { id: parent._id.toHexString(), name: parent.name },
    path,
    suspended: doc.status === "suspended",
    heldBy: holderOf(doc, above),
    openedAt: times.get(account.id) ?? null,
    contact: contact ? { id: contact._id.toHexString(), name: contact.name } : null,
    people,
    below,
    invitation,
  };
}

type Above = Pick<AccountDoc, "_id" | "name" | "status" | "parent">;

function holderOf({ ancestors }: AccountDoc, above: readonly Above[]): AccountPageModel["heldBy"] {
  const holder = ancestors
    .map((id) => above.find(({ _id }) => _id.equals(id)))
    .find((one) => one?.status === "suspended");
  if (!holder) return null;
  return { id: holder._id.toHexString(), name: holder.name, parent: holder.parent?.toHexString() ?? null };
}

async function newestOffer(account: ObjectId): Promise<AccountPageModel["invitation"]> {
  const [offer] = await invitations()
    .find({ account, type: "business", status: { $ne: "preparing" } })
    .sort({ _id: -1 })
    .limit(1)
    .toArray();
  if (!offer) return null;
  return {
    id: offer._id.toHexString(),
    email: offer.email,
    status: offer.status,
    expiresAt: offer.expiresAt.toISOString(),
  };
}
