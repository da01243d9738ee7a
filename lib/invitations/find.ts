import type { ObjectId } from "mongodb";
import type { Actor } from "../auth/actor";
import { type Access, authorize, authorizeOn, lacking, type Permission } from "../auth/permissions";
import { accounts, invitations } from "../db/client";
import { parseId } from "../db/ids";
import type { InvitationDoc } from "../db/types";
import { parseEmail, requireEmail } from "../email";
import { AppError, notFound } from "../errors";

/** Which invitation a call about an account means, and whether the caller may touch it. */

export interface Target {
  invitation: InvitationDoc;
  /** Access to the account that the invitation is made from: the parent's for a business, the joined one's for a user. */
  scope: Access;
}

export const NEEDS = {
  send: { business: "accounts:create", user: "invitations:create" },
  cancel: { business: "accounts:create", user: "invitations:cancel" },
} as const satisfies Record<string, Record<InvitationDoc["type"], Permission>>;

/** By the invitation's own id; `:id` may be the inviting or the invited account. */
export async function findById(
  actor: Actor,
  accountId: ObjectId,
  invitationId: string,
  purpose: keyof typeof NEEDS,
): Promise<Target> {
  const id = parseId(invitationId);
  if (!id) throw notFound();
  const invitation = await invitations().findOne({
    _id: id,
    status: { $ne: "preparing" },
    $or: [{ scope: accountId }, { account: accountId }],
  });
  if (!invitation) throw await missing(actor, accountId);
  return allowed(actor, accountId, invitation, purpose);
}

/** The newest invitation of a colleague's address into the account. */
export async function findByEmail(
  actor: Actor,
  accountId: ObjectId,
  email: string,
  purpose: keyof typeof NEEDS,
): Promise<Target> {
  const { emailKey } = parseEmail(email) ?? requireEmail(email);
  const [invitation] = await invitations()
    .find({ scope: accountId, type: "user", emailKey, status: { $ne: "preparing" } })
    .sort({ _id: -1 })
    .limit(1)
    .toArray();
  if (!invitation) throw await missing(actor, accountId);
  return allowed(actor, accountId, invitation, purpose);
}

/** The newest invitation of the sub-account's owner. */
export async function findOwners(actor: Actor, accountId: ObjectId, purpose: keyof typeof NEEDS): Promise<Target> {
  const [invitation] = await invitations()
    .find({ account: accountId, type: "business", status: { $ne: "preparing" } })
    .sort({ _id: -1 })
    .limit(1)
    .toArray();
  if (!invitation) throw await missing(actor, accountId);
  return allowed(actor, accountId, invitation, purpose);
}

/** 404 alike for what is not there and for what cannot be seen; but a suspended caller is told so. */
async function missing(actor: Actor, accountId: ObjectId): Promise<Error> {
  await authorize(actor, accountId, "read");
  return notFound();
}

async function allowed(
  actor: Actor,
  accountId: ObjectId,
  invitation: InvitationDoc,
  purpose: keyof typeof NEEDS,
): Promise<Target> {
  const { account } = await authorize(actor, accountId, "read");
  const permission = NEEDS[purpose][invitation.type];
  if (invitation.scope.equals(accountId)) {
    return { invitation, scope: await authorizeOn(actor, account, permission) };
  }
  const parent = await accounts().findOne({ _id: invitation.scope });
  if (!parent) throw lacking(permission);
  try {
    return { invitation, scope: await authorizeOn(actor, parent, permission) };
  } catch (error) {
    // Seen from the invited account alone, its invitation is not the caller's to touch.
    throw error instanceof AppError && error.code === "not_found" ? lacking(permission) : error;
  }
}
