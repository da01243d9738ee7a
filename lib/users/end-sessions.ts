import type { UserActor } from "../auth/actor";
import { transact, users } from "../db/client";
import { AppError } from "../errors";
import { recordEvent } from "../events/record";
import { homeAccount } from "./home-account";

/** Ends every session of whoever is signed in; the caller opens a new one here at the version that is answered. */
export async function endOtherSessions(actor: UserActor): Promise<{ sessionVersion: number }> {
  const user = await users().findOne({ _id: actor.id, status: "active" });
  if (!user) throw new AppError("unauthenticated", "Sign in first.");
  const home = await homeAccount(user);
  return transact(async (session) => {
    const after = await users().findOneAndUpdate(
      { _id: actor.id, status: "active" },
      { $inc: { sessionVersion: 1 } },
      { returnDocument: "after", session },
    );
    if (!after) throw new AppError("unauthenticated", "Sign in first.");
    await recordEvent(session, actor, "user.sessions_ended", home, { type: "user", id: actor.id });
    return { sessionVersion: after.sessionVersion };
  });
}
