import type { ObjectId } from "mongodb";
import { wholeSeconds } from "../clock";
import type { AccountDoc, ActorRef, ContactDoc, InvitationDoc, Role } from "../db/types";
import type { EmailAddress } from "../email";
import { currentKeyId } from "../secrets";
import { invitationKeys } from "../text";
import { inviterNameOf } from "./compose";
import { remindAtOf } from "./remind-at";

/** What whoever invites says of it; the same for one and for each of a list. */
export interface Terms {
  address: EmailAddress;
  firstName: string;
  lastName: string;
  role: Role;
  locale: string;
  message?: string;
  externalId?: string;
  metadata?: Record<string, string>;
  redirectUrl?: string;
  /** How long it is open. */
  days: number;
  mail: boolean;
}

interface Making {
  id: ObjectId;
  scope: AccountDoc;
  /** Of a business; null where an account is joined. */
  contact: Pick<ContactDoc, "_id" | "name"> | null;
  /** The account that accepting unlocks. */
  account: ObjectId;
  user: ObjectId;
  batch?: ObjectId;
  invitedBy: ActorRef;
  at: Date;
  expiresAt: Date;
}

/** A new invitation's document. */
export function newInvitation(terms: Terms, making: Making): InvitationDoc {
  const { address, firstName, lastName, days, mail } = terms;
  const { id, scope, contact, account, user, batch, invitedBy, at, expiresAt } = making;
  return {
    _id: id,
    type: contact ? "business" : "user",
    scope: scope._id,
    account,
    parent: contact ? scope._id : scope.parent,
    user,
    contact: contact?._id ?? null,
    batch: batch ?? null,
    email: address.email,
    emailKey: address.emailKey,
    firstName,
    lastName,
    ...invitationKeys(address, { firstName, lastName }, contact?.name),
    role: terms.role,
    locale: terms.locale,
    accountName: contact?.name ?? scope.name,
    message: terms.message,
    externalId: terms.externalId,
    metadata: terms.metadata,
    redirectUrl: terms.redirectUrl,
    status: "pending",
    sends: 1,
    resends: 0,
    via: mail ? "mail" : "link",
    keyId: currentKeyId(),
    issuedAt: wholeSeconds(at),
    days,
    expiresAt,
    remindAt: mail ? remindAtOf(expiresAt, days, scope.settings.reminderDays) : undefined,
    invitedBy,
    delivery: { status: mail ? "queued" : "none", transport: null, error: null, at },
    timeline: [{ at, event: "invited", detail: inviterNameOf(invitedBy, scope.name) }],
    createdAt: at,
    updatedAt: at,
  };
}
