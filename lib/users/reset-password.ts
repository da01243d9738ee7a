import { type ResetToken, verifyReset } from "../auth/mail-token";
import { assertStrong, hashPassword } from "../auth/passwords";
import { userActor } from "../auth/session";
import { now } from "../clock";
import { transact, users } from "../db/client";
import type { UserDoc } from "../db/types";
import { wakeOutbox } from "../engine/wake";
import { AppError } from "../errors";
import { recordEvent } from "../events/record";
import { cancelChangeMails } from "./address/request-change";
import { homeAccount } from "./home-account";
import { mailPasswordChanged } from "./mail-password-changed";

/** The filter that a token has to meet: it is the newest, has not been used, and has not run out. */
export function usableReset(token: ResetToken) {
  return {
    _id: token.user,
    status: "active" as const,
    "resetToken.token": token.lock,
    "resetToken.purpose": "password" as const,
    "resetToken.expiresAt": { $gt: now() },
  };
}

function used(): AppError {
  return new AppError(
    "token_used",
    "This link has been used, replaced by a newer one, or is over an hour old. Ask for a new one.",
  );
}

/**
 * Sets a new password with the token of a mail, once. All sessions end; opening the mail has shown the address to be theirs.
 * @returns where its bearer was on the way to
 * @throws AppError 401 `token_invalid`, 410 `token_used`, 422 `password_too_weak`
 */
export async function resetPassword(
  token: string,
  password: string,
  ip: string | null = null,
): Promise<{ next: string | null }> {
  const verified = await verifyReset(token);
  if (!verified)
    throw new AppError("token_invalid", "This is not a link that Foyer made. Open the link in the mail again.");
  const user = await users().findOne(usableReset(verified));
  if (!user) throw used();
  assertStrong(password);
  await change(user, verified, await hashPassword(password), ip);
  wakeOutbox();
  return { next: verified.next };
}

async function change(user: UserDoc, token: ResetToken, passwordHash: string, ip: string | null): Promise<void> {
  const account = await homeAccount(user);
  await transact(async (session) => {
    const at = now();
    const before = await users().findOneAndUpdate(
      usableReset(token),
      {
        $set: { passwordHash, emailVerifiedAt: at, updatedAt: at },
        // A change of address that somebody asked for before this is not carried over to the new password.
        $unset: { resetToken: "", passwordVoidedAt: "", pendingEmail: "" },
        $inc: { sessionVersion: 1 },
      },
      { returnDocument: "before", session },
    );
    if (!before) throw used();
    await cancelChangeMails(session, before, before.pendingEmail);
    await mailPasswordChanged(session, before, account);
    await recordEvent(session, userActor(before, ip), "user.password_changed", account, {
      type: "user",
      id: before._id,
    });
  });
}
