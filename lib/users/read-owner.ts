import type { ObjectId } from "mongodb";
import type { Actor } from "../auth/actor";
import { now } from "../clock";
import type { AccountDoc, Address, UserDoc } from "../db/types";
import { accountsInReach, findOwner, isShared } from "./owner-access";
import { addressText, toOwnerProfile } from "./owner-view";

/** What the form for an account's owner and company shows. */
export interface OwnerInfo {
  /** Whoever looks is the owner. */
  inPerson: boolean;
  version: number;
  owner: {
    id: string;
    email: string;
    firstName: string;
    lastName: string;
    phone: string;
    jobTitle: string;
    locale: string;
    timezone: string;
  };
  company: { name: string; phone: string; website: string; address: Address; addressText: string };
  /** The person belongs to accounts out of the caller's reach: only the company can be changed. */
  shared: boolean;
  /** A new address on its way; null to those who could not ask for it. */
  pending: {
    email: string;
    requestedAt: string;
    expiresAt: string;
    requestedBy: string;
    confirmed: boolean;
    consentNeeded: boolean;
    consented: boolean;
  } | null;
  /** The address given up last, as long as its mailbox can take it back. */
  undo: { email: string; until: string } | null;
}

/** @throws AppError 404, 403, and 409 `account_not_active` while the account has no owner */
export async function readOwnerInfo(actor: Actor, accountId: ObjectId): Promise<OwnerInfo> {
  const found = await findOwner(actor, accountId);
  const { account, owner, inPerson } = found;
  const shared = isShared(found, await accountsInReach(actor, found));
  const { id, email, firstName, lastName, phone, jobTitle, locale, timezone } = toOwnerProfile(owner, shared);
  return {
    inPerson,
    version: account.version,
    owner: {
      id,
      email,
      firstName,
      lastName,
      phone: phone ?? "",
      jobTitle: jobTitle ?? "",
      locale: locale ?? "",
      timezone: timezone ?? "",
    },
    company: companyOf(account),
    shared,
    pending: shared ? null : pendingOf(owner),
    undo: shared ? null : undoOf(owner),
  };
}

function companyOf({ name, profile: { phone, website, address } }: AccountDoc): OwnerInfo["company"] {
  return {
    name,
    phone: phone ?? "",
    website: website ?? "",
    // One that came as a single text is shown as its first line.
    address: typeof address === "string" ? { line1: address } : (address ?? {}),
    addressText: addressText(address),
  };
}

function pendingOf({ pendingEmail: pending }: UserDoc): OwnerInfo["pending"] {
  if (!pending || pending.expiresAt <= now()) return null;
  return {
    email: pending.email,
    requestedAt: pending.requestedAt.toISOString(),
    expiresAt: pending.expiresAt.toISOString(),
    requestedBy: pending.requestedBy.name,
    confirmed: pending.confirmedAt !== null,
    consentNeeded: pending.consentNeeded,
    consented: pending.consentedAt !== null,
  };
}

function undoOf({ formerEmails = [] }: UserDoc): OwnerInfo["undo"] {
  const last = formerEmails.filter(({ until }) => until > now()).at(-1);
  return last ? { email: last.email, until: last.until.toISOString() } : null;
}
