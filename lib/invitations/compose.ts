import type { ClientSession, ObjectId } from "mongodb";
import { users } from "../db/client";
import type { AccountDoc, ActorRef, InvitationDoc, InviteClaims, MailKind, Notices } from "../db/types";
import { LIST_PRIORITY } from "../mail/lists";
import { type MailData, type MailInput, queueMail, rootOf } from "../mail/queue";
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

/** The inviting account, or the one joined: who speaks in the mail. */
export type Scope = Pick<AccountDoc, "_id" | "name" | "ancestors">;

/** What all mails to the invitee have in common. */
async function letterTo(session: ClientSession, invitation: InvitationDoc, scope: Scope) {
  const options = { projection: { timezone: 1 }, session };
  const user = await users().findOne({ _id: invitation.user }, options);
  return inviteeLetter(invitation, scope, user?.timezone ?? null);
}

/** @param timezone the invitee's: where somebody lives is said to nobody else */
function inviteeLetter(invitation: InvitationDoc, scope: Scope, timezone: string | null) {
  return {
    account: invitation.scope,
    tenant: rootOf(scope),
    invitation: invitation._id,
    to: { email: invitation.email, name: inviteeName(invitation) },
    locale: invitation.locale,
    data: { ...dataOf(invitation, scope.name), timezone },
  };
}

/** The mail with the link of an invitation's newest send, to be written with others. */
export function inviteMail(invitation: InvitationDoc, scope: Scope, timezone: string | null): MailInput {
  return {
    ...inviteeLetter(invitation, scope, timezone),
    kind: `invite-${invitation.type}`,
    send: invitation.sends,
    batch: invitation.batch,
    claims: claimsOf(invitation),
  };
}

/** The first mail of an invitation that a list of people made. */
export function listInvite(id: ObjectId, invitation: InvitationDoc, scope: Scope, timezone: string | null): MailInput {
  return { ...inviteMail(invitation, scope, timezone), id, priority: LIST_PRIORITY };
}

/** Tells the invitee that the invitation was withdrawn; to be written with others. */
export function cancelledMail(invitation: InvitationDoc, scope: Scope, timezone: string | null): MailInput {
  return { ...inviteeLetter(invitation, scope, timezone), kind: "invite-cancelled" };
}

/** The mail that carries the link. `send` ties it to the invitation's delivery; a repeat of the same link has none. */
export async function mailInvite(
  session: ClientSession,
  invitation: InvitationDoc,
  scope: Scope,
  options: { again?: boolean; force?: boolean; priority?: number } = {},
): Promise<void> {
  const kind: MailKind = options.again ? "invite-link-again" : `invite-${invitation.type}`;
  await queueMail(session, {
    ...(await letterTo(session, invitation, scope)),
    kind,
    send: options.again ? null : invitation.sends,
    batch: invitation.batch,
    force: options.force,
    priority: options.priority,
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
