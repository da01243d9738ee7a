import type { ObjectId } from "mongodb";
import type { Actor } from "../../auth/actor";
import { now } from "../../clock";
import { accounts, transact, users } from "../../db/client";
import { recordEvent } from "../../events/record";
import { assertMayChangePerson, assertOpen, findOwner, within } from "../owner-access";
import { cancelChangeMails } from "./request-change";

/**
 * Takes back a change of the owner's address that still waits; where none does, nothing happens.
 * @throws AppError 403 `user_shared`, 409 `account_not_active`
 */
export async function withdrawAddressChange(actor: Actor, accountId: ObjectId): Promise<{ withdrawn: boolean }> {
  const found = await findOwner(actor, accountId);
  assertOpen(found);
  const reach = await assertMayChangePerson(actor, found);
  const { account, owner } = found;
  return transact(async (session) => {
    const before = await users().findOneAndUpdate(
      { _id: owner._id, pendingEmail: { $exists: true }, ...within(reach) },
      { $set: { updatedAt: now() }, $unset: { pendingEmail: "" } },
      { returnDocument: "before", session },
    );
    if (!before) return { withdrawn: false };
    await cancelChangeMails(session, before, before.pendingEmail);
    await accounts().updateMany({ owner: owner._id }, { $inc: { version: 1 } }, { session });
    await recordEvent(session, actor, "owner.email_change_withdrawn", account, { type: "user", id: owner._id });
    return { withdrawn: true };
  });
}
