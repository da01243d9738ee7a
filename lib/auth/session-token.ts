import { decode, encode, type JWT } from "next-auth/jwt";
import { users } from "../db/client";
import { parseId } from "../db/ids";
import type { UserDoc } from "../db/types";
import { env } from "../env";
import { currentKeyId, deriveKey, knownKeyIds } from "../secrets";

/**
 * A session is next-auth's encrypted JWT: a user's id and the session version it was opened at. The record decides on every
 * request whether it still is one, so that it can be ended at once.
 */

export const SESSION_SECONDS = 30 * 24 * 60 * 60;

export function sessionSecret(keyId: string = currentKeyId()): string {
  return Buffer.from(deriveKey("session", keyId)).toString("base64url");
}

export function isSecure(): boolean {
  return env().appUrl.startsWith("https:");
}

/** The name that next-auth gives its cookie. */
export function sessionCookieName(): string {
  return `${isSecure() ? "__Secure-" : ""}next-auth.session-token`;
}

/** What next-auth keeps in the token; nothing else is read from it. */
export function sessionClaims(user: Pick<UserDoc, "_id" | "sessionVersion">): JWT {
  return { sub: user._id.toHexString(), version: user.sessionVersion };
}

export function encodeSession(claims: JWT): Promise<string> {
  return encode({ token: claims, secret: sessionSecret(), maxAge: SESSION_SECONDS });
}

/** The claims of a token of ours that has not run out, signed with the current secret or the one before; else null. */
export async function decodeSession(token: string): Promise<JWT | null> {
  for (const keyId of knownKeyIds()) {
    try {
      return await decode({ token, secret: sessionSecret(keyId) });
    } catch {
      // Another key's, tampered with, or out of date: for the caller all the same.
    }
  }
  return null;
}

/** The user whose session these claims are, as long as the record says so. */
export async function userOfSession(claims: JWT | null): Promise<UserDoc | null> {
  const id = claims?.sub ? parseId(claims.sub) : null;
  if (!id || typeof claims?.version !== "number") return null;
  return users().findOne({ _id: id, status: "active", sessionVersion: claims.version });
}
