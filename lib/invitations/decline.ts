import { verifyInvite } from "../auth/invite-token";
import { transact } from "../db/client";
import { wakeOutbox } from "../engine/wake";
import { AppError } from "../errors";
import { recordEvent } from "../events/record";
import { limitAcceptance } from "../http/rate-limit";
import { mailInviter } from "./compose";
import { endInvitation } from "./end";
import { inviteeActor } from "./invitee";
import { lookUpInvite, refusalOf, requireInvite } from "./lookup";
import type { Declined } from "./schema";
import { inviteeName, toInvitationView } from "./view";

/** Turns an invitation down. Whoever holds the link may; the inviter is told. */
export async function declineInvite(token: string, ip: string | null): Promise<Declined> {
  const verified = await verifyInvite(token);
  await limitAcceptance(verified?.lock ?? null, ip);
  const found = await requireInvite(token);
  const answer = await transact(async (session): Promise<Declined | undefined> => {
    const declined = await endInvitation(session, found.invitation, "declined");
    if (!declined) return undefined;
    await mailInviter(session, declined, found.scope, "invite-declined", inviteeName(declined));
    const actor = inviteeActor(declined, ip);
    await recordEvent(session, actor, "invitation.declined", found.scope, { type: "invitation", id: declined._id });
    return {
      status: "declined",
      message: `The invitation to ${declined.accountName} is declined. ${found.scope.name} has been told.`,
      invitation: toInvitationView(declined),
    };
  });
  if (!answer) {
    throw (
      refusalOf(await lookUpInvite(token)) ??
      new AppError("invite_replaced", "The invitation changed in this moment. Open the latest mail.")
    );
  }
  wakeOutbox();
  return answer;
}
