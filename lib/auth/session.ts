import { cache } from "react";
import { users } from "../db/client";
import { parseId } from "../db/ids";
import type { UserDoc } from "../db/types";
import { parseEmail } from "../email";
import { AppError } from "../errors";
import { clientIp } from "../http/client-ip";
import { limitSignIn } from "../http/rate-limit";
import { fullName } from "../text";
import type { UserActor } from "./actor";
import { verifyPassword } from "./passwords";
import {
  decodeSession,
  encodeSession,
  isSecure,
  SESSION_SECONDS,
  sessionClaims,
  sessionCookieName,
  userOfSession,
} from "./session-token";

export function userActor(user: UserDoc, ip: string | null): UserActor {
  return {
    type: "user",
    id: user._id,
    email: user.email,
    emailKey: user.emailKey,
    name: fullName(user) || user.email,
    memberships: user.memberships
      .filter(({ status }) => status === "active")
      .map(({ account, role }) => ({ account, role })),
    ip,
  };
}

async function actorOfToken(token: string | undefined, ip: string | null): Promise<UserActor | null> {
  if (!token) return null;
  const user = await userOfSession(await decodeSession(token));
  return user ? userActor(user, ip) : null;
}

/** Whose session a Cookie header carries; null where there is none, or it has ended. */
export async function readSession(cookieHeader: string | null): Promise<UserActor | null> {
  return actorOfToken(cookieValue(cookieHeader, sessionCookieName()), null);
}

function cookieValue(header: string | null, name: string): string | undefined {
  for (const pair of (header ?? "").split(";")) {
    const at = pair.indexOf("=");
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return undefined;
}

/** The same for pages and server actions; looked up once a request. */
export const currentActor: () => Promise<UserActor | null> = cache(async () => {
  const { cookies, headers } = await import("next/headers");
  return actorOfToken((await cookies()).get(sessionCookieName())?.value, clientIp(await headers()));
});

/** Opens a session from a server action, with the cookie that next-auth would set. */
export async function openSession(user: Pick<UserDoc, "_id" | "sessionVersion">): Promise<void> {
  const { cookies } = await import("next/headers");
  (await cookies()).set(sessionCookieName(), await encodeSession(sessionClaims(user)), {
    httpOnly: true,
    sameSite: "lax",
    path: "/",
    secure: isSecure(),
    maxAge: SESSION_SECONDS,
  });
}

/** Opens one for somebody whose login was made or changed a moment ago, at the session version it now has. */
export async function openSessionOf(userId: string): Promise<void> {
  const id = parseId(userId);
  const user = id ? await users().findOne({ _id: id, status: "active" }, { projection: { sessionVersion: 1 } }) : null;
  if (user) await openSession(user);
}

/** Takes the cookie away, from a server action. */
export async function closeSession(): Promise<void> {
  const { cookies } = await import("next/headers");
  // A __Secure- cookie can only be taken away by one that is secure, too.
  (await cookies()).set(sessionCookieName(), "", {
    httpOnly: true,
    sameSite: "lax",
    path: "/",
    secure: isSecure(),
    maxAge: 0,
  });
}

/**
 * Checks an address and a password. Whatever is wrong, the sentence and the time taken are the same.
 * @throws AppError 401 `sign_in_failed`, 429 `rate_limited`
 */
export async function signIn(input: { email: string; password: string; ip: string | null }): Promise<UserDoc> {
  const address = parseEmail(input.email);
  await limitSignIn(address?.emailKey ?? input.email.trim().toLowerCase().slice(0, 320), input.ip);
  const user = address ? await users().findOne({ emailKey: address.emailKey }) : null;
  const passwordHash = user?.status === "active" ? user.passwordHash : undefined;
  if ((await verifyPassword(passwordHash, input.password)) && user) return user;
  throw new AppError(
    "sign_in_failed",
    "This address and password do not go together. Check both, or have a new password mailed to you.",
  );
}
