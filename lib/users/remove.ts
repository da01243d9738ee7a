import type { ObjectId } from "mongodb";
import { voidOffer } from "../accounts/transfer";
import type { Actor } from "../auth/actor";
import { holdRight } from "../auth/hold";
import { assertActive, authorize } from "../auth/permissions";
import { now } from "../clock";
import { transact, users } from "../db/client";
import { recordEvent } from "../events/record";
import { assertSeen, type SeenMembership } from "./change-membership";
import { asRead, assertMayTouch, findMember } from "./find-member";
import type { UserRemoved } from "./schema";
import { toUserView, userName } from "./view";

/**
 * Takes somebody out of the account. Their login and their other accounts stay; what is asked here with their session is
 * refused from the next request on.
 * @param seen as for changeMembership
 * @throws AppError 403 `role_too_high`, 404, 409 `owner_protected`, `invitation_pending`, `account_not_active`
 */
export async function removeMember(
  actor: Actor,
  accountId: ObjectId,
  userId: ObjectId,
  { seen }: { seen?: SeenMembership } = {},
): Promise<UserRemoved> {
  const before = await authorize(actor, accountId, "members:manage");
  assertActive(before, "be changed");
  const { account } = before;
  return transact(async (session): Promise<UserRemoved> => {
    const access = await holdRight(session, actor, account, "members:manage");
    const member = await findMember(session, accountId, userId);
    const { user, membership } = member;
    assertMayTouch(actor, access, member);
    assertSeen(member, seen);
    const { role, status } = membership;
    const removed = await users().updateOne(
      asRead(member),
      {
        $pull: { memberships: { account: accountId, role, status } },
        $set: { updatedAt: now() },
        ...(user.lastAccount?.equals(accountId) ? { $unset: { lastAccount: "" } } : {}),
      },
      { session },
    );
    if (removed.matchedCount === 0) throw new Error("What a transaction has read, nobody else changes in it");
    await voidOffer(session, accountId, userId);
    await recordEvent(session, actor, "member.removed", account, { type: "user", id: userId }, { role });
    return {
      status: "removed",
      message: `${userName(user)} no longer belongs to ${account.name}.`,
      user: { ...toUserView(user, membership), status: "removed" },
    };
  });
}
