import { users } from "../db/client";
import { AppError } from "../errors";
import { limitSignIn } from "../http/rate-limit";
import type { UserActor } from "./actor";
import { verifyPassword } from "./passwords";

/**
 * Asks whoever sits at an open session for their password once more. Each try counts as a sign-in.
 * @throws AppError 403 `reauthentication_required`, 429 `rate_limited`
 */
export async function reauthenticate(actor: UserActor, currentPassword: string | undefined): Promise<void> {
  if (!currentPassword) throw refused("Type the password you sign in with now, so that we know it is you.");
  await limitSignIn(actor.emailKey, actor.ip);
  const user = await users().findOne({ _id: actor.id, status: "active" }, { projection: { passwordHash: 1 } });
  if (await verifyPassword(user?.passwordHash, currentPassword)) return;
  throw refused("This is not the password you sign in with now. Type it again.");
}

function refused(message: string): AppError {
  return new AppError("reauthentication_required", message, {
    errors: [{ path: "currentPassword", code: "reauthentication_required", message }],
  });
}
