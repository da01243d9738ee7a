import type { ClientSession, ObjectId } from "mongodb";
import type { AccountView } from "../accounts/schema";
import { invitedOwner, toAccountView, viewAccounts } from "../accounts/view";
import type { Actor } from "../auth/actor";
import { assertMayGrant } from "../auth/grant";
import { type Access, assertActive, authorize } from "../auth/permissions";
import { now } from "../clock";
import { accounts, invitations, isDuplicateOf, transact } from "../db/client";
import type { InvitationDoc } from "../db/types";
import { type EmailAddress, requireEmail } from "../email";
import { wakeOutbox } from "../engine/wake";
import { env } from "../env";
import { AppError } from "../errors";
import { recordEvent } from "../events/record";
import { spentHeaders } from "../http/rate-limit";
import { cancelQueuedMails } from "../mail/queue";
import { acceptedAlready } from "./cancel";
import { mailInvite } from "./compose";
import { findById, findOwners, type Target } from "./find";
import { inviteInto } from "./invite";
import { countInvitationMail } from "./mail-limit";
import { expireOverdueAt, moveInvitee, replaceLock, sendAgain } from "./renew";
import { reviveInvitation } from "./revive";
import type { AccountInviteInput, Invited, Resent } from "./schema";
import { alreadyInvited, explainFull, explainMember } from "./taken";
import { inviteeName, momentInWords, toInvitationView, toInviteeView } from "./view";
import { assertMailWanted } from "./wanted";

const PAUSE = 60_000;
const MOST_RESENDS = 10;

/**
 * `POST /v1/accounts/:id/invite`: sends the owner's invitation again, or the one named (to another address where one is
 * given), or invites somebody new into the account.
 */
export async function inviteById(
  actor: Actor,
  accountId: ObjectId,
  input: AccountInviteInput,
): Promise<Invited | Resent> {
  if ("email" in input && !("invitationId" in input)) {
    const access = await authorize(actor, accountId, "invitations:create");
    return inviteInto(actor, access, { ...input, type: "user", email: input.email });
  }
  const target =
    "invitationId" in input
      ? await findById(actor, accountId, input.invitationId, "send")
      : await findOwners(actor, accountId, "send");
  return resendInvite(actor, target, { email: "invitationId" in input ? input.email : undefined, force: input.force });
}

export interface ResendOptions {
  /** Where it goes from now on; where it went before when left out. */
  email?: string;
  /** Also to an address that mail is stopped to. */
  force?: boolean;
}

/** A new token and a new mail; every older link is dead. What ended unaccepted is made anew, under a new id. */
export async function resendInvite(
  actor: Actor,
  { invitation, scope }: Target,
  options: ResendOptions = {},
): Promise<Resent> {
  const { email, force } = options;
  assertActive(scope);
  if (invitation.status === "accepted") throw acceptedAlready(invitation);
  if (invitation.type === "user") assertMayGrant(actor, scope, invitation.role);
  const address = email === undefined ? undefined : requireEmail(email);
  if (invitation.status !== "pending" || invitation.expiresAt <= now()) {
    return reviveInvitation(actor, scope, invitation, { moved: address, force });
  }
  assertMayResend(invitation);
  await assertMailWanted(scope.account, address ?? invitation, force);
  const joined = invitation.type === "user" ? (await viewAccounts([scope.account]))[0] : undefined;
  const moved = address && address.emailKey !== invitation.emailKey ? address : undefined;
  const answer = await transact(async (session): Promise<Resent | undefined> => {
    if (moved) await expireOverdueAt(session, scope.account, invitation, moved);
    const sent = await sendAgain(session, invitation, address, scope.account.settings.reminderDays);
    if (!sent) return undefined;
    if (moved) await moveInvitee(session, invitation, sent);
    else await replaceLock(session, invitation, sent);
    await cancelQueuedMails(session, { invitation: sent._id });
    await countInvitationMail(session, sent.emailKey);
    await mailInvite(session, sent, scope.account, { force });
    await recordEvent(session, actor, "invitation.resent", scope.account, { type: "invitation", id: sent._id });
    return toResent(sent, joined ?? (await waitingAccount(session, sent)));
  }).catch(async (error: unknown) => {
    throw await explain(error, scope, invitation, moved);
  });
  if (answer) {
    wakeOutbox();
    return answer;
  }
  // Something came first: what it is decides how this goes on.
  const current = await invitations().findOne({ _id: invitation._id });
  if (!current) throw new Error("Invitations are never deleted");
  return resendInvite(actor, { invitation: current, scope }, options);
}

export function assertMayResend({ resends, resentAt, accountName, email }: InvitationDoc): void {
  if (resends >= MOST_RESENDS) {
    throw new AppError(
      "resend_limit",
      `The invitation to ${accountName} has been sent to ${email} as often as one can be. Cancel it and invite anew, or ask another way.`,
    );
  }
  const wait = resentAt && env().rateLimits ? resentAt.getTime() + PAUSE - now().getTime() : 0;
  if (wait <= 0) return;
  const seconds = Math.ceil(wait / 1000);
  throw new AppError("resend_too_soon", `It was sent again a moment ago. Wait ${seconds} seconds.`, {
    retryAfter: seconds,
    headers: spentHeaders({ name: "resend", limit: 1, seconds: PAUSE / 1000 }, seconds),
  });
}

/** The sub-account in wait of its owner, as the transaction leaves it. */
async function waitingAccount(session: ClientSession, sent: InvitationDoc): Promise<AccountView> {
  const account = await accounts().findOne({ _id: sent.account }, { session });
  if (!account) throw new Error("An invitation's account is never deleted");
  return toAccountView(account, account.status, invitedOwner(sent));
}

function toResent(invitation: InvitationDoc, account: AccountView): Resent {
  const until = momentInWords(invitation.expiresAt);
  const name = inviteeName(invitation);
  const whom = name === invitation.email ? name : `${name} at ${invitation.email}`;
  return {
    status: "resent",
    message: `A new link is on its way to ${whom}. It works until ${until}, and older ones no longer do.`,
    invitation: toInvitationView(invitation),
    account,
    user: toInviteeView(invitation),
  };
}

/** The new address may be taken: by another invitation, or by somebody who is in the account. */
async function explain(
  error: unknown,
  { account }: Access,
  invitation: InvitationDoc,
  moved: EmailAddress | undefined,
): Promise<unknown> {
  if (!moved) return error;
  if (isDuplicateOf(error, "one_open_invitation")) {
    const { scope, type, contact } = invitation;
    const other = await invitations().findOne({ scope, type, contact, emailKey: moved.emailKey, status: "pending" });
    return other ? alreadyInvited(other, error) : error;
  }
  if (!isDuplicateOf(error, "one_user_per_address")) return error;
  try {
    if (invitation.type === "user") await explainMember(account, moved.emailKey, error);
    else await explainFull(moved.emailKey, error);
    return error;
  } catch (explained) {
    return explained;
  }
}
