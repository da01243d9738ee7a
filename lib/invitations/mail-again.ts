import type { ObjectId } from "mongodb";
import { verifyInvite } from "../auth/invite-token";
import { now } from "../clock";
import { accounts, invitations, transact } from "../db/client";
import { wakeOutbox } from "../engine/wake";
import { AppError } from "../errors";
import { limitSignIn } from "../http/rate-limit";
import { mailInvite } from "./compose";
import { timelinePush } from "./end";
import { countInvitationMail } from "./mail-limit";

/**
 * Mails the link of an open invitation once more, to its own address and no other; no re-send, so older links stay good.
 * Says nothing about whether there was anything to mail: whoever asks knows no more than an id.
 */
export async function mailSameLink(invitationId: ObjectId, ip: string | null): Promise<void> {
  const open = { _id: invitationId, status: "pending" as const, expiresAt: { $gt: now() } };
  const invitation = await invitations().findOne(open);
  await limitSignIn(invitation?.emailKey ?? invitationId.toHexString(), ip);
  if (!invitation) return;
  const scope = await accounts().findOne({ _id: invitation.scope }, { projection: { name: 1, ancestors: 1 } });
  if (!scope) return;
  try {
    await transact(async (session) => {
      const at = now();
      const still = await invitations().findOneAndUpdate(
        { ...open, sends: invitation.sends },
        { $set: { updatedAt: at }, $push: timelinePush("link-mailed-again", at) },
        { returnDocument: "after", session },
      );
      if (!still) return;
      await countInvitationMail(session, still.emailKey);
      await mailInvite(session, still, scope, { again: true });
    });
  } catch (error) {
    // The address has had its share of mails; that is not this visitor's to know.
    if (!(error instanceof AppError && error.code === "rate_limited")) throw error;
  }
  wakeOutbox();
}

/** The landing page was seen by a person; told by the page's POST, never by a GET that a scanner makes. */
export async function viewInvite(token: string): Promise<void> {
  const verified = await verifyInvite(token);
  if (!verified) return;
  const at = now();
  await invitations().updateOne(
    { _id: verified.invitation, status: "pending", sends: verified.send, viewedAt: { $exists: false } },
    { $set: { viewedAt: at, updatedAt: at }, $push: timelinePush("viewed", at) },
  );
}
