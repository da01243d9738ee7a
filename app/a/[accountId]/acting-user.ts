import type { UserActor } from "@/lib/auth/actor";
import { currentActor } from "@/lib/auth/session";
import { AppError } from "@/lib/errors";
import { callerId } from "@/lib/http/declaration";
import { limitCredential } from "@/lib/http/rate-limit";
import { consoleWords } from "@/lib/i18n/console/words";

/** Who sends a form of the console, within the same limits as over the API. What was typed stays in the form. */
export async function actingUser(limits: ("invitations" | "uploads")[] = []): Promise<UserActor> {
  const actor = await currentActor();
  if (actor === null) {
    throw new AppError(
      "unauthenticated",
      "You were signed out meanwhile. Sign in again in another tab, then send this once more; what you typed is still here.",
      { extra: { signIn: consoleWords().frame.signInAgain } },
    );
  }
  await limitCredential(callerId(actor), ["all", ...limits]);
  return actor;
}
