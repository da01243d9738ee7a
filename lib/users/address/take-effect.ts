import type { ClientSession } from "mongodb";
import { newAddressClaims } from "../../auth/address-token";
import { userActor } from "../../auth/session";
import { now, wholeSeconds } from "../../clock";
import { users } from "../../db/client";
import type { AccountDoc, FormerEmail, PendingEmail, UserDoc } from "../../db/types";
import { cancelAddressMails, queueMail } from "../../mail/queue";
import { fullName } from "../../text";
import { holderOf, isProven, isReserved, taken } from "./holder";
import { mergeInto } from "./merge";
import { moveWithOwner, recordMove } from "./move";
import { ADDRESS_LINK_MS } from "./request-change";

export interface Place {
  /** The account that the change was asked in. */
  account: Pick<AccountDoc, "_id" | "ancestors" | "name">;
  /** The one whose look the person's mails wear. */
  home: AccountDoc;
  ip: string | null;
}

/**
 * The new address is the person's: every session ends, whoever was only invited at it becomes the same person, and the old
 * mailbox can take it back for 72 hours.
 * @param user the record as this transaction has it, with the change still pending
 * @throws AppError 409 `email_taken`, 422 `too_many_memberships`
 */
export async function takeEffect(
  session: ClientSession,
  user: UserDoc,
  change: PendingEmail,
  { account, home, ip }: Place,
): Promise<UserDoc> {
  const { email, emailKey } = change;
  const holder = await holderOf(session, user, emailKey);
  if ((holder && isProven(holder)) || (await isReserved(session, user, emailKey))) throw taken(email);
  const memberships = holder ? await mergeInto(session, user, holder) : user.memberships;

  const at = now();
  const former = formerOf(user, change, at);
  const after = await users().findOneAndUpdate(
    { _id: user._id, emailKey: user.emailKey },
    {
      $set: {
        email,
        emailKey,
        emailVerifiedAt: at,
        memberships,
        formerEmails: [...(user.formerEmails ?? []).filter(({ until }) => until > at), former],
        updatedAt: at,
      },
      $unset: { pendingEmail: "", resetToken: "" },
      $inc: { sessionVersion: 1 },
    },
    { returnDocument: "after", session },
  );
  if (!after) throw new Error("What a transaction has read, nobody else changes in it");
  await moveWithOwner(session, after, user, change);
  await cancelAddressMails(session, user._id, change.id);
  await mailUndo(session, user, change, former, { account, home });
  await recordMove(session, userActor(user, ip), "user.email_changed", account);
  return after;
}

function formerOf(user: UserDoc, change: PendingEmail, at: Date): FormerEmail {
  return {
    change: change.id,
    email: user.email,
    emailKey: user.emailKey,
    verifiedAt: user.emailVerifiedAt,
    changedAt: at,
    until: wholeSeconds(new Date(at.getTime() + ADDRESS_LINK_MS)),
  };
}

async function mailUndo(
  session: ClientSession,
  user: UserDoc,
  change: PendingEmail,
  former: FormerEmail,
  { account, home }: Pick<Place, "account" | "home">,
): Promise<void> {
  await queueMail(session, {
    kind: "address-changed",
    account: home._id,
    to: { email: former.email, name: fullName(user) },
    locale: user.locale ?? home.profile.locale ?? "en",
    data: {
      accountName: account.name,
      inviteeName: fullName(user) || null,
      byName: change.consentNeeded ? change.requestedBy.name : null,
      newEmail: change.email,
      oldEmail: former.email,
      timezone: user.timezone,
    },
    address: newAddressClaims(user._id, change.id, ["undo"], former.changedAt, former.until),
  });
}
