import type { ObjectId } from "mongodb";
import type { Actor } from "../auth/actor";
import { now } from "../clock";
import { invitations, transact } from "../db/client";
import type { InvitationDoc } from "../db/types";
import { wakeOutbox } from "../engine/wake";
import { AppError } from "../errors";
import { recordEvent } from "../events/record";
import { mailInvitee, mailInviter } from "./compose";
import { endInvitation } from "./end";
import { findByEmail, findById, findOwners } from "./find";
import type { Cancelled } from "./schema";
import { inviteeName, momentInWords, toInvitationView, toInviteeView } from "./view";

export interface CancelOptions {
  invitationId?: string;
  email?: string;
  /** false: neither the invitee nor the inviter is told. */
  notify?: boolean;
}

/**
 * Withdraws an invitation: its link opens nothing any more, mail that waits is not sent, invitee and inviter are told.
 * Once ended it stays as it ended; a repeat answers the same and tells nobody again.
 */
export async function cancelInvite(actor: Actor, accountId: ObjectId, options: CancelOptions): Promise<Cancelled> {
  const { invitation, scope } = options.invitationId
    ? await findById(actor, accountId, options.invitationId, "cancel")
    : options.email
      ? await findByEmail(actor, accountId, options.email, "cancel")
      : await findOwners(actor, accountId, "cancel");

  const answer = await transact(async (session): Promise<Cancelled | undefined> => {
    const overdue = invitation.expiresAt <= now();
    const ending = overdue ? "expired" : "cancelled";
    const ended = await endInvitation(session, invitation, ending, actor.name);
    if (!ended) return undefined;
    const mailed = ended.via === "mail";
    if (!overdue && options.notify !== false) {
      if (mailed) await mailInvitee(session, ended, scope.account, "invite-cancelled");
      await mailInviter(session, ended, scope.account, "invite-cancelled-inviter", actor.name);
    }
    const subject = { type: "invitation" as const, id: ended._id };
    await recordEvent(session, actor, `invitation.${ending}`, scope.account, subject);
    return toAnswer(ended);
  });
  if (answer) {
    wakeOutbox();
    return answer;
  }
  const current = await invitations().findOne({ _id: invitation._id });
  if (!current) throw new Error("Invitations are never deleted");
  if (current.status === "accepted") throw acceptedAlready(current);
  // Sent again in this very moment: the newer send is withdrawn instead.
  if (current.status === "pending") return cancelInvite(actor, accountId, options);
  return toAnswer(current);
}

export function acceptedAlready(invitation: InvitationDoc): AppError {
  return new AppError(
    "invitation_accepted",
    `${inviteeName(invitation)} has accepted already and is in ${invitation.accountName}.`,
    { extra: { invitationId: invitation._id.toHexString() } },
  );
}

function toAnswer(invitation: InvitationDoc): Cancelled {
  const who = inviteeName(invitation);
  const to = invitation.accountName;
  const sentences: Partial<Record<InvitationDoc["status"], string>> = {
    cancelled: `The invitation of ${who} to ${to} is withdrawn. Its link opens nothing any more.`,
    expired: `The invitation of ${who} to ${to} had expired on ${momentInWords(invitation.expiresAt)}.`,
    declined: `${who} had declined the invitation to ${to}.`,
  };
  const view = toInvitationView(invitation);
  return {
    status: view.status,
    message: sentences[invitation.status] ?? `The invitation of ${who} to ${to} is ${view.status}.`,
    invitation: view,
    user: toInviteeView(invitation),
  };
}
