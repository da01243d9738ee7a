import { accountMeant } from "../accounts/own";
import type { Actor } from "../auth/actor";
import { authorize } from "../auth/permissions";
import { now } from "../clock";
import { contacts, transact } from "../db/client";
import { newId } from "../db/ids";
import type { ContactDoc } from "../db/types";
import { requireEmail } from "../email";
import { recordEvent } from "../events/record";
import { nameKeyOf } from "../text";
import { assertNotSuspended } from "./access";
import { explainExisting, tidyAddress } from "./fields";
import type { ContactInput, ContactView } from "./schema";
import { viewContact } from "./view";

/** Adds a business or a person to an account's contacts. One of the same type, address and name is there only once. */
export async function createContact(actor: Actor, input: ContactInput): Promise<ContactView> {
  const accountId = accountMeant(actor, input.accountId);
  const access = await authorize(actor, accountId, "contacts:manage");
  assertNotSuspended(access);
  const address = input.email === undefined ? null : requireEmail(input.email);
  const at = now();
  const contact: ContactDoc = {
    _id: newId(),
    account: accountId,
    type: input.type,
    name: input.name,
    nameKey: nameKeyOf(input.name),
    email: address?.email ?? null,
    emailKey: address?.emailKey ?? null,
    firstName: input.firstName,
    lastName: input.lastName,
    phone: input.phone || null,
    website: input.website || undefined,
    address: tidyAddress(input.address),
    subAccount: null,
    externalId: input.externalId || undefined,
    metadata: input.metadata,
    version: 1,
    createdAt: at,
    updatedAt: at,
  };
  try {
    return await transact(async (session) => {
      await contacts().insertOne(contact, { session });
      await recordEvent(session, actor, "contact.created", access.account, { type: "contact", id: contact._id });
      return viewContact(contact);
    });
  } catch (error) {
    throw await explainExisting(error, contact, access.account);
  }
}
