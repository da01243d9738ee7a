import type { ObjectId } from "mongodb";
import type { Actor } from "../auth/actor";
import { authorize } from "../auth/permissions";
import { contacts } from "../db/client";
import { prefixRange } from "../paging";
import { nameKeyOf } from "../text";
import type { ContactView } from "./schema";
import { viewContacts } from "./view";

/** For type-ahead: the first contacts whose name or address begins with the text. */
export async function searchContacts(actor: Actor, accountId: ObjectId, q: string, limit = 8): Promise<ContactView[]> {
  await authorize(actor, accountId, "contacts:manage");
  const range = prefixRange(nameKeyOf(q));
  const [byName, byEmail] = await Promise.all([
    contacts().find({ account: accountId, nameKey: range }).sort({ nameKey: 1 }).limit(limit).toArray(),
    q === ""
      ? []
      : contacts().find({ account: accountId, emailKey: range }).sort({ emailKey: 1 }).limit(limit).toArray(),
  ]);
  const known = new Set(byName.map(({ _id }) => _id.toHexString()));
  const found = [...byName, ...byEmail.filter(({ _id }) => !known.has(_id.toHexString()))];
  return viewContacts(found.slice(0, limit));
}
