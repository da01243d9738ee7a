import { ObjectId } from "mongodb";
import { accounts, invitations, users } from "@/lib/db/client";

const HOUR = 3_600_000;

/** What only time would do: a week has passed, and the invitation's last moment was an hour ago. */
export async function letExpire(invitationId: string): Promise<void> {
  const id = new ObjectId(invitationId);
  const expiresAt = new Date(Date.now() - HOUR);
  const issuedAt = new Date(expiresAt.getTime() - 7 * 24 * HOUR);
  await invitations().updateOne({ _id: id }, { $set: { issuedAt, expiresAt } });
  await accounts().updateMany({ "invite.invitation": id }, { $set: { "invite.expiresAt": expiresAt } });
  await users().updateMany(
    { "memberships.resetToken.invitation": id },
    { $set: { "memberships.$[one].resetToken.expiresAt": expiresAt } },
    { arrayFilters: [{ "one.resetToken.invitation": id }] },
  );
}
