import { isDeepStrictEqual } from "node:util";
import type { ClientSession, ObjectId } from "mongodb";
import { activeOwner, toAccountView } from "../accounts/view";
import type { Actor } from "../auth/actor";
import { reauthenticate } from "../auth/reauthenticate";
import { now } from "../clock";
import { accounts, isDuplicateOf, transact, users } from "../db/client";
import type { AccountDoc, PendingEmail, UserDoc } from "../db/types";
import { type EmailAddress, parseEmail, requireEmail } from "../email";
import { wakeOutbox } from "../engine/wake";
import { AppError } from "../errors";
import { recordEvent } from "../events/record";
import { limitAddressChange } from "../http/rate-limit";
import { assertVersion } from "../http/versions";
import { fullName, personKeys } from "../text";
import { assertRoomForFormer, cancelChangeMails, mailChange, newChange } from "./address/request-change";
import { homeAccount } from "./home-account";
import {
  accountsInReach,
  assertMayChangePerson,
  assertOpen,
  findOwner,
  isShared,
  type OwnerAccess,
  within,
} from "./owner-access";
import type { CompanyInput, OwnerUpdated, UpdateOwnerInput } from "./owner-schema";
import { toFormFields, toOwnerProfile } from "./owner-view";
import { companyFields, updateContact } from "./update-company";

const PERSON = ["firstName", "lastName", "phone", "jobTitle", "locale", "timezone"] as const;
const ATTEMPTS = 3;

/** Something of what was looked at changed before it was written. */
class LostRace extends Error {}

interface Options {
  /** Versions of the account that the change is good for; null where any is. */
  expected: number[] | null;
}

/**
 * Changes an account's owner and company: user, account and contact in one transaction. A new address only starts its way
 * through the mailboxes.
 * @throws AppError 400 `invalid_request`, 403 `user_shared` or `reauthentication_required`, 409 `account_not_active`,
 *   412 `version_mismatch`, 422 `invalid_email`, 429 `rate_limited`
 */
export async function updateOwnerInfo(
  actor: Actor,
  accountId: ObjectId,
  input: UpdateOwnerInput,
  { expected }: Options,
): Promise<OwnerUpdated> {
  let plan = await look(actor, accountId, input, expected);
  const address = await allowAddress(actor, plan.found, input);
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    // Where the address became theirs meanwhile, there is nothing left to ask.
    const wanted = address?.emailKey === plan.found.owner.emailKey ? null : address;
    const change = wanted && (await newChange(actor, wanted, plan.found));
    try {
      const answer = await write(actor, plan, input, change, expected);
      if (change) wakeOutbox();
      return answer;
    } catch (error) {
      if (!(error instanceof LostRace) && !isDuplicateOf(error, "one_contact")) throw error;
    }
    // What came first may have been what this change was conditional on.
    const { sessionVersion } = plan.found.owner;
    plan = await look(actor, accountId, input, expected);
    // Or what ended the session that asks: an address that was taken back is not given away again by whoever had it.
    const ended = plan.found.inPerson && plan.found.owner.sessionVersion !== sessionVersion;
    if (address && ended && actor.type === "user") await reauthenticate(actor, undefined);
  }
  throw new AppError("unavailable", "This is being changed by others at the moment. Try again.", { retryAfter: 1 });
}

interface Plan {
  found: OwnerAccess;
  /** The accounts that the person may belong to for this caller to change them; null where only the company is changed. */
  reach: ObjectId[] | null;
  shared: boolean;
}

/** The checks that do not depend on who sits at the keyboard. */
async function look(
  actor: Actor,
  accountId: ObjectId,
  input: UpdateOwnerInput,
  expected: number[] | null,
): Promise<Plan> {
  const found = await findOwner(actor, accountId);
  assertOpen(found);
  const { account, owner } = found;
  if (isEmpty(input)) {
    throw new AppError(
      "invalid_request",
      "There is nothing to change: name at least one field of the owner or the company.",
    );
  }
  const shared = isShared(found, await accountsInReach(actor, found));
  assertVersion(expected, account.version, account.name, toFormFields(owner, account, shared));
  const personal = input.email !== undefined || PERSON.some((field) => input[field] !== undefined);
  return { found, reach: personal ? await assertMayChangePerson(actor, found) : null, shared };
}

/** Whether anything is to change. */
function isEmpty({ currentPassword: _, company = {}, ...person }: UpdateOwnerInput): boolean {
  return [...Object.values(person), ...Object.values(company)].every((value) => value === undefined);
}

/** The new address, once whoever asks has shown to be who they are; null where the address stays. */
async function allowAddress(
  actor: Actor,
  { owner }: OwnerAccess,
  { email, currentPassword }: UpdateOwnerInput,
): Promise<EmailAddress | null> {
  const changes = email !== undefined && parseEmail(email)?.emailKey !== owner.emailKey;
  if (actor.type === "user" && (changes || currentPassword !== undefined)) {
    await reauthenticate(actor, currentPassword);
  }
  if (!changes) return null;
  const address = requireEmail(email);
  assertRoomForFormer(owner);
  await limitAddressChange(owner._id.toHexString(), address.emailKey);
  return address;
}

