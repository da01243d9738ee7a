import { errors, jwtVerify, SignJWT } from "jose";
import type { ObjectId } from "mongodb";
import { wholeSeconds } from "../clock";
import { parseId } from "../db/ids";
import type { MailDoc } from "../db/types";
import { localPath } from "../http/local-path";
import { currentKeyId, deriveKey, hmac, knownKeyIds, sha256 } from "../secrets";

/**
 * The token of a password mail: a JWT that points to a user, whose record holds the hash of its `jti`. The `jti` is derived
 * from the mail's id, so that the same link can be made at every attempt to send it and is stored nowhere.
 */

const ALGORITHM = "HS256";
const TYPE = "reset+jwt";
const ISSUER = "foyer";
const AUDIENCE = "foyer:reset-password";
const PURPOSE = "reset-token";
const LONGEST_TOKEN = 2048;

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
  return new SignJWT({ usr: reset.user.toHexString(), ...(reset.next === null ? {} : { next: reset.next }) })
    .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid: reset.keyId })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setJti(resetJti(mailId, reset.keyId))
    .setIssuedAt(Math.floor(reset.issuedAt.getTime() / 1000))
    .setExpirationTime(Math.floor(reset.expiresAt.getTime() / 1000))
    .sign(deriveKey(PURPOSE, reset.keyId));
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
  if (token.length === 0 || token.length > LONGEST_TOKEN) return null;
  let payload: Record<string, unknown>;
  try {
    ({ payload } = await jwtVerify(
      token,
      ({ kid }) => {
        if (!kid || !knownKeyIds().includes(kid)) throw new errors.JOSEError("unknown key");
        return deriveKey(PURPOSE, kid);
      },
      {
        algorithms: [ALGORITHM],
        typ: TYPE,
        issuer: ISSUER,
        audience: AUDIENCE,
        requiredClaims: ["exp", "iat", "jti", "usr"],
      },
    ));
  } catch (error) {
    if (error instanceof errors.JWTExpired) payload = error.payload;
    else if (error instanceof errors.JOSEError || error instanceof TypeError) return null;
    else throw error;
  }
  const user = typeof payload.usr === "string" ? parseId(payload.usr) : null;
  if (!user || typeof payload.jti !== "string") return null;
  return { user, lock: sha256(payload.jti), next: localPath(payload.next) };
}
