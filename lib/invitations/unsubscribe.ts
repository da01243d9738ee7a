import type { ClientSession } from "mongodb";
import { verifyUnsubscribe } from "../auth/unsubscribe-token";
import { now } from "../clock";
import { accounts, invitations, transact } from "../db/client";
import type { AccountDoc, InvitationDoc } from "../db/types";
import { AppError } from "../errors";
import { findStop, stopAddress } from "../mail/suppressions";
import { timelinePush } from "./end";
import { inviteeActor } from "./invitee";

/** Whoever reads a reminder may ask for no more mail. The invitation stays open: its link works as long as it did. */

export interface Unsubscribing {
  state: "open" | "done" | "invalid";
  /** The address that is meant, and the account that would write no more; empty where the link is none of ours. */
  email: string;
  accountName: string;
  locale: string;
}

/** What stands behind such a link, for the page that asks. */
export async function describeUnsubscribe(token: string): Promise<Unsubscribing> {
  const found = await find(token);
  if (!found) return { state: "invalid", email: "", accountName: "", locale: "en" };
  const { invitation, scope } = found;
  const stop = await findStop(scope, invitation.emailKey);
  return {
    state: stop ? "done" : "open",
    email: invitation.email,
    accountName: scope.name,
    locale: invitation.locale,
  };
}

/**
 * Stops mail from the inviting account to the invited address; asked again, nothing more.
 * @throws AppError 401 `token_invalid`
 */
export async function unsubscribe(token: string, ip: string | null): Promise<void> {
  const found = await find(token);
  if (!found) {
    throw new AppError(
      "token_invalid",
      "This link is not one of ours, or not all of it arrived. Open it from the mail once more.",
    );
  }
  await transact((session) => stop(session, found, ip));
}

async function stop(session: ClientSession, { invitation, scope }: Found, ip: string | null): Promise<void> {
  const { email, emailKey, _id } = invitation;
  const { changed } = await stopAddress(session, inviteeActor(invitation, ip), scope, {
    address: { email, emailKey },
    reason: "unsubscribe",
    detail: null,
    invitation: _id,
  });
  if (!changed) return;
  await invitations().updateOne(
    { _id },
    { $unset: { remindAt: "" }, $push: timelinePush("unsubscribed", now()) },
    { session },
  );
}

interface Found {
  invitation: InvitationDoc;
  scope: AccountDoc;
}

async function find(token: string): Promise<Found | null> {
  const verified = await verifyUnsubscribe(token);
  const invitation = verified ? await invitations().findOne({ _id: verified.invitation }) : null;
  const scope = invitation ? await accounts().findOne({ _id: invitation.scope }) : null;
  return invitation && scope ? { invitation, scope } : null;
}
