import { errors, jwtVerify, SignJWT } from "jose";
import type { ObjectId } from "mongodb";
import { now, wholeSeconds } from "../clock";
import { parseId } from "../db/ids";
import type { InviteClaims } from "../db/types";
import { env } from "../env";
import { currentKeyId, deriveKey, hmac, knownKeyIds, sha256 } from "../secrets";

/**
 * The invite token: a JWT (RFC 7519, explicit type as RFC 8725 §3.11 asks) that points to an invitation. Whether it opens
 * anything is said by the record it unlocks, which holds the hash of its `jti`. The `jti` is derived from the invitation and
 * the number of the send, so that neither it nor the token is stored, and the same link can be made again.
 */

const ALGORITHM = "HS256";
const TYPE = "invite+jwt";
const ISSUER = "foyer";
const AUDIENCE = "foyer:accept-invite";
const PURPOSE = "invite-token";

export function inviteJti(invitation: ObjectId, send: number, keyId: string): string {
  return hmac("invite-jti", `${invitation.toHexString()}:${send}`, keyId);
}

/** What the unlocked record holds of a token. */
export function inviteLock(claims: Pick<InviteClaims, "invitation" | "send" | "keyId">): string {
  return sha256(inviteJti(claims.invitation, claims.send, claims.keyId));
}

/** The claims of an invitation's next token. Only the current secret serves a new send. */
export function newClaims(
  invitation: ObjectId,
  send: number,
  via: InviteClaims["via"],
  issued: Date,
  expiresAt: Date,
): InviteClaims {
  return {
    invitation,
    send,
    keyId: currentKeyId(),
    issuedAt: wholeSeconds(issued),
    expiresAt: wholeSeconds(expiresAt),
    via,
  };
}

/** Signs the same claims to the same token, however often. */
export function signInvite(claims: InviteClaims): Promise<string> {
  return new SignJWT({ inv: claims.invitation.toHexString(), n: claims.send, via: claims.via })
    .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid: claims.keyId })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setJti(inviteJti(claims.invitation, claims.send, claims.keyId))
    .setIssuedAt(Math.floor(claims.issuedAt.getTime() / 1000))
    .setExpirationTime(Math.floor(claims.expiresAt.getTime() / 1000))
    .sign(deriveKey(PURPOSE, claims.keyId));
}

/** The one place where an invite link is made; APP_URL is its only source. */
export async function inviteUrl(claims: InviteClaims, appUrl: string = env().appUrl): Promise<string> {
  return `${appUrl}/v1/accounts/accept-invite?token=${await signInvite(claims)}`;
}

export interface InviteToken {
  invitation: ObjectId;
  send: number;
  via: "mail" | "link";
  /** The hash that the unlocked record has to hold. */
  lock: string;
  /** `exp` has passed. The record has its own say on that. */
  expired: boolean;
}

const LONGEST_TOKEN = 2048;

/** Null for whatever was not signed by us as an invite token; an expired one is still one of ours. */
export async function verifyInvite(token: string): Promise<InviteToken | null> {
  if (token.length === 0 || token.length > LONGEST_TOKEN) return null;
  let payload: Record<string, unknown>;
  let expired = false;
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
        requiredClaims: ["exp", "iat", "jti", "inv", "n", "via"],
        currentDate: now(),
      },
    ));
  } catch (error) {
    if (!(error instanceof errors.JWTExpired)) {
      if (error instanceof errors.JOSEError || error instanceof TypeError) return null;
      throw error;
    }
    payload = error.payload;
    expired = true;
  }
  const { inv, n, via, jti } = payload;
  const invitation = typeof inv === "string" ? parseId(inv) : null;
  if (!invitation || !Number.isSafeInteger(n) || (via !== "mail" && via !== "link") || typeof jti !== "string") {
    return null;
  }
  return { invitation, send: n as number, via, lock: sha256(jti), expired };
}
