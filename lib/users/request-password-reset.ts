import { setTimeout as pause } from "node:timers/promises";
import { transact, users } from "../db/client";
import type { UserDoc } from "../db/types";
import { parseEmail } from "../email";
import { wakeOutbox } from "../engine/wake";
import { localPath } from "../http/local-path";
import { limitSignIn } from "../http/rate-limit";
import { homeAccount } from "./home-account";
import { mailReset } from "./mail-reset";

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
  const home = await homeAccount(user);
  await transact((session) => mailReset(session, user, home, { ip, next }));
  wakeOutbox();
}
