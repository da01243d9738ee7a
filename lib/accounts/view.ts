import type { ObjectId } from "mongodb";
import { accounts, invitations, users } from "../db/client";
import type { AccountDoc, AccountStatus, InvitationDoc, UserDoc } from "../db/types";
import type { AccountDetail, AccountView, SettingsView } from "./schema";

type Owner = AccountView["owner"];

export function toAccountView(account: AccountDoc, status: AccountStatus, owner: Owner): AccountView {
  return {
    id: account._id.toHexString(),
    name: account.name,
    status,
    parent: account.parent?.toHexString() ?? null,
    owner,
    contact: account.contact?.toHexString() ?? null,
    version: account.version,
    createdAt: account.createdAt.toISOString(),
    updatedAt: account.updatedAt.toISOString(),
  };
}

export function toSettingsView({ settings }: Pick<AccountDoc, "settings">): SettingsView {
  return {
    redirectOrigins: settings.redirectOrigins,
    reminderDays: settings.reminderDays,
    notices: settings.notices,
  };
}

/** While invited the owner is told as the invitation names them: whether they have a login elsewhere is not for here. */
export function invitedOwner(invitation: InvitationDoc): NonNullable<Owner> {
  return {
    id: invitation.user.toHexString(),
    email: invitation.email,
    firstName: invitation.firstName,
    lastName: invitation.lastName,
    status: "invited",
  };
}

export function activeOwner(user: UserDoc): NonNullable<Owner> {
  return {
    id: user._id.toHexString(),
    email: user.email,
    firstName: user.firstName,
    lastName: user.lastName,
    status: "active",
  };
}

/** The views of some accounts, with owners and suspensions from above: at most three look-ups, however many they are. */
export async function viewAccounts(docs: AccountDoc[]): Promise<AccountView[]> {
  const above = docs.flatMap(({ ancestors }) => ancestors);
  const active = docs.flatMap(({ owner, status }) => (owner && status !== "invited" ? [owner] : []));
  const offered = docs.flatMap(({ invite, status }) => (status === "invited" && invite ? [invite.invitation] : []));
  const [suspended, owners, offers] = await Promise.all([
    some(above, ($in) =>
      accounts()
        .find({ _id: { $in }, status: "suspended" }, { projection: { _id: 1 } })
        .toArray(),
    ),
    some(active, ($in) => users().find({ _id: { $in } }).toArray()),
    some(offered, ($in) => invitations().find({ _id: { $in } }).toArray()),
  ]);
  const stopped = new Set(suspended.map(({ _id }) => _id.toHexString()));
  const ownerById = new Map(owners.map((user) => [user._id.toHexString(), user]));
  const offerById = new Map(offers.map((offer) => [offer._id.toHexString(), offer]));

  return docs.map((account) => {
    const held = account.ancestors.some((id) => stopped.has(id.toHexString()));
    const offer = account.invite && offerById.get(account.invite.invitation.toHexString());
    const user = account.owner && ownerById.get(account.owner.toHexString());
    const owner = account.status === "invited" ? (offer ? invitedOwner(offer) : null) : user ? activeOwner(user) : null;
    return toAccountView(account, held ? "suspended" : account.status, owner);
  });
}

/** One account as it is read and changed by itself. */
export async function toAccountDetail(account: AccountDoc, withSettings: boolean): Promise<AccountDetail> {
  const [view] = await viewAccounts([account]);
  if (!view) throw new Error("One account has one view");
  return { ...view, settings: withSettings ? toSettingsView(account) : null };
}

/** Where nothing is sought, nothing is asked. */
function some<T>(ids: ObjectId[], find: ($in: ObjectId[]) => Promise<T[]>): Promise<T[]> | T[] {
  return ids.length > 0 ? find(ids) : [];
}
