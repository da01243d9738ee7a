import { ObjectId } from "mongodb";
import { newClaims } from "@/lib/auth/invite-token";
import { now } from "@/lib/clock";
import { accounts, invitations, mails, transact } from "@/lib/db/client";
import type { AccountDoc, InvitationDoc, MailDoc } from "@/lib/db/types";
import { forgetEnv } from "@/lib/env";
import { type MailInput, newMail, queueMail } from "@/lib/mail/queue";

/** Mails and the invitations they belong to, written as the domain writes them, for tests of the outbox alone. */

const DAY = 24 * 3_600_000;

export function settings(over: Record<string, string | undefined>): void {
  for (const [name, value] of Object.entries(over)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  forgetEnv();
}

export async function tenantAccount(name = "Acme"): Promise<AccountDoc> {
  const account: AccountDoc = {
    _id: new ObjectId(),
    name,
    nameKey: name.toLowerCase(),
    parent: null,
    ancestors: [],
    owner: null,
    contact: null,
    status: "active",
    branding: null,
    settings: { redirectOrigins: [], reminderDays: 2, notices: true },
    profile: {},
    version: 1,
    createdAt: new Date(),
    updatedAt: new Date(),
  };
  await accounts().insertOne(account);
  return account;
}

export function invitationOf(account: ObjectId, email: string, over: Partial<InvitationDoc> = {}): InvitationDoc {
  const at = now();
  return {
    _id: new ObjectId(),
    type: "user",
    scope: account,
    account,
    parent: null,
    user: new ObjectId(),
    contact: null,
    batch: null,
    email,
    emailKey: email,
    firstName: "Ana",
    lastName: "Lima",
    nameKey: "",
    lastNameKey: "",
    businessKey: "",
    addressKey: "",
    role: "member",
    locale: "en",
    accountName: "Acme",
    status: "pending",
    sends: 1,
    resends: 0,
    via: "mail",
    keyId: newClaims(account, 1, "mail", at, at).keyId,
    issuedAt: at,
    days: 7,
    expiresAt: new Date(at.getTime() + 7 * DAY),
    invitedBy: { type: "system", id: null, name: "Foyer" },
    delivery: { status: "queued", transport: null, at },
    timeline: [],
    createdAt: at,
    updatedAt: at,
    ...over,
  };
}

export function mailFor(invitation: InvitationDoc, over: Partial<MailInput> = {}): MailInput {
  return {
    kind: "invite-user",
    account: invitation.account,
    invitation: invitation._id,
    send: invitation.sends,
    to: { email: invitation.email, name: "Ana Lima" },
    locale: "en",
    data: { type: "user", accountName: "Acme", inviterName: "Rui Costa", inviteeEmail: invitation.email },
    claims: newClaims(invitation._id, invitation.sends, "mail", now(), invitation.expiresAt),
    ...over,
  };
}

export interface Queued {
  invitation: InvitationDoc;
  id: ObjectId;
}

/** One invitation and its mail. */
export async function queueInvite(account: ObjectId, email: string, over: Partial<MailInput> = {}): Promise<Queued> {
  const invitation = invitationOf(account, email);
  await invitations().insertOne(invitation);
  const id = await transact((session) => queueMail(session, mailFor(invitation, over)));
  return { invitation, id };
}

/** Many at once, as a list of people writes them: bulk unless a priority is given. */
export async function queueInvites(
  account: ObjectId,
  emails: readonly string[],
  over: Partial<MailInput> = {},
): Promise<Queued[]> {
  const all = emails.map((email) => invitationOf(account, email));
  const docs = all.map((invitation) => newMail(mailFor(invitation, { tenant: account, priority: 3, ...over })));
  for (let from = 0; from < all.length; from += 1000) {
    await invitations().insertMany(all.slice(from, from + 1000));
    await mails().insertMany(docs.slice(from, from + 1000));
  }
  return all.map((invitation, index) => ({ invitation, id: (docs[index] as MailDoc)._id }));
}

export const numbered = (name: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${name}${index}@bakery.example`);

export const mailOf = async (id: ObjectId) => (await mails().findOne({ _id: id })) as MailDoc;

export const deliveryOf = async ({ _id }: Pick<InvitationDoc, "_id">) =>
  ((await invitations().findOne({ _id })) as InvitationDoc).delivery;
