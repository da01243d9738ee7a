import type { ClientSession } from "mongodb";
import { newResetClaims, resetLock } from "../auth/mail-token";
import { userActor } from "../auth/session";
import { now, wholeSeconds } from "../clock";
import { users } from "../db/client";
import { newId } from "../db/ids";
import type { AccountDoc, UserDoc } from "../db/types";
import { recordEvent } from "../events/record";
import { queueMail } from "../mail/queue";
import { fullName } from "../text";

const LINK_MS = 60 * 60_000;

/**
 * Mails a link to a new password, in the transaction of its cause. The newest link is the one that works; an older one is
 * replaced. Somebody without a login of this address any more gets none.
 * @param home the account whose look the mail wears
 * @param next a path of this site to go on to afterwards
 */
export async function mailReset(
  session: ClientSession,
  user: UserDoc,
  home: AccountDoc,
  { ip, next }: { ip: string | null; next: string | null },
): Promise<void> {
  const mailId = newId();
  const at = now();
  const reset = newResetClaims(user._id, at, wholeSeconds(new Date(at.getTime() + LINK_MS)), next);
  const resetToken = { token: resetLock(mailId, reset), purpose: "password" as const, expiresAt: reset.expiresAt };
  const marked = await users().updateOne(
    { _id: user._id, status: "active", emailKey: user.emailKey },
    { $set: { resetToken } },
    { session },
  );
  if (marked.matchedCount === 0) return;
  await queueMail(session, {
    id: mailId,
    kind: "password-reset",
    account: home._id,
    to: { email: user.email, name: fullName(user) },
    locale: user.locale ?? home.profile.locale ?? "en",
    data: {
      accountName: home.name,
      inviteeName: fullName(user) || null,
      inviteeEmail: user.email,
      timezone: user.timezone,
    },
    reset,
  });
  await recordEvent(session, userActor(user, ip), "user.password_reset_requested", home, {
    type: "user",
    id: user._id,
  });
}
