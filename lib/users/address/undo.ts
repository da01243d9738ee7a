import type { ClientSession, ObjectId } from "mongodb";
import { userActor } from "../../auth/session";
import { now } from "../../clock";
import { users } from "../../db/client";
import type { AccountDoc, FormerEmail, UserDoc } from "../../db/types";
import { cancelAddressMails } from "../../mail/queue";
import { mailReset } from "../mail-reset";
import { holderOf, isProven, taken } from "./holder";
import { mergeInto } from "./merge";
import { moveWithOwner, recordMove } from "./move";
import { cancelChangeMails } from "./request-change";

/**
 * The mailbox of an address that was given up takes it back. Nothing supersedes this: neither later changes, which fall with
 * it, nor new passwords. Whoever changed the address may know the password, so that it is taken away, too.
 * @returns null where the link is good for nothing any more
 * @throws AppError 409 `email_taken`, 422 `too_many_memberships`
 */
export async function undoChange(
  session: ClientSession,
  id: ObjectId,
  change: ObjectId,
  { home, ip }: { home: AccountDoc; ip: string | null },
): Promise<UserDoc | null> {
  const at = now();
  const user = await users().findOneAndUpdate(
    { _id: id, formerEmails: { $elemMatch: { change, until: { $gt: at } } } },
    {
      $set: { passwordVoidedAt: at, updatedAt: at },
      $unset: { passwordHash: "", pendingEmail: "", resetToken: "" },
      $inc: { sessionVersion: 1 },
    },
    { returnDocument: "before", session },
  );
  const all = user?.formerEmails ?? [];
  const index = all.findIndex((one) => one.change.equals(change));
  const first = all[index];
  if (!user || !first) return null;

  const memberships = await takeBack(session, user, first);
  const { email, emailKey } = first;
  const after = await users().findOneAndUpdate(
    { _id: id },
    { $set: { email, emailKey, emailVerifiedAt: at, memberships, formerEmails: all.slice(0, index) } },
    { returnDocument: "after", session },
  );
  if (!after) throw new Error("What a transaction has written, nobody else removes in it");
  await cancelChangeMails(session, user, user.pendingEmail);
  for (const later of all.slice(index)) await cancelAddressMails(session, id, later.change);
  await moveWithOwner(session, after, user, first);
  await recordMove(session, userActor(after, ip), "user.email_change_undone", home);
  await mailReset(session, after, home, { ip, next: null });
  return after;
}

/** Makes the address free for its person, who may have been invited at it, or have begun anew there, since it was given up. */
async function takeBack(session: ClientSession, user: UserDoc, first: FormerEmail) {
  const holder = await holderOf(session, user, first.emailKey);
  if (!holder) return user.memberships;
  const begunSince = holder.createdAt > first.changedAt && (holder.formerEmails ?? []).length === 0;
  if (isProven(holder) && !begunSince) throw taken(first.email);
  return mergeInto(session, user, holder);
}
