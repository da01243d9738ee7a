import type { ClientSession } from "mongodb";
import { accounts, users } from "../db/client";
import type { AccountDoc, ActorRef, InvitationDoc, InviteClaims, MailKind, Notices } from "../db/types";
import { type MailData, queueMail, rootOf } from "../mail/queue";
import { fullName } from "../text";
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

/** The mail that carries the link. `send` ties it to the invitation's delivery; a repeat of the same link has none. */
export async function mailInvite(
  session: ClientSession,
  invitation: InvitationDoc,
  scope: Scope,
  options: { again?: boolean; force?: boolean } = {},
): Promise<void> {
  const kind: MailKind = options.again ? "invite-link-again" : `invite-${invitation.type}`;
  await queueMail(session, {
    kind,
    account: invitation.scope,
    tenant: rootOf(scope),
    invitation: invitation._id,
    send: options.again ? null : invitation.sends,
    batch: invitation.batch,
    to: { email: invitation.email, name: inviteeName(invitation) },
    locale: invitation.locale,
    data: dataOf(invitation, scope.name),
    force: options.force,
    claims: claimsOf(invitation),
  });
}

export async function mailInvitee(
  session: ClientSession,
  invitation: InvitationDoc,
  scope: Scope,
  kind: Extract<MailKind, "invite-cancelled">,
): Promise<void> {
  await queueMail(session, {
    kind,
    account: invitation.scope,
    tenant: rootOf(scope),
    invitation: invitation._id,
    to: { email: invitation.email, name: inviteeName(invitation) },
    locale: invitation.locale,
    data: dataOf(invitation, scope.name),
  });
}

/** Whom a notice about an invitation goes to: the person who invited, or the owner where a key did. */
async function inviterOf(session: ClientSession, invitation: InvitationDoc) {
  const person = { projection: { email: 1, firstName: 1, lastName: 1, locale: 1, status: 1 }, session };
  const inviter =
    invitation.invitedBy.type === "user" && invitation.invitedBy.id
      ? await users().findOne({ _id: invitation.invitedBy.id }, person)
      : null;
  if (inviter?.status === "active") return inviter;
  const scope = await accounts().findOne({ _id: invitation.scope }, { projection: { owner: 1 }, session });
  return scope?.owner ? users().findOne({ _id: scope.owner }, person) : null;
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
  const inviter = await inviterOf(session, invitation);
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
    data: { ...dataOf(invitation, scope.name), byName },
  });
  return name;
}
