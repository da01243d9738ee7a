import type { ClientSession } from "mongodb";
import { now, wholeSeconds } from "../clock";
import { accounts, contacts, invitations, users } from "../db/client";
import type { AccountDoc, InvitationDoc } from "../db/types";
import type { EmailAddress } from "../email";
import { currentKeyId } from "../secrets";
import { invitationKeys } from "../text";
import { expireInvitation, holds, removeLock, timelinePush } from "./end";
import { addInvitee, expiryAfter, lockOf, readdressContact } from "./offer";
import { remindAtOf } from "./remind-at";

/** The writes of a re-send, in the order that lets exactly one of two racing actions win. */

/** The first write: conditional on status and number of sends, so that of two at once one is the newest. */
export async function sendAgain(
  session: ClientSession,
  invitation: InvitationDoc,
  address: EmailAddress | undefined,
  reminderDays: number | null,
): Promise<InvitationDoc | null> {
  const at = now();
  const issuedAt = wholeSeconds(at);
  const expiresAt = expiryAfter(invitation.days);
  const remindAt = remindAtOf(expiresAt, invitation.days, reminderDays);
  const detail = address && address.emailKey !== invitation.emailKey ? `to ${address.email}` : undefined;
  return invitations().findOneAndUpdate(
    { _id: invitation._id, status: "pending", sends: invitation.sends },
    {
      $set: {
        ...(address ? { ...address, ...invitationKeys(address, invitation, businessOf(invitation)) } : {}),
        keyId: currentKeyId(),
        via: "mail",
        issuedAt,
        expiresAt,
        ...(remindAt ? { remindAt } : {}),
        resentAt: at,
        updatedAt: at,
        delivery: { status: "queued", transport: null, error: null, at },
      },
      // A new link has yet to be brought to mind.
      $unset: { remindedAt: "", ...(remindAt ? {} : { remindAt: "" }) },
      $inc: { sends: 1, resends: 1 },
      $push: timelinePush("resent", at, detail),
    },
    { returnDocument: "after", session },
  );
}

function businessOf(invitation: InvitationDoc): string | undefined {
  return invitation.type === "business" ? invitation.accountName : undefined;
}

/** The second write: the record that is unlocked takes the new token in place of the one it holds. */
export async function replaceLock(session: ClientSession, before: InvitationDoc, sent: InvitationDoc): Promise<void> {
  const next = lockOf(sent);
  if (sent.type === "business") {
    const held = await accounts().updateOne(
      { _id: sent.account, status: "invited", ...holds("invite", before) },
      { $set: { invite: next, updatedAt: now() } },
      { session },
    );
    if (held.matchedCount === 0)
      throw new Error("A pending invitation unlocks an account that does not hold its token");
  }
  const held = await users().updateOne(
    { _id: sent.user, memberships: { $elemMatch: { account: sent.account, ...holds("resetToken", before) } } },
    { $set: { "memberships.$.resetToken": next } },
    { session },
  );
  if (held.matchedCount === 0) throw new Error("A pending invitation has no membership that holds its token");
}

/** To another address: the invited membership goes from one user to the other, and the contact learns the new address. */
export async function moveInvitee(session: ClientSession, before: InvitationDoc, sent: InvitationDoc): Promise<void> {
  const at = now();
  if (sent.type === "user") await removeLock(session, before);
  else {
    const mine = { account: sent.account, status: "invited" as const };
    await users().updateOne({ _id: before.user }, { $pull: { memberships: mine } }, { session });
  }
  const user = await addInvitee(session, sent);
  sent.user = user;
  await invitations().updateOne({ _id: sent._id }, { $set: { user } }, { session });
  if (sent.type === "user") return;
  const held = await accounts().updateOne(
    { _id: sent.account, status: "invited", ...holds("invite", before) },
    { $set: { invite: lockOf(sent), owner: user, updatedAt: at }, $inc: { version: 1 } },
    { session },
  );
  if (held.matchedCount === 0) throw new Error("A pending invitation unlocks an account that does not hold its token");
  const contact = sent.contact && (await contacts().findOne({ _id: sent.contact }, { session }));
  if (contact) await readdressContact(session, contact, sent);
}

/** An invitation to the new address that is due to expire must not stand in the way of one that moves there. */
export async function expireOverdueAt(
  session: ClientSession,
  scope: AccountDoc,
  { type, contact }: InvitationDoc,
  { emailKey }: EmailAddress,
): Promise<void> {
  const there = { scope: scope._id, type, contact, emailKey, status: "pending" as const, expiresAt: { $lte: now() } };
  const overdue = await invitations().findOne(there, { session });
  if (overdue) await expireInvitation(session, overdue, scope);
}