async function write(
  actor: Actor,
  { found, reach, shared }: Plan,
  input: UpdateOwnerInput,
  change: PendingEmail | null,
  expected: number[] | null,
): Promise<OwnerUpdated> {
  const home = change && (await homeAccount(found.owner));
  return transact(async (session) => {
    const account = await writeAccount(session, found, input, expected);
    const person = reach && (await writePerson(session, found, reach, input, change));
    await updateContact(session, account, input);
    if (person) await bumpOthers(session, person._id, account._id);
    if (person && change && home) await mailChange(session, person, change, { home, account });
    await recordAll(session, actor, found, input, change);
    const user = person ?? found.owner;
    return {
      status: change ? "verification_required" : "updated",
      message: sentence(user, account, change),
      owner: toOwnerProfile(user, shared),
      account: toAccountView(account, found.access.status, activeOwner(user)),
    };
  });
}

/** The first write, which decides: the version is the one that was read, and the owner still the one. */
async function writeAccount(
  session: ClientSession,
  { account, owner }: OwnerAccess,
  { company = {} }: UpdateOwnerInput,
  expected: number[] | null,
): Promise<AccountDoc> {
  const written = await accounts().findOneAndUpdate(
    { _id: account._id, status: "active", owner: owner._id, ...(expected ? { version: { $in: expected } } : {}) },
    { $set: { ...companyFields(company), updatedAt: now() }, $inc: { version: 1 } },
    { returnDocument: "after", session },
  );
  if (!written) throw new LostRace();
  return written;
}

async function writePerson(
  session: ClientSession,
  { owner }: OwnerAccess,
  reach: ObjectId[],
  { firstName, lastName, phone, jobTitle, locale, timezone, email }: UpdateOwnerInput,
  change: PendingEmail | null,
): Promise<UserDoc> {
  const { _id, emailKey, sessionVersion } = owner;
  const same = { _id, emailKey, ...(change ? { sessionVersion } : {}), ...within(reach) };
  const before = await users().findOne(same, { session });
  if (!before) throw new LostRace();
  const named = { firstName: firstName ?? before.firstName, lastName: lastName ?? before.lastName };
  const after = await users().findOneAndUpdate(
    { _id: owner._id },
    {
      $set: {
        ...named,
        ...personKeys(named),
        ...(phone === undefined ? {} : { phone: phone || null }),
        ...(jobTitle === undefined ? {} : { jobTitle: jobTitle || null }),
        ...(locale === undefined ? {} : { locale }),
        ...(timezone === undefined ? {} : { timezone }),
        ...(change ? { pendingEmail: change } : {}),
        updatedAt: now(),
      },
      // The address as it is: then the new one is no longer wanted.
      ...(email !== undefined && !change ? { $unset: { pendingEmail: "" } } : {}),
    },
    { returnDocument: "after", session },
  );
  if (!after) throw new LostRace();
  if (email !== undefined) await cancelChangeMails(session, before, before.pendingEmail);
  return after;
}

/** Their other accounts show the same owner, so that what was read there is out of date, too. */
async function bumpOthers(session: ClientSession, owner: ObjectId, except: ObjectId): Promise<void> {
  await accounts().updateMany(
    { owner, _id: { $ne: except } },
    { $set: { updatedAt: now() }, $inc: { version: 1 } },
    { session },
  );
}

async function recordAll(
  session: ClientSession,
  actor: Actor,
  { account, owner }: OwnerAccess,
  input: UpdateOwnerInput,
  change: PendingEmail | null,
): Promise<void> {
  const subject = { type: "user" as const, id: owner._id };
  const fields = differences(input, owner, account);
  if (fields.length > 0) {
    await recordEvent(session, actor, "owner.updated", account, subject, { fields: fields.join(", ") });
  }
  if (change) await recordEvent(session, actor, "owner.email_change_requested", account, subject);
  else if (input.email !== undefined && owner.pendingEmail) {
    await recordEvent(session, actor, "owner.email_change_withdrawn", account, subject);
  }
}

/** The names of the fields that get another value. */
function differences({ company = {}, ...person }: UpdateOwnerInput, owner: UserDoc, account: AccountDoc): string[] {
  const before = { ...account.profile, name: account.name };
  const given = Object.entries(company).filter(([, value]) => value !== undefined);
  return [
    ...PERSON.filter((field) => person[field] !== undefined && person[field] !== (owner[field] ?? "")),
    ...given.flatMap(([field, value]) =>
      isDeepStrictEqual(before[field as keyof CompanyInput] ?? "", value) ? [] : [`company.${field}`],
    ),
  ];
}

function sentence(user: UserDoc, account: AccountDoc, change: PendingEmail | null): string {
  const who = fullName(user) || user.email;
  if (!change) return `${account.name} and its owner ${who} are up to date.`;
  if (change.consentNeeded) {
    return `${who} keeps signing in with ${user.email} until the link mailed to ${change.email} is opened and ${user.email} has agreed, too.`;
  }
  return `A link is on its way to ${change.email}. Until it is opened, ${user.email} stays the address to sign in with.`;
}
