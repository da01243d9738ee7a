import type { ClientSession } from "mongodb";
import { now } from "../../clock";
import { accounts, contacts } from "../../db/client";
import type { UserDoc } from "../../db/types";
import type { EmailAddress } from "../../email";
import { readdressContact } from "../../invitations/offer";

/** What follows where somebody signs in with another address: their accounts and the contacts these came from show it. */
export async function moveWithOwner(
  session: ClientSession,
  { _id: owner }: UserDoc,
  before: EmailAddress,
  after: EmailAddress,
): Promise<void> {
  await accounts().updateMany({ owner }, { $set: { updatedAt: now() }, $inc: { version: 1 } }, { session });
  const linked = await accounts()
    .find({ owner, contact: { $ne: null } }, { projection: { contact: 1 }, session })
    .toArray();
  const ids = linked.flatMap(({ contact }) => (contact ? [contact] : []));
  if (ids.length === 0) return;
  const known = await contacts()
    .find({ _id: { $in: ids }, emailKey: before.emailKey }, { session })
    .toArray();
  for (const contact of known) {
    await readdressContact(session, contact, { email: after.email, emailKey: after.emailKey });
  }
}
