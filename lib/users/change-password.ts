import type { UserActor } from "../auth/actor";
import { assertStrong, hashPassword } from "../auth/passwords";
import { reauthenticate } from "../auth/reauthenticate";
import { now } from "../clock";
import { transact, users } from "../db/client";
import { wakeOutbox } from "../engine/wake";
import { AppError } from "../errors";
import { recordEvent } from "../events/record";
import { homeAccount } from "./home-account";
import { mailPasswordChanged } from "./mail-password-changed";

/**
 * Sets another password for whoever is signed in and knows the one before. Every session ends; the caller opens a new one
 * at the version that is answered.
 * @throws AppError 403 `reauthentication_required`, 422 `password_too_weak`, 429 `rate_limited`
 */
export async function changePassword(
  actor: UserActor,
  { currentPassword, password }: { currentPassword: string; password: string },
): Promise<{ sessionVersion: number }> {
  const user = await users().findOne({ _id: actor.id, status: "active" });
  await reauthenticate(actor, currentPassword);
  assertStrong(password);
  if (!user) throw signInAgain();
  const home = await homeAccount(user);
  const passwordHash = await hashPassword(password);
  const changed = await transact(async (session) => {
    const at = now();
    const after = await users().findOneAndUpdate(
      // Of two at once the second was asked for a password that is no longer the current one.
      { _id: user._id, status: "active", passwordHash: user.passwordHash ?? { $exists: false } },
      {
        $set: { passwordHash, updatedAt: at },
        $unset: { resetToken: "", passwordVoidedAt: "" },
        $inc: { sessionVersion: 1 },
      },
      { returnDocument: "after", session },
    );
    if (!after) throw signInAgain();
    await mailPasswordChanged(session, after, home);
    await recordEvent(session, actor, "user.password_changed", home, { type: "user", id: after._id });
    return { sessionVersion: after.sessionVersion };
  });
  wakeOutbox();
  return changed;
}

function signInAgain(): AppError {
  return new AppError("reauthentication_required", "Your password was changed in this moment. Sign in again.");
}
