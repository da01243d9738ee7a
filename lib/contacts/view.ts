import type { ClientSession, ObjectId } from "mongodb";
import { accounts } from "../db/client";
import type { AccountStatus, Address, ContactDoc } from "../db/types";
import type { ContactView } from "./schema";

/**
 * The views of some contacts, each with what became of it: two look-ups, however many they are.
 * @param session where the sub-accounts may have been changed in the same transaction
 */
export async function viewContacts(docs: ContactDoc[], session?: ClientSession): Promise<ContactView[]> {
  const statusOf = await statuses(
    docs.flatMap(({ subAccount }) => (subAccount ? [subAccount] : [])),
    session,
  );
  return docs.map((contact) => {
    const status = contact.subAccount && statusOf.get(contact.subAccount.toHexString());
    return {
      id: contact._id.toHexString(),
      type: contact.type,
      name: contact.name,
      email: contact.email,
      phone: contact.phone,
      account: contact.account.toHexString(),
      subAccount: contact.subAccount?.toHexString() ?? null,
      availability: !status || status === "lapsed" ? "available" : status,
      website: contact.website || null,
      address: viewAddress(contact.address),
      firstName: contact.firstName ?? "",
      lastName: contact.lastName ?? "",
      externalId: contact.externalId || null,
      metadata: contact.metadata ?? {},
      version: contact.version,
      createdAt: contact.createdAt.toISOString(),
      updatedAt: contact.updatedAt.toISOString(),
    };
  });
}

/** What each sub-account answers as its status: a suspension anywhere above counts. */
async function statuses(ids: ObjectId[], session: ClientSession | undefined): Promise<Map<string, AccountStatus>> {
  if (ids.length === 0) return new Map();
  const options = session ? { session } : {};
  const opened = await accounts()
    .find({ _id: { $in: ids } }, { ...options, projection: { status: 1, ancestors: 1 } })
    .toArray();
  const above = new Map(opened.flatMap(({ ancestors }) => ancestors).map((id) => [id.toHexString(), id]));
  const held = await accounts()
    .find({ _id: { $in: [...above.values()] }, status: "suspended" }, { ...options, projection: { _id: 1 } })
    .toArray();
  const stopped = new Set(held.map(({ _id }) => _id.toHexString()));
  return new Map(
    opened.map(({ _id, status, ancestors }) => [
      _id.toHexString(),
      ancestors.some((id) => stopped.has(id.toHexString())) ? "suspended" : status,
    ]),
  );
}

export async function viewContact(doc: ContactDoc, session?: ClientSession): Promise<ContactView> {
  const [view] = await viewContacts([doc], session);
  if (!view) throw new Error("One contact has one view");
  return view;
}

function viewAddress(address: Address | string | null | undefined): ContactView["address"] {
  if (!address) return null;
  if (typeof address === "string") return address;
  const { line1, line2, city, region, postalCode, country } = address;
  const parts = Object.entries({ line1, line2, city, region, postalCode, country }).filter(([, part]) => part);
  return parts.length > 0 ? Object.fromEntries(parts) : null;
}
