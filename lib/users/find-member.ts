import type { ClientSession, ObjectId } from "mongodb";
import type { Actor } from "../auth/actor";
import { rankOf, reaches } from "../auth/grant";
import type { Access } from "../auth/permissions";
import { users } from "../db/client";
import type { Membership, UserDoc } from "../db/types";
import { AppError, notFound } from "../errors";
import { membershipIn, userName } from "./view";

export interface Member {
  user: UserDoc;
  membership: Membership;
}

/** Somebody's membership as a transaction sees it; 404 where there is none, whoever else has this id. */
export async function findMember(session: ClientSession, account: ObjectId, userId: ObjectId): Promise<Member> {
  const user = await users().findOne({ _id: userId, "memberships.account": account }, { session });
  const membership = user && membershipIn(user, account);
  if (!membership) throw notFound();
  return { user, membership };
}

/** The filter of every write to a membership: as it was read, and not a role or status later. */
export function asRead({ user, membership: { account, role, status } }: Member) {
  return { _id: user._id, memberships: { $elemMatch: { account, role, status } } };
}

/** Refuses who is not the caller's to change: the owner, somebody who has not joined yet, somebody above the caller. */
export function assertMayTouch(actor: Actor, access: Access, { user, membership }: Member): void {
  const { account } = access;
  if (membership.role === "owner" && membership.status !== "invited") {
    throw new AppError(
      "owner_protected",
      `${userName(user)} owns ${account.name}. Offer the ownership to somebody else first; once they accept, this can be changed.`,
    );
  }
  assertJoined(membership);
  if (reaches(rankOf(actor, access), membership.role)) return;
  throw new AppError(
    "role_too_high",
    `${userName(user)} may do more in ${account.name} than you do yourself, so this is not yours to change.`,
  );
}

/** An invitation is what there is of somebody invited; their record's names are not for here. */
export function assertJoined({ status, resetToken }: Membership): void {
  if (status !== "invited") return;
  throw new AppError(
    "invitation_pending",
    "This person has been invited and has not accepted yet. Cancel the invitation, or invite with another role, instead.",
    { extra: { invitationId: resetToken?.invitation.toHexString() ?? null } },
  );
}
