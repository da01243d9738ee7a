import type { ObjectId } from "mongodb";
import { parseId } from "../db/ids";
import type { InviteClaims } from "../db/types";
import { hmac } from "../secrets";
import { type LinkKind, signLink, verifyLink } from "./link-token";

/**
 * The links of a reminder that stop further mail: a JWT that points to the invitation and opens nothing. It is signed from
 * the same claims as the invitation's own link, so that a retry renders the same letter.
 */

const KIND: LinkKind = {
  type: "unsubscribe+jwt",
  audience: "foyer:unsubscribe",
  purpose: "unsubscribe-token",
  claims: ["inv"],
};

function signUnsubscribe({ invitation, keyId, issuedAt, expiresAt }: InviteClaims): Promise<string> {
  const jti = hmac("unsubscribe-jti", invitation.toHexString(), keyId);
  return signLink(KIND, { inv: invitation.toHexString() }, { keyId, jti, issuedAt, expiresAt });
}

/** For the List-Unsubscribe header: mail programs post to it by themselves (RFC 8058). */
export async function unsubscribeUrl(claims: InviteClaims, appUrl: string): Promise<string> {
  return `${appUrl}/v1/unsubscribe?token=${await signUnsubscribe(claims)}`;
}

/** For the letter itself: a page that asks first. */
export async function unsubscribePage(claims: InviteClaims, appUrl: string): Promise<string> {
  return `${appUrl}/unsubscribe?token=${await signUnsubscribe(claims)}`;
}

/**
 * Null for whatever was not signed by us as such a token. One that has run out serves all the same: whoever wants no more
 * mail is never told to have asked too late.
 */
export async function verifyUnsubscribe(token: string): Promise<{ invitation: ObjectId } | null> {
  const verified = await verifyLink(KIND, token);
  const invitation = typeof verified?.payload.inv === "string" ? parseId(verified.payload.inv) : null;
  return invitation && { invitation };
}
