import type { ObjectId } from "mongodb";
import { wholeSeconds } from "../clock";
import { parseId } from "../db/ids";
import type { AddressAct, AddressClaims } from "../db/types";
import { currentKeyId, hmac } from "../secrets";
import { type LinkKind, signLink, verifyLink } from "./link-token";

/**
 * The links in mails about a change of address: a JWT that points to a user, a change and what it does. Whether it still
 * does it is for the user's record to say, which knows the change by its id; the token itself is stored nowhere.
 */

const KIND: LinkKind = {
  type: "address+jwt",
  audience: "foyer:verify-email",
  purpose: "address-token",
  claims: ["usr", "chg", "act"],
};
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
export function signAddress(claims: AddressClaims, act: AddressAct): Promise<string> {
  const { user, change, keyId } = claims;
  const jti = hmac("address-jti", `${change.toHexString()}:${act}`, keyId);
  return signLink(KIND, { usr: user.toHexString(), chg: change.toHexString(), act }, { ...claims, jti });
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
  const verified = await verifyLink(KIND, token);
  if (!verified) return null;
  const { payload, jti } = verified;
  const user = typeof payload.usr === "string" ? parseId(payload.usr) : null;
  const change = typeof payload.chg === "string" ? parseId(payload.chg) : null;
  const act = ACTS.find((one) => one === payload.act);
  return user && change && act ? { user, change, act, jti } : null;
}
