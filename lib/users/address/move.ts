import type { ClientSession, ObjectId } from "mongodb";
import type { UserActor } from "../../auth/actor";
import { now } from "../../clock";
import { accounts, contacts } from "../../db/client";
import type { AccountDoc, UserDoc } from "../../db/types";
import type { EmailAddress } from "../../email";
import { recordEvents } from "../../events/record";
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

type Place = Pick<AccountDoc, "_id" | "ancestors">;

/** What somebody owns; an account that they are only invited to open is not theirs yet. */
export function accountsOf(session: ClientSession, owner: ObjectId): Promise<Place[]> {
  return accounts()
    .find({ owner, status: { $in: ["active", "suspended"] } }, { projection: { ancestors: 1 }, session })
    .toArray();
}

/** Every account that the person owns has it in its trail, and so has the one where the change was asked. */
export async function recordMove(
  session: ClientSession,
  actor: UserActor,
  type: "user.email_changed" | "user.email_change_undone",
  asked: Place,
): Promise<void> {
  const owned = await accountsOf(session, actor.id);
  const places = owned.some(({ _id }) => _id.equals(asked._id)) ? owned : [asked, ...owned];
  await recordEvents(session, actor, type, places, { type: "user", id: actor.id });
}
