import { type InviteToken, verifyInvite } from "../auth/invite-token";
import { now } from "../clock";
import { accounts, invitations, users } from "../db/client";
import type { AccountDoc, InvitationDoc, TokenLock, UserDoc } from "../db/types";
import { AppError, type ErrorCode } from "../errors";
import { ALREADY_INSIDE } from "./end";
import { momentInWords } from "./view";

/** What stands behind an invite token, as the records say at this moment. Nothing here changes anything. */

export type InviteState =
  | "valid"
  | "invalid"
  | "accepted"
  | "declined"
  | "cancelled"
  | "replaced"
  | "expired"
  | "suspended";

export interface FoundInvite {
  token: InviteToken;
  invitation: InvitationDoc;
  account: AccountDoc;
  /** The inviting parent, or the account joined. */
  scope: AccountDoc;
  user: UserDoc;
}

export type InviteLookup = { state: "invalid" } | ({ state: Exclude<InviteState, "invalid"> } & FoundInvite);

export async function lookUpInvite(token: string): Promise<InviteLookup> {
  const verified = await verifyInvite(token);
  if (!verified) return { state: "invalid" };
  const lookup = await readInvite(verified);
  // The records are read one after another; where they disagree, the invitation may have ended in between, or its invitee
  // have become one with another person.
  return lookup.state === "replaced" || lookup.state === "invalid" ? readInvite(verified) : lookup;
}

async function readInvite(verified: InviteToken): Promise<InviteLookup> {
  const invitation = await invitations().findOne({ _id: verified.invitation, status: { $ne: "preparing" } });
  if (!invitation) return { state: "invalid" };
  const [chain, user] = await Promise.all([loadChain(invitation), users().findOne({ _id: invitation.user })]);
  const account = chain.find(({ _id }) => _id.equals(invitation.account));
  const scope = chain.find(({ _id }) => _id.equals(invitation.scope));
  if (!account || !scope || !user) return { state: "invalid" };
  const found = { token: verified, invitation, account, scope, user };
  return { state: stateOf(found, chain), ...found };
}

/** The account, and all above it: a suspension anywhere there holds its invitations up. */
async function loadChain(invitation: InvitationDoc): Promise<AccountDoc[]> {
  const account = await accounts().findOne({ _id: invitation.account });
  if (!account) return [];
  if (account.ancestors.length === 0) return [account];
  return [
    account,
    ...(await accounts()
      .find({ _id: { $in: account.ancestors } })
      .toArray()),
  ];
}

function stateOf(found: FoundInvite, chain: AccountDoc[]): Exclude<InviteState, "invalid"> {
  const { token, invitation } = found;
  const { status } = invitation;
  if (status === "accepted" || status === "declined" || status === "cancelled") return status;
  if (token.send !== invitation.sends) return "replaced";
  if (status === "expired" || token.expired || invitation.expiresAt <= now()) return "expired";
  const lock = lockOn(found);
  if (!lock || lock.token !== token.lock) return "replaced";
  if (lock.expiresAt <= now()) return "expired";
  return chain.some((link) => link.status === "suspended") ? "suspended" : "valid";
}

/** What the record that the invitation unlocks holds of its token. */
function lockOn({ invitation, account, user }: FoundInvite): TokenLock | undefined {
  if (invitation.type === "business") return account.invite;
  return user.memberships.find((membership) => membership.account.equals(invitation.account))?.resetToken;
}

/**
 * To a mailed token a login that nobody proved to be of this address counts as none. A password that was taken away is a
 * login all the same: the mailbox that took it away sets the next one, not whoever holds an invitation.
 */
export function hasLogin(user: UserDoc, token: Pick<InviteToken, "via">): boolean {
  if (user.passwordVoidedAt) return true;
  return user.passwordHash !== undefined && (token.via === "link" || user.emailVerifiedAt !== null);
}

/**
 * An invitation that nobody withdrew: its address became that of a person who was in the account, or invited to it, before.
 * @returns whether they are in it now; null for an invitation that ended in another way
 */
export function endedByMerge({ invitation, user }: FoundInvite): { inside: boolean } | null {
  const { status, timeline, account } = invitation;
  if (status !== "cancelled") return null;
  if (!timeline.some(({ event, detail }) => event === "cancelled" && detail === ALREADY_INSIDE)) return null;
  return { inside: user.memberships.some((one) => one.account.equals(account) && one.status === "active") };
}

function cancelledInWords(found: FoundInvite): string {
  const { invitation, scope } = found;
  const name = invitation.accountName;
  const merged = endedByMerge(found);
  if (!merged) return `${scope.name} has withdrawn the invitation to ${name}.`;
  return merged.inside
    ? `There is nothing left to accept: whoever uses this address belongs to ${name} already. Sign in to go there.`
    : `The invitation to ${name} ended when its address became part of another login. Ask ${scope.name} for a new one.`;
}

const REFUSALS: Record<Exclude<InviteState, "valid">, ErrorCode> = {
  invalid: "invite_invalid",
  accepted: "invite_accepted",
  declined: "invite_declined",
  cancelled: "invite_cancelled",
  replaced: "invite_replaced",
  expired: "invite_expired",
  suspended: "account_suspended",
};

/** The error that an API caller gets for a token that opens nothing. */
export function refusalOf(lookup: InviteLookup): AppError | null {
  if (lookup.state === "valid") return null;
  const code = REFUSALS[lookup.state];
  if (lookup.state === "invalid") {
    return new AppError(
      code,
      "This is not an invitation link of ours, or only a part of one. Open it from the mail again.",
    );
  }
  const { invitation, scope } = lookup;
  const sentences: Record<Exclude<InviteState, "valid" | "invalid">, string> = {
    accepted: `The invitation to ${invitation.accountName} has been accepted already. Sign in to go there.`,
    declined: `The invitation to ${invitation.accountName} was declined. Ask ${scope.name} for a new one if that was a mistake.`,
    cancelled: cancelledInWords(lookup),
    replaced: "A newer link was sent to this address. Open the latest mail.",
    expired: `This link worked until ${momentInWords(invitation.expiresAt)}. Ask ${scope.name} for a new one.`,
    suspended: `${invitation.accountName} is suspended at the moment. The invitation can be accepted once that is lifted.`,
  };
  return new AppError(code, sentences[lookup.state]);
}

/** The invite behind a token, or the error in its stead. */
export async function requireInvite(token: string): Promise<FoundInvite> {
  const lookup = await lookUpInvite(token);
  if (lookup.state === "valid") return lookup;
  throw refusalOf(lookup) ?? new Error("Only a valid invite is refused nothing");
}
