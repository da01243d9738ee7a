import type { ClientSession } from "mongodb";
import { users } from "../db/client";
import type { AccountDoc, ActorRef, InvitationDoc, InviteClaims, MailKind, Notices } from "../db/types";
import { type MailData, queueMail, rootOf } from "../mail/queue";
import { fullName } from "../text";
import { readerOf } from "./inviter";
import { inviteeName } from "./view";

/** The mails that an invitation causes. Who a notice goes to, and what each may say, is settled here. */

/** A person is named; a key is no person, so its account speaks. */
export function inviterNameOf(invitedBy: ActorRef, scopeName: string): string {
  return invitedBy.type === "user" ? invitedBy.name : scopeName;
}

export function claimsOf(invitation: InvitationDoc): InviteClaims {
  return {
    invitation: invitation._id,
    send: invitation.sends,
    keyId: invitation.keyId,
    issuedAt: invitation.issuedAt,
    expiresAt: invitation.expiresAt,
    via: invitation.via,
  };
}

function dataOf(invitation: InvitationDoc, scopeName: string): MailData {
  return {
    type: invitation.type,
    accountName: invitation.accountName,
    parentName: invitation.type === "business" ? scopeName : null,
    inviterName: inviterNameOf(invitation.invitedBy, scopeName),
    inviteeName: fullName(invitation) || null,
    inviteeEmail: invitation.email,
    message: invitation.message ?? null,
  };
}

/** In a mail to the invitee alone: where somebody lives is nobody else's to learn. */
async function inviteeData(session: ClientSession, invitation: InvitationDoc, scope: Scope): Promise<MailData> {
  const options = { projection: { timezone: 1 }, session };
  const user = await users().findOne({ _id: invitation.user }, options);
  return { ...dataOf(invitation, scope.name), timezone: user?.timezone ?? null };
}

/** The inviting account, or the one joined: who speaks in the mail. */
export type Scope = Pick<AccountDoc, "_id" | "name" | "ancestors">;

/** What all mails to the invitee have in common. */
async function letterTo(session: ClientSession, invitation: InvitationDoc, scope: Scope) {
  return {
    account: invitation.scope,
    tenant: rootOf(scope),
    invitation: invitation._id,
    to: { email: invitation.email, name: inviteeName(invitation) },
    locale: invitation.locale,
    data: await inviteeData(session, invitation, scope),
  };
}

/** The mail that carries the link. `send` ties it to the invitation's delivery; a repeat of the same link has none. */
export async function mailInvite(
  session: ClientSession,
  invitation: InvitationDoc,
  scope: Scope,
  options: { again?: boolean; force?: boolean } = {},
): Promise<void> {
  const kind: MailKind = options.again ? "invite-link-again" : `invite-${invitation.type}`;
  await queueMail(session, {
    ...(await letterTo(session, invitation, scope)),
    kind,
    send: options.again ? null : invitation.sends,
    batch: invitation.batch,
    force: options.force,
    claims: claimsOf(invitation),
  });
}

/** Brings the link to mind that the invitee has; the delivery of the invitation is not begun anew. */
export async function mailReminder(session: ClientSession, invitation: InvitationDoc, scope: Scope): Promise<void> {
  await queueMail(session, {
    ...(await letterTo(session, invitation, scope)),
    kind: "invite-reminder",
    claims: claimsOf(invitation),
  });
}

export async function mailInvitee(
  session: ClientSession,
  invitation: InvitationDoc,
  scope: Scope,
  kind: Extract<MailKind, "invite-cancelled">,
): Promise<void> {
  await queueMail(session, { ...(await letterTo(session, invitation, scope)), kind });
}

const NOTICE = {
  "invite-accepted": "accepted",
  "invite-declined": "declined",
  "invite-cancelled-inviter": "cancelled",
  "invite-requested": "requested",
} as const satisfies Partial<Record<MailKind, keyof Notices>>;

/** Whether the account wants whoever invited to be told of this by mail. */
export function wantsNotice({ settings: { notices } }: Pick<AccountDoc, "settings">, notice: keyof Notices): boolean {
  return typeof notices === "boolean" ? notices : notices[notice];
}

export async function mailInviter(
  session: ClientSession,
  invitation: InvitationDoc,
  scope: Scope & Pick<AccountDoc, "settings">,
  kind: Extract<MailKind, "invite-accepted" | "invite-declined" | "invite-cancelled-inviter" | "invite-requested">,
  byName: string | null = null,
): Promise<string | null> {
  const inviter = await readerOf(session, invitation.invitedBy, scope);
  if (!inviter) return null;
  const name = fullName(inviter) || inviter.email;
  if (!wantsNotice(scope, NOTICE[kind])) return name;
  await queueMail(session, {
    kind,
    account: invitation.scope,
    tenant: rootOf(scope),
    invitation: invitation._id,
    to: { email: inviter.email, name },
    locale: inviter.locale ?? "en",
    data: { ...dataOf(invitation, scope.name), byName, timezone: inviter.timezone },
  });
  return name;
}
