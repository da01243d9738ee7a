import { ownAccount } from "../accounts/own";
import type { Actor } from "../auth/actor";
import { authorize } from "../auth/permissions";
import { now } from "../clock";
import { contacts, isDuplicateOf, transact } from "../db/client";
import { newId, parseId } from "../db/ids";
import type { ContactDoc } from "../db/types";
import { requireEmail } from "../email";
import { AppError, notFound } from "../errors";
import { recordEvent } from "../events/record";
import { nameKeyOf } from "../text";
import type { ContactInput, ContactView } from "./schema";
import { viewContacts } from "./view";

/** Adds a business or a person to an account's contacts. One of the same type, address and name is there only once. */
export async function createContact(actor: Actor, input: ContactInput): Promise<ContactView> {
  const accountId = input.accountId === undefined ? ownAccount(actor) : parseId(input.accountId);
  if (!accountId) throw notFound();
  const { account } = await authorize(actor, accountId, "contacts:manage");
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
    phone: input.phone ?? null,
    address: input.address,
    subAccount: null,
    version: 1,
    createdAt: at,
    updatedAt: at,
  };
  try {
    return await transact(async (session) => {
      await contacts().insertOne(contact, { session });
      await recordEvent(session, actor, "contact.created", account, { type: "contact", id: contact._id });
      const [view] = await viewContacts([contact]);
      if (!view) throw new Error("One contact has one view");
      return view;
    });
  } catch (error) {
    if (!isDuplicateOf(error, "one_contact")) throw error;
    const { type, emailKey, nameKey } = contact;
    const standing = await contacts().findOne({ account: accountId, type, emailKey, nameKey });
    const detail = `${input.name} is among the contacts of ${account.name} already, with the same address.`;
    throw new AppError("contact_exists", detail, {
      cause: error,
      ...(standing ? { extra: { contactId: standing._id.toHexString() } } : {}),
    });
  }
}
