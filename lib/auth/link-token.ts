import { errors, type JWTPayload, jwtVerify, SignJWT } from "jose";
import { now } from "../clock";
import { deriveKey, knownKeyIds } from "../secrets";

/**
 * What all tokens in mailed links have in common: a JWT with an explicit type (RFC 8725 §3.11), one algorithm, issuer,
 * audience and end, under a key that serves this purpose alone. Each is a pointer; the record it points to decides.
 */
export interface LinkKind {
  type: `${string}+jwt`;
  audience: `foyer:${string}`;
  /** The purpose that the key is derived for. */
  purpose: string;
  /** Claims of its own, without which it is none. */
  claims: readonly string[];
}

export interface Signed {
  keyId: string;
  jti: string;
  issuedAt: Date;
  expiresAt: Date;
}

const ALGORITHM = "HS256";
const ISSUER = "foyer";
const LONGEST_TOKEN = 2048;

const seconds = (at: Date) => Math.floor(at.getTime() / 1000);

/** Web Crypto's form of a key, which takes as long to make as to sign with. */
const keys = new WeakMap<Uint8Array, Promise<CryptoKey>>();

function keyFor(purpose: string, keyId: string): Promise<CryptoKey> {
  const bytes = deriveKey(purpose, keyId);
  const known = keys.get(bytes);
  if (known) return known;
  const hmac = { name: "HMAC", hash: "SHA-256" };
  const key = crypto.subtle.importKey("raw", new Uint8Array(bytes), hmac, false, ["sign", "verify"]);
  keys.set(bytes, key);
  return key;
}

/** Signs the same claims to the same token, however often. */
export async function signLink(kind: LinkKind, claims: JWTPayload, signed: Signed): Promise<string> {
  const { keyId, jti, issuedAt, expiresAt } = signed;
  return new SignJWT(claims)
    .setProtectedHeader({ alg: ALGORITHM, typ: kind.type, kid: keyId })
    .setIssuer(ISSUER)
    .setAudience(kind.audience)
    .setJti(jti)
    .setIssuedAt(seconds(issuedAt))
    .setExpirationTime(seconds(expiresAt))
    .sign(await keyFor(kind.purpose, keyId));
}

/** Null for whatever was not signed by us as a token of this kind; one that has run out is still one of ours. */
export async function verifyLink(
  { type, audience, purpose, claims }: LinkKind,
  token: string,
): Promise<{ payload: Record<string, unknown>; jti: string; expired: boolean } | null> {
  if (token.length === 0 || token.length > LONGEST_TOKEN) return null;
  const keyOf = ({ kid }: { kid?: string }) => {
    if (!kid || !knownKeyIds().includes(kid)) throw new errors.JOSEError("unknown key");
    return keyFor(purpose, kid);
  };
  try {
    const { payload } = await jwtVerify(token, keyOf, {
      algorithms: [ALGORITHM],
      typ: type,
      issuer: ISSUER,
      audience,
      requiredClaims: ["exp", "iat", "jti", ...claims],
      currentDate: now(),
    });
    return found(payload, false);
  } catch (error) {
    if (error instanceof errors.JWTExpired) return found(error.payload, true);
    if (error instanceof errors.JOSEError || error instanceof TypeError) return null;
    throw error;
  }
}

function found(payload: JWTPayload, expired: boolean) {
  const { jti } = payload;
  return typeof jti === "string" ? { payload: payload as Record<string, unknown>, jti, expired } : null;
}
