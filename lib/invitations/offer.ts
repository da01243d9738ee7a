import type { ClientSession, ObjectId } from "mongodb";
import { inviteLock } from "../auth/invite-token";
import { now, wholeSeconds } from "../clock";
import { accounts, contacts, users } from "../db/client";
import { newId, randomId } from "../db/ids";
import type { AccountDoc, ContactDoc, InvitationDoc, Membership, TokenLock } from "../db/types";
import type { EmailAddress } from "../email";
import { AppError } from "../errors";
import { nameKeyOf, personKeys } from "../text";

/** What an invitation writes besides itself: the contact, the sub-account and the invitee. Each write carries its own guard. */

export const MAX_DEPTH = 16;
const DAY = 24 * 3_600_000;

/** The end of a link that is made now, cut to what its `exp` can say. */
export function expiryAfter(days: number): Date {
  return wholeSeconds(new Date(now().getTime() + days * DAY));
}

export function lockOf(invitation: InvitationDoc): TokenLock {
  const { _id, sends, keyId, expiresAt } = invitation;
  return { token: inviteLock({ invitation: _id, send: sends, keyId }), invitation: _id, expiresAt };
}

export interface NewContact {
  name: string;
  address: EmailAddress;
  firstName: string;
  lastName: string;
  phone?: string;
  website?: string;
  postal?: ContactDoc["address"];
}

/** What is known of a business that is made a contact, beside its account and what it is told apart by. */
export function businessFields({ name, address, firstName, lastName, phone, website, postal }: NewContact, at: Date) {
  return {
    name,
    email: address.email,
    firstName,
    lastName,
    phone: phone ?? null,
    website,
    address: postal,
    subAccount: null,
    version: 1,
    createdAt: at,
    updatedAt: at,
  };
}

/** Finds the business of that address and name among the account's contacts, or makes it. */
export async function findOrMakeContact(
  session: ClientSession,
  account: ObjectId,
  contact: NewContact,
): Promise<{ contact: ContactDoc; made: boolean }> {
  const at = now();
  const id = newId();
  const found = await contacts().findOneAndUpdate(
    { account, type: "business", emailKey: contact.address.emailKey, nameKey: nameKeyOf(contact.name) },
    { $setOnInsert: { _id: id, ...businessFields(contact, at) } },
    { upsert: true, returnDocument: "after", session },
  );
  if (!found) throw new Error("An upsert returned no document");
  return { contact: found, made: found._id.equals(id) };
}

/** Thrown inside the transaction where the contact's sub-account stands; told in full outside it. */
export class BusinessTaken extends Error {
  constructor(readonly contact: ContactDoc) {
    super("The contact has a sub-account");
  }
}

/** A sub-account in wait of its owner. */
export function newSubAccount(
  parent: AccountDoc,
  contact: Pick<ContactDoc, "_id" | "name" | "phone" | "website" | "address">,
  invitation: InvitationDoc,
): AccountDoc {
  const at = now();
  return {
    _id: invitation.account,
    name: contact.name,
    nameKey: nameKeyOf(contact.name),
    parent: parent._id,
    ancestors: [...parent.ancestors, parent._id],
    contact: contact._id,
    ...waitingFor(invitation, at),
    branding: null,
    settings: { redirectOrigins: [], reminderDays: 2, notices: true },
    profile: { phone: contact.phone ?? undefined, website: contact.website, address: contact.address },
    version: 1,
    createdAt: at,
  };
}

/** What makes a sub-account that lapsed one that waits again. */
export function revival({ name }: Pick<ContactDoc, "name">, invitation: InvitationDoc) {
  return {
    // It was never opened, so it takes the name that the invitation says.
    $set: { ...waitingFor(invitation, now()), name, nameKey: nameKeyOf(name) },
    $inc: { version: 1 },
  };
}

function waitingFor(invitation: InvitationDoc, at: Date) {
  return { status: "invited" as const, owner: invitation.user, invite: lockOf(invitation), updatedAt: at };
}

/** Opens the contact's sub-account in wait of its owner, or revives the one that lapsed. */
export async function openSubAccount(
  session: ClientSession,
  parent: AccountDoc,
  contact: ContactDoc,
  invitation: InvitationDoc,
): Promise<AccountDoc> {
  if (contact.subAccount) {
    const revived = await accounts().findOneAndUpdate(
      { _id: contact.subAccount, parent: parent._id, status: "lapsed" },
      revival(contact, invitation),
      { returnDocument: "after", session },
    );
    if (!revived) throw new BusinessTaken(contact);
    await linkContact(session, contact, revived._id);
    return revived;
  }
  const account = newSubAccount(parent, contact, invitation);
  await accounts().insertOne(account, { session });
  await linkContact(session, contact, account._id);
  return account;
}

