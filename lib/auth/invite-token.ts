import type { ObjectId } from "mongodb";
import { wholeSeconds } from "../clock";
import { parseId } from "../db/ids";
import type { InviteClaims } from "../db/types";
import { env } from "../env";
import { currentKeyId, hmac, sha256 } from "../secrets";
import { type LinkKind, signLink, verifyLink } from "./link-token";

/**
 * The invite token: a JWT that points to an invitation; see link-token.ts. Whether it opens anything is said by the record it unlocks, which holds the hash of its `jti`. The `jti` is derived from the invitation and
 * the number of the send, so that neither it nor the token is stored, and the same link can be made again.
 */

const KIND: LinkKind = {
  type: "invite+jwt",
  audience: "foyer:accept-invite",
  purpose: "invite-token",
  claims: ["inv", "n", "via"],
};

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
  const { invitation, send, keyId, via } = claims;
  const jti = inviteJti(invitation, send, keyId);
  return signLink(KIND, { inv: invitation.toHexString(), n: send, via }, { ...claims, jti });
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

/** Null for whatever was not signed by us as an invite token; an expired one is still one of ours. */
export async function verifyInvite(token: string): Promise<InviteToken | null> {
  const verified = await verifyLink(KIND, token);
  if (!verified) return null;
  const { payload, jti, expired } = verified;
  const { inv, n, via } = payload;
  const invitation = typeof inv === "string" ? parseId(inv) : null;
  if (!invitation || !Number.isSafeInteger(n) || (via !== "mail" && via !== "link")) return null;
  return { invitation, send: n as number, via, lock: sha256(jti), expired };
}
