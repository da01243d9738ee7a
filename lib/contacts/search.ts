import type { ObjectId } from "mongodb";
import type { Actor } from "../auth/actor";
import { listContacts } from "./list";
import type { ContactView } from "./schema";

/** For type-ahead: the first contacts whose name or address begins with the text. */
export async function searchContacts(actor: Actor, accountId: ObjectId, q: string, limit = 8): Promise<ContactView[]> {
  const { data } = await listContacts(actor, { accountId: accountId.toHexString(), q, limit });
  return data;
}
