import type { ClientSession } from "mongodb";
import { now } from "../clock";
import { contacts } from "../db/client";
import type { AccountDoc } from "../db/types";
import { nameKeyOf } from "../text";
import type { CompanyInput, UpdateOwnerInput } from "./owner-schema";

/** What of an account's document a change of its company sets. An empty text clears a field. */
export function companyFields({ name, phone, website, address }: CompanyInput): Record<string, unknown> {
  return {
    ...(name === undefined ? {} : { name, nameKey: nameKeyOf(name) }),
    ...(phone === undefined ? {} : { "profile.phone": phone }),
    ...(website === undefined ? {} : { "profile.website": website }),
    ...(address === undefined ? {} : { "profile.address": address }),
  };
}

type Changes = Pick<UpdateOwnerInput, "company" | "firstName" | "lastName">;

/**
 * The contact that the account was opened from says the same. Where another contact has its new name and address already, it
 * keeps its own name: that is looked up first, since a duplicate key would end the transaction.
 */
export async function updateContact(
  session: ClientSession,
  account: AccountDoc,
  { company = {}, firstName, lastName }: Changes,
): Promise<void> {
  const contact = account.contact ? await contacts().findOne({ _id: account.contact }, { session }) : null;
  if (!contact) return;
  const { name, phone, website, address } = company;
  const nameKey = name === undefined ? undefined : nameKeyOf(name);
  const { account: of, type, emailKey } = contact;
  const taken =
    nameKey !== undefined &&
    (await contacts().findOne(
      { account: of, type, emailKey, nameKey, _id: { $ne: contact._id } },
      { projection: { _id: 1 }, session },
    ));
  const changed = {
    ...(name === undefined || nameKey === undefined || taken ? {} : { name, nameKey }),
    ...(phone === undefined ? {} : { phone: phone || null }),
    ...(website === undefined ? {} : { website }),
    ...(address === undefined ? {} : { address }),
    ...(firstName === undefined ? {} : { firstName }),
    ...(lastName === undefined ? {} : { lastName }),
  };
  if (Object.keys(changed).length === 0) return;
  await contacts().updateOne(
    { _id: contact._id },
    { $set: { ...changed, updatedAt: now() }, $inc: { version: 1 } },
    { session },
  );
}
