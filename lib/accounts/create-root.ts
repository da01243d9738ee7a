import type { ClientSession } from "mongodb";
import { SYSTEM } from "../auth/actor";
import { now } from "../clock";
import { accounts, meta, users } from "../db/client";
import { newId, randomId } from "../db/ids";
import type { AccountDoc, UserDoc } from "../db/types";
import type { EmailAddress } from "../email";
import { AppError } from "../errors";
import { recordEvent } from "../events/record";
import { nameKeyOf, personKeys } from "../text";

export interface RootOwner {
  address: EmailAddress;
  passwordHash: string;
  firstName: string;
  lastName: string;
}

/** Whether the first account has been made. */
export async function hasRootAccount(): Promise<boolean> {
  return (await accounts().findOne({ parent: null }, { projection: { _id: 1 } })) !== null;
}

/**
 * Makes the first root account and its owner, once: the marker's id is unique, so that of two at the same time one is told
 * `already_set_up`. The operator vouches for the owner's address.
 */
export async function createRootAccount(
  session: ClientSession,
  name: string,
  owner: RootOwner,
): Promise<{ account: AccountDoc; owner: UserDoc }> {
  const at = now();
  const account: AccountDoc = {
    _id: newId(),
    name,
    nameKey: nameKeyOf(name),
    parent: null,
    ancestors: [],
    owner: randomId(),
    contact: null,
    status: "active",
    branding: null,
    settings: { redirectOrigins: [], reminderDays: 2, notices: true },
    profile: {},
    version: 1,
    createdAt: at,
    updatedAt: at,
  };
  const marked = await meta().updateOne(
    { _id: "first-account" },
    { $setOnInsert: { account: account._id, at } },
    { upsert: true, session },
  );
  if (marked.upsertedCount === 0) {
    throw new AppError("already_set_up", "Foyer has been set up already. Sign in instead.");
  }
  const user: UserDoc = {
    _id: account.owner ?? randomId(),
    email: owner.address.email,
    emailKey: owner.address.emailKey,
    emailVerifiedAt: at,
    firstName: owner.firstName,
    lastName: owner.lastName,
    ...personKeys(owner),
    phone: null,
    jobTitle: null,
    locale: null,
    timezone: null,
    status: "active",
    passwordHash: owner.passwordHash,
    sessionVersion: 0,
    memberships: [{ account: account._id, role: "owner", status: "active" }],
    lastAccount: account._id,
    createdAt: at,
    updatedAt: at,
  };
  await accounts().insertOne(account, { session });
  await users().insertOne(user, { session });
  await recordEvent(session, SYSTEM, "account.created", account, { type: "account", id: account._id });
  return { account, owner: user };
}
