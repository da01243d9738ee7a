import { contacts, isDuplicateOf } from "../db/client";
import type { AccountDoc, Address, ContactDoc } from "../db/types";
import { AppError } from "../errors";

/** An address without its empty parts; undefined where nothing is left of it. */
export function tidyAddress(address: Address | string | null | undefined): Address | string | undefined {
  if (!address || typeof address === "string") return address || undefined;
  const parts = Object.entries(address).filter(([, part]) => part);
  return parts.length > 0 ? Object.fromEntries(parts) : undefined;
}

/** The unique index refused a second contact of the type, address and name: says which one there is. */
export async function explainExisting(
  error: unknown,
  wanted: Pick<ContactDoc, "account" | "type" | "name" | "emailKey" | "nameKey">,
  owner: AccountDoc,
): Promise<unknown> {
  if (!isDuplicateOf(error, "one_contact")) return error;
  const { account, type, name, emailKey, nameKey } = wanted;
  const standing = await contacts().findOne({ account, type, emailKey, nameKey });
  const same = emailKey === null ? "without an address as well" : "with the same address";
  return new AppError("contact_exists", `${name} is among the contacts of ${owner.name} already, ${same}.`, {
    cause: error,
    ...(standing ? { extra: { contactId: standing._id.toHexString() } } : {}),
  });
}
