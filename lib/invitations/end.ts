import type { ClientSession, Document } from "mongodb";
import { SYSTEM } from "../auth/actor";
import { inviteLock } from "../auth/invite-token";
import { now } from "../clock";
import { accounts, invitations, users } from "../db/client";
import type { AccountDoc, InvitationDoc } from "../db/types";
import { recordEvent } from "../events/record";
import { recordTakenBack } from "../mail/delivery";
import { cancelQueuedMails } from "../mail/queue";
import { knownKeyIds } from "../secrets";

export type Ending = "declined" | "cancelled" | "expired";

/** In the timeline of an invitation that nobody withdrew: its invitee became one with somebody who was there before. */
export const ALREADY_INSIDE = "already in the account";

const LONGEST_TIMELINE = 100;

export function timelinePush(event: string, at: Date, detail?: string) {
  return { timeline: { $each: [{ at, event, ...(detail ? { detail } : {}) }], $slice: -LONGEST_TIMELINE } };
}

/**
 * Ends an unaccepted invitation. The first write is conditional on the invitation's status and number of sends, the second
 * on the token that its record holds, so that of two racing actions exactly one wins.
 * @returns the invitation as it ended, or null when something else came first
 */
export async function endInvitation(
  session: ClientSession,
  invitation: InvitationDoc,
  ending: Ending,
  detail?: string,
): Promise<InvitationDoc | null> {
  const at = now();
  const ended = await invitations().findOneAndUpdate(
    { _id: invitation._id, status: "pending", sends: invitation.sends },
    {
      // Nobody answered: whoever invited is to be told of it.
      $set: { status: ending, updatedAt: at, ...(ending === "expired" ? { digestDue: at } : {}) },
      $unset: { remindAt: "" },
      $push: timelinePush(ending, at, detail),
    },
    { returnDocument: "after", session },
  );
  if (!ended) return null;
  await removeLock(session, ended);
  const taken = await cancelQueuedMails(session, { invitation: ended._id });
  return taken > 0 ? recordTakenBack(session, ended) : ended;
}

/** Expiry is nobody's act: whoever comes upon one that is due only writes it down. */
export async function expireInvitation(
  session: ClientSession,
  invitation: InvitationDoc,
  scope: Pick<AccountDoc, "_id" | "ancestors">,
): Promise<InvitationDoc | null> {
  const expired = await endInvitation(session, invitation, "expired");
  if (!expired) return null;
  await recordEvent(session, SYSTEM, "invitation.expired", scope, { type: "invitation", id: expired._id });
  return expired;
}

/**
 * How a record is known to hold the invitation's token: by the token's hash, or, once the secret it was derived with is no
 * longer known, by the invitation it belongs to.
 */
export function holds(field: string, { _id, sends, keyId }: InvitationDoc): Document {
  if (!knownKeyIds().includes(keyId)) return { [`${field}.invitation`]: _id };
  return { [`${field}.token`]: inviteLock({ invitation: _id, send: sends, keyId }) };
}

/** Takes the token off the records it unlocked: the sub-account lapses, the invited membership goes. */
export async function removeLock(session: ClientSession, invitation: InvitationDoc): Promise<void> {
  if (invitation.type === "business") {
    await accounts().updateOne(
      { _id: invitation.account, status: "invited", ...holds("invite", invitation) },
      { $set: { status: "lapsed", owner: null, updatedAt: now() }, $unset: { invite: "" }, $inc: { version: 1 } },
      { session },
    );
  }
  const mine: Document = { account: invitation.account, status: "invited", ...holds("resetToken", invitation) };
  await users().updateOne({ _id: invitation.user }, { $pull: { memberships: mine } }, { session });
}
