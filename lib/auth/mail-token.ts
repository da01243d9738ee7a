import type { ObjectId } from "mongodb";
import { wholeSeconds } from "../clock";
import { parseId } from "../db/ids";
import type { MailDoc } from "../db/types";
import { localPath } from "../http/local-path";
import { currentKeyId, hmac, sha256 } from "../secrets";
import { type LinkKind, signLink, verifyLink } from "./link-token";

/**
 * The token of a password mail: a JWT that points to a user, whose record holds the hash of its `jti`. The `jti` is derived
 * from the mail's id, so that the same link can be made at every attempt to send it and is stored nowhere.
 */

const KIND: LinkKind = {
  type: "reset+jwt",
  audience: "foyer:reset-password",
  purpose: "reset-token",
  claims: ["usr"],
};

export type ResetClaims = NonNullable<MailDoc["reset"]>;

function resetJti(mailId: ObjectId, keyId: string): string {
  return hmac("reset-jti", mailId.toHexString(), keyId);
}

/** What the user's record holds of the token in this mail. */
export function resetLock(mailId: ObjectId, claims: Pick<ResetClaims, "keyId">): string {
  return sha256(resetJti(mailId, claims.keyId));
}

export function newResetClaims(user: ObjectId, issued: Date, expiresAt: Date, next: string | null): ResetClaims {
  return { user, keyId: currentKeyId(), issuedAt: wholeSeconds(issued), expiresAt: wholeSeconds(expiresAt), next };
}

/** Signs the same claims to the same token, however often. */
export async function signReset(mailId: ObjectId, reset: MailDoc["reset"]): Promise<string> {
  if (!reset) throw new Error(`The mail ${mailId.toHexString()} carries no password link`);
  const claims = { usr: reset.user.toHexString(), ...(reset.next === null ? {} : { next: reset.next }) };
  return signLink(KIND, claims, { ...reset, jti: resetJti(mailId, reset.keyId) });
}

export interface ResetToken {
  user: ObjectId;
  /** The hash that the user's record has to hold. */
  lock: string;
  /** Where its bearer was on the way to. */
  next: string | null;
}

/** Null for whatever was not signed by us as a reset token. Whether it has run out is for the record to say. */
export async function verifyReset(token: string): Promise<ResetToken | null> {
  const verified = await verifyLink(KIND, token);
  if (!verified) return null;
  const { payload, jti } = verified;
  const user = typeof payload.usr === "string" ? parseId(payload.usr) : null;
  return user && { user, lock: sha256(jti), next: localPath(payload.next) };
}
