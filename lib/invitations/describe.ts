import type { AccountDoc, InvitationDoc } from "../db/types";
import { brandOf } from "../mail/brand";
import { inviterNameOf } from "./compose";
import { endedByMerge, hasLogin, type InviteState, lookUpInvite } from "./lookup";

export interface DescribedInvite {
  state: InviteState;
  /** Cancelled by nobody: the person at its address is in the account already. */
  inside: boolean;
  next: "signup" | "login";
  /** Null where the token is none of ours. */
  invitation: {
    id: string;
    type: "business" | "user";
    email: string;
    emailKey: string;
    firstName: string;
    lastName: string;
    accountId: string;
    accountName: string;
    /** business: the account that invites. */
    parentName: string | null;
    inviterName: string;
    role: "owner" | "admin" | "member";
    message: string | null;
    locale: string;
    expiresAt: Date;
  } | null;
  brand: Awaited<ReturnType<typeof brandOf>> | null;
}

/** What a token opens and what comes next, for the landing page and for GET. It changes nothing, however often it is asked. */
export async function describeInvite(token: string): Promise<DescribedInvite> {
  const lookup = await lookUpInvite(token);
  if (lookup.state === "invalid") {
    return { state: "invalid", inside: false, next: "signup", invitation: null, brand: null };
  }
  const { state, invitation, scope, user } = lookup;
  return {
    state,
    inside: endedByMerge(lookup)?.inside ?? false,
    next: hasLogin(user, lookup.token) ? "login" : "signup",
    invitation: shown(invitation, scope),
    brand: await brandOf(scope._id),
  };
}

function shown(invitation: InvitationDoc, scope: AccountDoc): NonNullable<DescribedInvite["invitation"]> {
  return {
    id: invitation._id.toHexString(),
    type: invitation.type,
    email: invitation.email,
    emailKey: invitation.emailKey,
    firstName: invitation.firstName,
    lastName: invitation.lastName,
    accountId: invitation.account.toHexString(),
    accountName: invitation.accountName,
    parentName: invitation.type === "business" ? scope.name : null,
    inviterName: inviterNameOf(invitation.invitedBy, scope.name),
    role: invitation.role,
    message: invitation.message ?? null,
    locale: invitation.locale,
    expiresAt: invitation.expiresAt,
  };
}
