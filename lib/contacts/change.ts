import type { ClientSession, ObjectId, UpdateFilter } from "mongodb";
import type { Actor } from "../auth/actor";
import { now } from "../clock";
import { contacts, transact } from "../db/client";
import type { AccountDoc, ContactDoc } from "../db/types";
import { requireEmail } from "../email";
import { notFound } from "../errors";
import { recordEvent } from "../events/record";
import { assertVersion } from "../http/versions";
import { nameKeyOf } from "../text";
import { assertNotSuspended, contactInUse, holdOn, reachContact } from "./access";
import { explainExisting, tidyAddress } from "./fields";
import { type ContactChange, type ContactView, contactTexts } from "./schema";
import { viewContact } from "./view";

type Fields = Pick<
  ContactDoc,
  | "type"
  | "name"
  | "nameKey"
  | "email"
  | "emailKey"
  | "phone"
  | "website"
  | "address"
  | "firstName"
  | "lastName"
  | "externalId"
  | "metadata"
>;

/**
 * Changes a contact; its sub-account keeps what it has. While an invitation is open the address stays the one that it went
 * to, and a contact that has its sub-account stays a business or a person.
 */
export async function changeContact(
  actor: Actor,
  id: ObjectId,
  change: ContactChange,
  { expected }: { expected: number[] | null },
): Promise<ContactView> {
  const { contact, access } = await reachContact(actor, id);
  assertNotSuspended(access);
  let wanted = contact;
  try {
    return await transact(async (session) => {
      const current = await contacts().findOne({ _id: id }, { session });
      if (!current) throw notFound();
      assertVersion(expected, current.version, current.name, contactTexts(await viewContact(current)));
      const fields = changedFields(current, change);
      if (Object.keys(fields).length === 0) return viewContact(current);
      await assertFree(session, current, fields, access.account);
      wanted = { ...current, ...fields };
      const changed = await contacts().findOneAndUpdate({ _id: id, version: current.version }, updateOf(fields), {
        returnDocument: "after",
        session,
      });
      if (!changed) throw new Error("What a transaction has read, nobody else changes in it");
      await recordEvent(session, actor, "contact.updated", access.account, { type: "contact", id }, told(fields));
      return viewContact(changed, session);
    });
  } catch (error) {
    throw await explainExisting(error, wanted, access.account);
  }
}

/** What is another than it was; a field that is to go is there as undefined. */
function changedFields(current: ContactDoc, change: ContactChange): Partial<Fields> {
  const wanted: Partial<Fields> = {};
  if (change.type !== undefined) wanted.type = change.type;
  if (change.name !== undefined) Object.assign(wanted, { name: change.name, nameKey: nameKeyOf(change.name) });
  if (change.email !== undefined) {
    const address = change.email?.trim() ? requireEmail(change.email) : null;
    Object.assign(wanted, { email: address?.email ?? null, emailKey: address?.emailKey ?? null });
  }
  if (change.phone !== undefined) wanted.phone = change.phone || null;
  if (change.website !== undefined) wanted.website = change.website || undefined;
  if (change.address !== undefined) wanted.address = tidyAddress(change.address);
  if (change.firstName !== undefined) wanted.firstName = change.firstName;
  if (change.lastName !== undefined) wanted.lastName = change.lastName;
  if (change.externalId !== undefined) wanted.externalId = change.externalId || undefined;
  if (change.metadata !== undefined) wanted.metadata = change.metadata ?? undefined;
  const keys = Object.keys(wanted) as (keyof Fields)[];
  return Object.fromEntries(
    keys.filter((key) => !same(key, wanted[key], current[key])).map((key) => [key, wanted[key]]),
  );
}

/** A name that was never given is an empty one, and no pairs are none. */
function same(key: keyof Fields, one: unknown, other: unknown): boolean {
  const plain = (value: unknown) => {
    if (key === "address") return sorted(tidyAddress(value as ContactDoc["address"]));
    if (key === "metadata") return sorted(value ?? {});
    return JSON.stringify(value || null);
  };
  return plain(one) === plain(other);
}

function sorted(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value ?? null);
  return JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function assertFree(
  session: ClientSession,
  current: ContactDoc,
  fields: Partial<Fields>,
  scope: AccountDoc,
): Promise<void> {
  if (!("emailKey" in fields) && !("type" in fields)) return;
  const hold = await holdOn(session, current, scope);
  if ("emailKey" in fields && hold.invitation) {
    const way = "Move the invitation to the new address instead; the contact follows it.";
    throw contactInUse(current, hold, "its address stays for now", way);
  }
  if ("type" in fields && (hold.invitation || hold.account)) {
    throw contactInUse(current, hold, `it stays a ${current.type}`, "Add another contact for what is something else.");
  }
}

function updateOf(fields: Partial<Fields>): UpdateFilter<ContactDoc> {
  const entries = Object.entries(fields);
  const gone = entries.filter(([, value]) => value === undefined).map(([key]) => [key, ""]);
  return {
    $set: { ...Object.fromEntries(entries.filter(([, value]) => value !== undefined)), updatedAt: now() },
    ...(gone.length > 0 ? { $unset: Object.fromEntries(gone) } : {}),
    $inc: { version: 1 },
  };
}

/** The names of what was changed, for the trail. */
function told(fields: Partial<Fields>): Record<string, string> {
  const names = Object.keys(fields).filter((key) => key !== "nameKey" && key !== "emailKey");
  return { fields: names.join(", ") };
}
