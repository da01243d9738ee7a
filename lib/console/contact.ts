import type { ObjectId } from "mongodb";
import type { UserActor } from "../auth/actor";
import { authorize } from "../auth/permissions";
import type { ContactView } from "../contacts/schema";
import { viewContacts } from "../contacts/view";
import { contacts } from "../db/client";
import { parseId } from "../db/ids";

/** A contact of the account that can be invited now; null for any other, whatever the reason. */
export async function readInvitable(actor: UserActor, accountId: ObjectId, id: string): Promise<ContactView | null> {
  await authorize(actor, accountId, "contacts:manage");
  const _id = parseId(id);
  const doc = _id === null ? null : await contacts().findOne({ _id, account: accountId });
  const [view] = doc === null ? [] : await viewContacts([doc]);
  return view && view.email !== null && view.availability === "available" ? view : null;
}
