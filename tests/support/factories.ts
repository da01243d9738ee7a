import { createApiKey } from "@/lib/auth/api-keys";
import { hashPassword } from "@/lib/auth/passwords";
import type { Permission } from "@/lib/auth/permissions";
import { userActor } from "@/lib/auth/session";
import { encodeSession, sessionClaims, sessionCookieName } from "@/lib/auth/session-token";
import { accounts, contacts, users } from "@/lib/db/client";
import { newId, randomId } from "@/lib/db/ids";
import type { AccountDoc, ContactDoc, Role, UserDoc } from "@/lib/db/types";
import { requireEmail } from "@/lib/email";
import { nameKeyOf, personKeys } from "@/lib/text";

/** Tenants, people and contacts as tests need them: documents of the right shape, written straight into the database. */

export const PASSWORD = "correct horse battery";

let passwordHash: Promise<string> | undefined;
/** One hash for everybody: hashing is slow on purpose. */
const sharedHash = () => (passwordHash ??= hashPassword(PASSWORD));

let counter = 0;
/** An address that nobody has had in this file. */
export function address(name = "person"): string {
  counter += 1;
  return `${name}-${counter}@example.com`;
}

export interface Person {
  user: UserDoc;
  /** A session's cookie. */
  cookie: string;
}

export interface Tenant {
  account: AccountDoc;
  id: string;
  owner: UserDoc;
  /** The owner's session. */
  cookie: string;
  /** A key of the account with all permissions. */
  key: string;
}

export async function createUser(
  fields: Partial<UserDoc> & { memberships?: UserDoc["memberships"] } = {},
): Promise<UserDoc> {
  const { email, emailKey } = requireEmail(fields.email ?? address());
  const at = new Date();
  const user: UserDoc = {
    _id: randomId(),
    emailVerifiedAt: at,
    firstName: "Rui",
    lastName: "Costa",
    ...personKeys({ firstName: fields.firstName ?? "Rui", lastName: fields.lastName ?? "Costa" }),
    phone: null,
    jobTitle: null,
    locale: null,
    timezone: null,
    status: "active",
    passwordHash: await sharedHash(),
    sessionVersion: 0,
    memberships: [],
    createdAt: at,
    updatedAt: at,
    ...fields,
    email,
    emailKey,
  };
  await users().insertOne(user);
  return user;
}

export async function cookieOf(user: Pick<UserDoc, "_id" | "sessionVersion">): Promise<string> {
  return `${sessionCookieName()}=${await encodeSession(sessionClaims(user))}`;
}

export async function createPerson(fields: Partial<UserDoc> = {}): Promise<Person> {
  const user = await createUser(fields);
  return { user, cookie: await cookieOf(user) };
}

async function insertTenant(parent: AccountDoc | null, fields: Partial<AccountDoc>): Promise<Tenant> {
  const at = new Date();
  const _id = newId();
  const name = fields.name ?? (parent ? "Lima Bakery" : "Acme");
  const owner = await createUser({ memberships: [{ account: _id, role: "owner", status: "active" }] });
  const account: AccountDoc = {
    _id,
    name,
    nameKey: nameKeyOf(name),
    parent: parent?._id ?? null,
    ancestors: parent ? [...parent.ancestors, parent._id] : [],
    owner: owner._id,
    contact: null,
    status: "active",
    branding: null,
    settings: { redirectOrigins: [], reminderDays: 2, notices: true },
    profile: {},
    version: 1,
    createdAt: at,
    updatedAt: at,
    ...fields,
  };
  const { status } = account;
  await accounts().insertOne({ ...account, status: "active" });
  const { key } = await createApiKey(userActor(owner, null), { name: "tests", account: _id.toHexString() });
  if (!key) throw new Error("A new key is shown");
  if (status !== "active") await accounts().updateOne({ _id }, { $set: { status } });
  return { account, id: _id.toHexString(), owner, cookie: await cookieOf(owner), key };
}

/** A root account with its owner and a key that may do everything. */
export function createTenant(fields: Partial<AccountDoc> = {}): Promise<Tenant> {
  return insertTenant(null, fields);
}

/** An active sub-account with an owner of its own. */
export function createSubAccount(parent: Tenant, fields: Partial<AccountDoc> = {}): Promise<Tenant> {
  return insertTenant(parent.account, fields);
}

export function createMember({ account }: Pick<Tenant, "account">, role: Role): Promise<Person> {
  return createPerson({ memberships: [{ account: account._id, role, status: "active" }] });
}

export async function createKey({ owner, id }: Tenant, permissions: Permission[]): Promise<string> {
  const { key } = await createApiKey(userActor(owner, null), { name: "some rights", account: id, permissions });
  if (!key) throw new Error("A new key is shown");
  return key;
}

export async function createContact(
  { account }: Pick<Tenant, "account">,
  fields: Partial<Omit<ContactDoc, "email">> & { email?: string | null } = {},
): Promise<ContactDoc & { id: string }> {
  const at = new Date();
  const name = fields.name ?? "Lima Bakery";
  const given = fields.email === null ? null : requireEmail(fields.email ?? address("bakery"));
  const contact: ContactDoc = {
    _id: newId(),
    account: account._id,
    type: "business",
    phone: null,
    subAccount: null,
    version: 1,
    createdAt: at,
    updatedAt: at,
    ...fields,
    name,
    nameKey: nameKeyOf(name),
    email: given?.email ?? null,
    emailKey: given?.emailKey ?? null,
  };
  await contacts().insertOne(contact);
  return { ...contact, id: contact._id.toHexString() };
}
