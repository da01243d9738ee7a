import { verifyInvite } from "../auth/invite-token";
import { now } from "../clock";
import { invitations, transact } from "../db/client";
import { wakeOutbox } from "../engine/wake";
import { AppError } from "../errors";
import { recordEvent } from "../events/record";
import { limitAcceptance } from "../http/rate-limit";
import { inviterNameOf, mailInviter } from "./compose";
import { timelinePush } from "./end";
import { inviteeActor } from "./invitee";
import { lookUpInvite, refusalOf } from "./lookup";
import type { Requested } from "./schema";
import { alreadyInvited } from "./taken";
import { inviteeName } from "./view";

/** However often an invitee asks, the inviter is mailed once a day. */
const QUIET = 24 * 3_600_000;

/** Asks the inviter for a new link in place of an expired one. */
export async function requestInvite(token: string, ip: string | null): Promise<Requested> {
  const verified = await verifyInvite(token);
  await limitAcceptance(verified?.lock ?? null, ip);
  const lookup = await lookUpInvite(token);
  if (lookup.state === "valid") throw alreadyInvited(lookup.invitation);
  if (lookup.state !== "expired") throw refusalOf(lookup) ?? new AppError("invite_invalid", "Not a link of ours.");
  const { invitation, scope } = lookup;

  const newer = await invitations().findOne({
    scope: invitation.scope,
    type: invitation.type,
    emailKey: invitation.emailKey,
    contact: invitation.contact,
    status: "pending",
    expiresAt: { $gt: now() },
  });
  if (newer) {
    throw new AppError("invite_replaced", "A newer link was sent to this address already. Open the latest mail.");
  }
  const answer = await transact(async (session): Promise<Requested> => {
    const at = now();
    const first = await invitations().updateOne(
      {
        _id: invitation._id,
        $or: [{ requestedAt: { $exists: false } }, { requestedAt: { $lte: new Date(at.getTime() - QUIET) } }],
      },
      { $set: { requestedAt: at, updatedAt: at }, $push: timelinePush("requested", at) },
      { session },
    );
    if (first.modifiedCount === 1) {
      await mailInviter(session, invitation, scope, "invite-requested", inviteeName(invitation));
      const actor = inviteeActor(invitation, ip);
      await recordEvent(session, actor, "invitation.requested", scope, { type: "invitation", id: invitation._id });
    }
    return {
      status: "requested",
      message: `${inviterNameOf(invitation.invitedBy, scope.name)} was told that you would like a new link. It comes to ${invitation.email}.`,
    };
  });
  wakeOutbox();
  return answer;
}
