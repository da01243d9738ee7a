import { ObjectId } from "mongodb";
import { accounts, invitations, users } from "@/lib/db/client";

/** What only time would do: the invitation's last moment was an hour ago, on it and on the records it unlocks. */
export async function letExpire(invitationId: string): Promise<void> {
  const id = new ObjectId(invitationId);
  const expiresAt = new Date(Date.now() - 3_600_000);
  await invitations().updateOne({ _id: id }, { $set: { expiresAt } });
  await accounts().updateMany({ "invite.invitation": id }, { $set: { "invite.expiresAt": expiresAt } });
  await users().updateMany(
    { "memberships.resetToken.invitation": id },
    { $set: { "memberships.$[one].resetToken.expiresAt": expiresAt } },
    { arrayFilters: [{ "one.resetToken.invitation": id }] },
  );
}
