import type { ClientSession, ObjectId } from "mongodb";
import { now } from "../clock";
import { accounts, mails } from "../db/client";
import { newId } from "../db/ids";
import type { AccountDoc, AddressClaims, InviteClaims, MailDoc, MailKind } from "../db/types";

/**
 * What the templates may say. Names are cleaned when the mail is rendered, so callers pass them as they are stored.
 * Links, keys and dates are not among them: they come from `claims` and `reset`.
 */
export interface MailData {
  /** What accepting opens: "business" (a sub-account) or "user" (an existing account). */
  type?: "business" | "user" | null;
  /** The account that is opened (business) or joined (user). */
  accountName?: string | null;
  /** business only: the account that invites, "… at Acme". */
  parentName?: string | null;
  inviterName?: string | null;
  inviteeName?: string | null;
  inviteeEmail?: string | null;
  /** The inviter's own words. */
  message?: string | null;
  /** Who cancelled, where that is somebody else than the inviter. */
  byName?: string | null;
  /** Of a change of address: the new one, and the one before. Ownership: `byName` offers it to `inviteeName`. */
  newEmail?: string | null;
  oldEmail?: string | null;
  /** The reader's time zone (IANA), for the moments that the mail names; UTC, saying so, where it is not known. */
  timezone?: string | null;
  /** Of a digest: how many invitations ended. */
  count?: string | null;
  /** Of a list of people that has come to its end. */
  batchName?: string | null;
  total?: string | null;
  invited?: string | null;
  skipped?: string | null;
  failed?: string | null;
  /** Of a template tried out: the words that it is tried with, null for Foyer's own. */
  wordingSubject?: string | null;
  wordingIntroduction?: string | null;
}

export interface MailInput {
  /** A derived id makes writing the same mail twice impossible. */
  id?: ObjectId;
  kind: MailKind;
  /** Whose branding the mail wears. For notices to the inviter also where its link leads: /a/<account>/invitations/<invitation>. */
  account: ObjectId;
  /** The root of the account's tree; looked up when left out. */
  tenant?: ObjectId;
  invitation?: ObjectId | null;
  /** The send of the invitation that this mail delivers; leave out for notices. */
  send?: number | null;
  batch?: ObjectId | null;
  to: { email: string; name: string };
  locale: string;
  data: MailData;
  claims?: InviteClaims | null;
  reset?: MailDoc["reset"];
  address?: AddressClaims | null;
  list?: MailDoc["list"];
  /** A template tried out, with sample values. */
  sample?: boolean;
  /** Although mail to the address is stopped. */
  force?: boolean;
  /** 0 passwords, 1 one at a time, 2 notices, 3 a set sent again, 4 lists of people (lists.ts); by kind when left out. */
  priority?: number;
}

const PRIORITY: Record<MailKind, number> = {
  "password-reset": 0,
  "password-changed": 0,
  "address-confirm": 0,
  "address-consent": 0,
  "address-changing": 0,
  "address-changed": 0,
  "ownership-offered": 2,
  "invite-business": 1,
  "invite-user": 1,
  "invite-link-again": 1,
  "invite-reminder": 2,
  "invitations-expired": 2,
  "batch-finished": 2,
  "invite-cancelled": 2,
  "invite-cancelled-inviter": 2,
  "invite-declined": 2,
  "invite-accepted": 2,
  "invite-requested": 2,
};

/** The document of a mail that waits to be sent. */
export function newMail(input: MailInput): MailDoc {
  const at = now();
  return {
    _id: input.id ?? newId(),
    kind: input.kind,
    account: input.account,
    tenant: input.tenant ?? input.account,
    invitation: input.invitation ?? null,
    send: input.send ?? null,
    batch: input.batch ?? null,
    to: { email: input.to.email, name: input.to.name },
    locale: input.locale,
    data: { ...input.data },
    ...(input.list ? { list: input.list } : {}),
    ...(input.sample ? { sample: true } : {}),
    ...(input.force ? { force: true } : {}),
    claims: input.claims ?? null,
    reset: input.reset ?? null,
    ...(input.address ? { address: input.address } : {}),
    status: "queued",
    priority: input.priority ?? PRIORITY[input.kind],
    attempts: 0,
    // The outbox claims on the database's time, never on a clock that a test moved.
    notBefore: new Date(),
    lease: null,
    frozen: null,
    transport: null,
    messageId: null,
    error: null,
    createdAt: at,
    sentAt: null,
  };
}

/** Writes a mail with its cause, in the cause's transaction. Call `wakeOutbox()` once that has committed. */
export async function queueMail(session: ClientSession | undefined, input: MailInput): Promise<ObjectId> {
  const mail = newMail({ ...input, tenant: input.tenant ?? (await tenantOf(session, input.account)) });
  await mails().insertOne(mail, { session });
  return mail._id;
}

/** The root above an account: tenants share the outbox, however many accounts each has. */
export function rootOf({ _id, ancestors }: Pick<AccountDoc, "_id" | "ancestors">): ObjectId {
  return ancestors[0] ?? _id;
}

async function tenantOf(session: ClientSession | undefined, account: ObjectId): Promise<ObjectId> {
  const found = await accounts().findOne({ _id: account }, { projection: { ancestors: 1 }, session });
  return found ? rootOf(found) : account;
}

/**
 * Takes back the mails of an invitation that still carry its link and that no attempt holds.
 * Notices about it are left alone.
 * @returns how many were taken back; 0 tells that the invitee may already have the mail
 */
export async function cancelQueuedMails(
  session: ClientSession | undefined,
  { invitation }: { invitation: ObjectId },
): Promise<number> {
  const { modifiedCount } = await mails().updateMany(
    { invitation, status: "queued", claims: { $ne: null } },
    { $set: { status: "cancelled", error: null } },
    { session },
  );
  return modifiedCount;
}

/** Takes back mails about a change of address that a later request has made pointless, where no attempt holds them. */
export async function cancelAddressMails(session: ClientSession, user: ObjectId, change: ObjectId): Promise<void> {
  await mails().updateMany(
    { "address.change": change, "address.user": user, status: "queued" },
    { $set: { status: "cancelled", error: null } },
    { session },
  );
}

/** Takes back the letter that offers an account's ownership, where no attempt holds it: the offer no longer stands. */
export async function cancelOfferMails(session: ClientSession, account: ObjectId): Promise<void> {
  await mails().updateMany(
    { status: "queued", kind: "ownership-offered", account },
    { $set: { status: "cancelled", error: null } },
    { session },
  );
}
