import type { ObjectId } from "mongodb";
import type { UserActor } from "../auth/actor";
import { getContact } from "../contacts/get";
import { type ContactQuery, listContacts } from "../contacts/list";
import type { ContactView } from "../contacts/schema";
import { accounts, invitations } from "../db/client";
import { parseId } from "../db/ids";
import type { AccountStatus } from "../db/types";

/** Contacts as the console's pages show them: with the names of what they became. */

export interface Became {
  id: string;
  name: string;
  status: AccountStatus;
}

export async function readContacts(
  actor: UserActor,
  accountId: ObjectId,
  query: Omit<ContactQuery, "accountId">,
): Promise<{ rows: { contact: ContactView; became: Became | null }[]; nextCursor: string | null }> {
  const { data, nextCursor } = await listContacts(actor, { ...query, accountId: accountId.toHexString() });
  const became = await becameOf(data);
  const rows = data.map((contact) => ({ contact, became: became.get(contact.subAccount ?? "") ?? null }));
  return { rows, nextCursor };
}

export interface ContactDetail {
  contact: ContactView;
  became: Became | null;
  /** The open invitation to its sub-account. */
  invitation: string | null;
}

/** One contact of this very account; null for any other. @throws AppError as getContact does */
export async function readContact(
  actor: UserActor,
  accountId: ObjectId,
  contactId: ObjectId,
): Promise<ContactDetail | null> {
  const contact = await getContact(actor, contactId);
  if (contact.account !== accountId.toHexString()) return null;
  const became = (await becameOf([contact])).get(contact.subAccount ?? "") ?? null;
  const account = became?.status === "invited" ? parseId(became.id) : null;
  const open = account
    ? await invitations().findOne({ account, type: "business", status: "pending" }, { projection: { _id: 1 } })
    : null;
  return { contact, became, invitation: open?._id.toHexString() ?? null };
}

async function becameOf(contacts: ContactView[]): Promise<Map<string, Became>> {
  const ids = contacts.flatMap(({ subAccount }) => (subAccount ? (parseId(subAccount) ?? []) : []));
  if (ids.length === 0) return new Map();
  const found = await accounts()
    .find({ _id: { $in: ids } })
    .project<{ _id: ObjectId; name: string; status: AccountStatus }>({ name: 1, status: 1 })
    .toArray();
  return new Map(found.map(({ _id, name, status }) => [_id.toHexString(), { id: _id.toHexString(), name, status }]));
}
