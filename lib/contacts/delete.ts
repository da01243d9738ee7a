import type { ObjectId } from "mongodb";
import type { Actor } from "../auth/actor";
import { now } from "../clock";
import { accounts, contacts, transact } from "../db/client";
import { notFound } from "../errors";
import { recordEvent } from "../events/record";
import { assertVersion } from "../http/versions";
import { assertNotSuspended, contactInUse, holdOn, reachContact } from "./access";
import { contactTexts } from "./schema";
import { viewContact } from "./view";

/**
 * Deletes a contact that nothing holds. A sub-account whose invitation ended unaccepted stays without one; inviting into it
 * again gives it one. Whoever invites writes to the contact as well, so that of the two at once one is refused.
 */
export async function deleteContact(
  actor: Actor,
  id: ObjectId,
  { expected }: { expected: number[] | null } = { expected: null },
): Promise<void> {
  const { access } = await reachContact(actor, id);
  assertNotSuspended(access);
  await transact(async (session) => {
    const contact = await contacts().findOne({ _id: id }, { session });
    if (!contact) throw notFound();
    assertVersion(expected, contact.version, contact.name, contactTexts(await viewContact(contact)));
    const hold = await holdOn(session, contact, access.account);
    if (hold.invitation || hold.account) {
      const way = hold.invitation ? "Cancel the invitation first." : "It stays as long as the account does.";
      throw contactInUse(contact, hold, "it cannot be deleted", way);
    }
    if (contact.subAccount) {
      await accounts().updateOne(
        { _id: contact.subAccount, status: "lapsed", contact: id },
        { $set: { contact: null, updatedAt: now() }, $inc: { version: 1 } },
        { session },
      );
    }
    const deleted = await contacts().deleteOne({ _id: id, version: contact.version }, { session });
    if (deleted.deletedCount === 0) throw new Error("What a transaction has read, nobody else changes in it");
    await recordEvent(session, actor, "contact.deleted", access.account, { type: "contact", id });
    // No content is an answer, too, for a request with an Idempotency-Key.
    return null;
  });
}
