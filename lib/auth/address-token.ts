import { errors, jwtVerify, SignJWT } from "jose";
import type { ObjectId } from "mongodb";
import { wholeSeconds } from "../clock";
import { parseId } from "../db/ids";
import type { AddressAct, AddressClaims } from "../db/types";
import { currentKeyId, deriveKey, hmac, knownKeyIds } from "../secrets";

/**
 * The links in mails about a change of address: a JWT that points to a user, a change and what it does. Whether it still
 * does it is for the user's record to say, which knows the change by its id; the token itself is stored nowhere.
 */

const ALGORITHM = "HS256";
const TYPE = "address+jwt";
const ISSUER = "foyer";
const AUDIENCE = "foyer:verify-email";
const PURPOSE = "address-token";
const LONGEST_TOKEN = 2048;
const ACTS: readonly AddressAct[] = ["confirm", "consent", "stop", "undo"];

export function newAddressClaims(
  user: ObjectId,
  change: ObjectId,
  acts: AddressAct[],
  issued: Date,
  expiresAt: Date,
): AddressClaims {
  return {
    user,
    change,
    acts,
    keyId: currentKeyId(),
    issuedAt: wholeSeconds(issued),
    expiresAt: wholeSeconds(expiresAt),
  };
}

/** Signs the same claims to the same token, however often. */
export async function signAddress(claims: AddressClaims, act: AddressAct): Promise<string> {
  const { user, change, keyId } = claims;
  return new SignJWT({ usr: user.toHexString(), chg: change.toHexString(), act })
    .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid: keyId })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setJti(hmac("address-jti", `${change.toHexString()}:${act}`, keyId))
    .setIssuedAt(Math.floor(claims.issuedAt.getTime() / 1000))
    .setExpirationTime(Math.floor(claims.expiresAt.getTime() / 1000))
    .sign(deriveKey(PURPOSE, keyId));
}

export async function addressUrl(claims: AddressClaims, act: AddressAct, appUrl: string): Promise<string> {
  return `${appUrl}/verify-email?token=${await signAddress(claims, act)}`;
}

export interface AddressToken {
  user: ObjectId;
  change: ObjectId;
  act: AddressAct;
  jti: string;
}

/** Null for whatever was not signed by us as such a token. Whether it has run out is for the record to say. */
export async function verifyAddress(token: string): Promise<AddressToken | null> {
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
        requiredClaims: ["exp", "iat", "jti", "usr", "chg", "act"],
      },
    ));
  } catch (error) {
    if (error instanceof errors.JWTExpired) payload = error.payload;
    else if (error instanceof errors.JOSEError || error instanceof TypeError) return null;
    else throw error;
  }
  const user = typeof payload.usr === "string" ? parseId(payload.usr) : null;
  const change = typeof payload.chg === "string" ? parseId(payload.chg) : null;
  const act = ACTS.find((one) => one === payload.act);
  if (!user || !change || !act || typeof payload.jti !== "string") return null;
  return { user, change, act, jti: payload.jti };
}