/**
 * Every invitation writes to its contact, so that of inviting it and of changing or deleting it at the same time one comes
 * first. Where it is no longer as it was read, it is read again: it was changed, deleted, or given a sub-account that is
 * revived instead or stands in the way.
 */
async function linkContact(session: ClientSession, contact: ContactDoc, subAccount: ObjectId): Promise<void> {
  const { filter, update } = linking(contact, subAccount);
  const linked = await contacts().updateOne(filter, update, { session });
  if (linked.modifiedCount === 0) throw new BusinessTaken(contact);
}

export function linking(contact: ContactDoc, subAccount: ObjectId) {
  return {
    filter: { _id: contact._id, subAccount: contact.subAccount, version: contact.version },
    update: { $set: { subAccount, updatedAt: now() }, $inc: { version: 1 } },
  };
}

/**
 * Gives a lapsed sub-account whose contact was deleted a contact again. One that has another lapsed sub-account by now leaves
 * that one; one whose sub-account is in use stands in the way.
 */
export async function adoptContact(
  session: ClientSession,
  contact: ContactDoc,
  subAccount: ObjectId,
): Promise<ContactDoc> {
  const at = now();
  if (contact.subAccount?.equals(subAccount)) return contact;
  if (contact.subAccount) {
    const left = await accounts().updateOne(
      { _id: contact.subAccount, status: "lapsed" },
      { $set: { contact: null, updatedAt: at }, $inc: { version: 1 } },
      { session },
    );
    if (left.matchedCount === 0) throw new BusinessTaken(contact);
  }
  const taken = await accounts().updateOne(
    { _id: subAccount, status: "lapsed", contact: null },
    { $set: { contact: contact._id, updatedAt: at }, $inc: { version: 1 } },
    { session },
  );
  if (taken.matchedCount === 0) throw new BusinessTaken(contact);
  const adopted = await contacts().findOneAndUpdate(
    { _id: contact._id, version: contact.version },
    { $set: { subAccount, updatedAt: at }, $inc: { version: 1 } },
    { returnDocument: "after", session },
  );
  if (!adopted) throw new BusinessTaken(contact);
  return adopted;
}

/** The contact learns the address that its invitation went to; where another one has that name and address, it keeps its own. */
export async function readdressContact(
  session: ClientSession,
  { _id, account, type, nameKey }: ContactDoc,
  { email, emailKey }: EmailAddress,
): Promise<void> {
  if (await contacts().findOne({ account, type, nameKey, emailKey }, { session })) return;
  await contacts().updateOne(
    { _id },
    { $set: { email, emailKey, updatedAt: now() }, $inc: { version: 1 } },
    { session },
  );
}

export function contactWithoutEmail({ name }: Pick<ContactDoc, "name">): AppError {
  return new AppError(
    "contact_without_email",
    `${name} has no e-mail address yet. Add one to the contact, then invite it.`,
  );
}

export function assertDepth(parent: AccountDoc): void {
  if (parent.ancestors.length + 1 <= MAX_DEPTH) return;
  throw new AppError("too_deep", `Accounts can be nested ${MAX_DEPTH} deep, and ${parent.name} is that deep already.`);
}

export const MOST_MEMBERSHIPS = 1000;

/**
 * Adds the invited membership to the user of that address, who is made where there is none. The filter refuses a second
 * membership of one account and the 1,001st of one user; the refused upsert then runs into the unique address.
 */
export async function addInvitee(session: ClientSession, invitation: InvitationDoc): Promise<ObjectId> {
  const { $push, filter } = joining(invitation);
  const user = await users().findOneAndUpdate(
    filter,
    { $setOnInsert: { _id: randomId(), ...inviteeFields(invitation) }, $push },
    { upsert: true, returnDocument: "after", projection: { _id: 1 }, session },
  );
  if (!user) throw new Error("An upsert returned no document");
  return user._id;
}

export function membershipOf(invitation: InvitationDoc): Membership {
  const { account, role } = invitation;
  return { account, role, status: "invited", resetToken: lockOf(invitation) };
}

/** Who may be given the invited membership, and how. */
export function joining(invitation: InvitationDoc) {
  return {
    filter: {
      emailKey: invitation.emailKey,
      "memberships.account": { $ne: invitation.account },
      [`memberships.${MOST_MEMBERSHIPS - 1}`]: { $exists: false },
    },
    $push: { memberships: membershipOf(invitation) },
  };
}

/** What is known of somebody who has no user yet, beside their address in its comparable form. */
export function inviteeFields(invitation: InvitationDoc) {
  const at = now();
  return {
    email: invitation.email,
    emailVerifiedAt: null,
    firstName: invitation.firstName,
    lastName: invitation.lastName,
    ...personKeys(invitation),
    phone: null,
    jobTitle: null,
    locale: invitation.locale,
    timezone: null,
    status: "invited" as const,
    sessionVersion: 0,
    createdAt: at,
    updatedAt: at,
  };
}
