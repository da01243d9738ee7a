import { setTimeout as pause } from "node:timers/promises";
import { newResetClaims, resetLock } from "../auth/mail-token";
import { userActor } from "../auth/session";
import { now, wholeSeconds } from "../clock";
import { transact, users } from "../db/client";
import { newId } from "../db/ids";
import type { UserDoc } from "../db/types";
import { parseEmail } from "../email";
import { wakeOutbox } from "../engine/wake";
import { recordEvent } from "../events/record";
import { localPath } from "../http/local-path";
import { limitSignIn } from "../http/rate-limit";
import { queueMail } from "../mail/queue";
import { fullName } from "../text";
import { homeAccount } from "./home-account";

const LINK_MS = 60 * 60_000;

/** An answer never comes sooner than this, so that its time does not tell whether the address has a login. */
const FLOOR_MS = 250;

/**
 * Mails a link to a new password to whoever has a login under this address. The caller learns nothing of it either way.
 * @param next a path of this site to go on to afterwards, such as an invitation's page
 * @throws AppError 429 `rate_limited`
 */
export async function requestPasswordReset(
  email: string,
  { ip, next = null }: { ip: string | null; next?: string | null | undefined },
): Promise<void> {
  const address = parseEmail(email);
  await limitSignIn(address?.emailKey ?? email.trim().toLowerCase().slice(0, 320), ip);
  const floor = pause(FLOOR_MS);
  // Who has no login yet sets a first password through the invitation, and through nothing else.
  const user = address ? await users().findOne({ emailKey: address.emailKey, status: "active" }) : null;
  if (user) await mailLink(user, ip, localPath(next));
  await floor;
}

async function mailLink(user: UserDoc, ip: string | null, next: string | null): Promise<void> {
  const account = await homeAccount(user);
  const mailId = newId();
  const at = now();
  const reset = newResetClaims(user._id, at, wholeSeconds(new Date(at.getTime() + LINK_MS)), next);
  await transact(async (session) => {
    // The newest link is the one that works; an older one is replaced.
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
      account: account._id,
      to: { email: user.email, name: fullName(user) },
      locale: user.locale ?? account.profile.locale ?? "en",
      data: { accountName: account.name, inviteeName: fullName(user) || null, inviteeEmail: user.email },
      reset,
    });
    await recordEvent(session, userActor(user, ip), "user.password_reset_requested", account, {
      type: "user",
      id: user._id,
    });
  });
  wakeOutbox();
}
