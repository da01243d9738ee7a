import type { ClientSession, ObjectId } from "mongodb";
import { voidOffer } from "../accounts/transfer";
import type { Actor } from "../auth/actor";
import { assertMayGrant } from "../auth/grant";
import { holdRight } from "../auth/hold";
import { assertActive, authorize } from "../auth/permissions";
import { now } from "../clock";
import { transact, users } from "../db/client";
import type { AccountDoc, Membership } from "../db/types";
import { AppError } from "../errors";
import { recordEvent } from "../events/record";
import { asRead, assertMayTouch, findMember, type Member } from "./find-member";
import type { ChangeMembershipInput, UserView } from "./schema";
import { toUserView, userName } from "./view";

/** A membership as somebody saw it who now wants it changed. */
export type SeenMembership = Pick<Membership, "role" | "status">;

/**
 * Gives somebody of the account another role, disables or enables them. What is so already is no error and no event.
 * @param seen refuses with 412 `version_mismatch` where role or status are others by now; a form sends what it was drawn with
 * @throws AppError 403 `role_too_high`, 404, 409 `owner_protected`, `invitation_pending`, `account_not_active`
 */
export async function changeMembership(
  actor: Actor,
  accountId: ObjectId,
  userId: ObjectId,
  change: ChangeMembershipInput,
  { seen }: { seen?: SeenMembership } = {},
): Promise<UserView> {
  const before = await authorize(actor, accountId, "members:manage");
  assertActive(before, "be changed");
  return transact(async (session) => {
    const access = await holdRight(session, actor, before.account, "members:manage");
    // Read in the transaction: of two at once, the one that writes second starts again and meets the other's work here.
    const member = await findMember(session, accountId, userId);
    const { user, membership } = member;
    assertMayTouch(actor, access, member);
    if (change.role) assertMayGrant(actor, access, change.role);
    const wanted = { role: change.role ?? membership.role, status: change.status ?? membership.status };
    const isSo = wanted.role === membership.role && wanted.status === membership.status;
    if (isSo) return toUserView(user, membership);
    assertSeen(member, seen);
    await write(session, member, wanted);
    await recordChanges(session, actor, access.account, member, wanted);
    if (wanted.status === "disabled") await voidOffer(session, accountId, userId);
    return toUserView(user, { ...membership, ...wanted });
  });
}

async function write(session: ClientSession, member: Member, { role, status }: SeenMembership): Promise<void> {
  const written = await users().updateOne(
    asRead(member),
    { $set: { "memberships.$.role": role, "memberships.$.status": status, updatedAt: now() } },
    { session },
  );
  if (written.matchedCount === 0) throw new Error("What a transaction has read, nobody else changes in it");
}

async function recordChanges(
  session: ClientSession,
  actor: Actor,
  account: AccountDoc,
  { user, membership }: Member,
  wanted: SeenMembership,
): Promise<void> {
  const subject = { type: "user" as const, id: user._id };
  if (wanted.role !== membership.role) {
    const detail = { from: membership.role, to: wanted.role };
    await recordEvent(session, actor, "member.role_changed", account, subject, detail);
  }
  if (wanted.status !== membership.status) {
    const type = wanted.status === "disabled" ? "member.disabled" : "member.enabled";
    await recordEvent(session, actor, type, account, subject);
  }
}

/** Two people at one row: the second is told what stands there now, before anything of theirs is done. */
export function assertSeen({ user, membership }: Member, seen: SeenMembership | undefined): void {
  if (!seen || (seen.role === membership.role && seen.status === membership.status)) return;
  const disabled = membership.status === "disabled" ? ", and disabled" : "";
  throw new AppError(
    "version_mismatch",
    `Somebody else changed this meanwhile: ${userName(user)} is ${membership.role === "admin" ? "an" : "a"} ${membership.role} now${disabled}. Nothing was done. Choose again if you still want to change it.`,
    { extra: { role: membership.role, status: membership.status } },
  );
}
