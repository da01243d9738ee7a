import type { ClientSession } from "mongodb";
import type { AccountView } from "../accounts/schema";
import { activeOwner, toAccountView, viewAccounts } from "../accounts/view";
import type { Actor, UserActor } from "../auth/actor";
import { verifyInvite } from "../auth/invite-token";
import { checkPassword, hashPassword } from "../auth/passwords";
import { now } from "../clock";
import { accounts, contacts, invitations, transact, users } from "../db/client";
import type { AccountDoc, InvitationDoc, UserDoc } from "../db/types";
import { wakeOutbox } from "../engine/wake";
import { env } from "../env";
import { AppError } from "../errors";
import { recordEvent } from "../events/record";
import { limitAcceptance } from "../http/rate-limit";
import { fullName, personKeys } from "../text";
import { mailInviter } from "./compose";
import { timelinePush } from "./end";
import { permittedRedirect } from "./invite";
import { inviteeActor } from "./invitee";
import { type FoundInvite, hasLogin, requireInvite } from "./lookup";
import type { Accepted, AcceptInput } from "./schema";

/**
 * Takes an invitee from the link to a working login: membership and user active, the sub-account open with its owner, the
 * tokens gone, in one transaction. Of any number of parallel calls exactly one succeeds.
 * @param actor the session that came with the call; null for somebody signed out
 */
export async function acceptInvite(actor: Actor | null, input: AcceptInput, ip: string | null): Promise<Accepted> {
  const verified = await verifyInvite(input.token);
  await limitAcceptance(verified?.lock ?? null, ip);
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const answer = await tryToAccept(actor, input, ip);
    if (answer) {
      wakeOutbox();
      return answer;
    }
    // Something came first: what, the records say when they are read again.
  }
  throw new AppError("invite_replaced", "The invitation changed while you accepted it. Open the latest mail.");
}

const ATTEMPTS = 3;

/** @returns null where the records changed between the look at them and the writes */
async function tryToAccept(actor: Actor | null, input: AcceptInput, ip: string | null): Promise<Accepted | null> {
  const found = await requireInvite(input.token);
  try {
    const password = await judge(found, () => passwordFor(found, actor, input));
    const passwordHash = password === null ? null : await hashPassword(password);
    const joined = found.invitation.type === "user" ? (await viewAccounts([found.account]))[0] : undefined;
    return await transact(async (session) => {
      const accepted = await unlock(session, found);
      if (!accepted) throw new LostRace();
      const user = await activate(session, found, input, passwordHash);
      const account = await settle(session, found, accepted, user, ip);
      return toAnswer(accepted, account, user, joined, found.scope);
    });
  } catch (error) {
    if (error instanceof LostRace) return null;
    throw error;
  }
}

class LostRace extends Error {}

/**
 * The invitation and the person are read one after the other. A refusal for what the person is holds only where the
 * invitation still stands: an acceptance between the two reads made them so.
 */
async function judge<T>({ invitation, token }: FoundInvite, check: () => T): Promise<T> {
  try {
    return check();
  } catch (refusal) {
    const standing = { _id: invitation._id, status: "pending" as const, sends: token.send };
    if (await invitations().findOne(standing, { projection: { _id: 1 } })) throw refusal;
    throw new LostRace();
  }
}

/** The checks for who accepts, in the contract's order. @returns the password to set, or null for somebody with a login */
function passwordFor(found: FoundInvite, actor: Actor | null, input: AcceptInput): string | null {
  const { invitation, user, token } = found;
  if (hasLogin(user, token)) {
    if (input.password !== undefined) {
      throw new AppError(
        "password_not_allowed",
        "This person has a password already. Sign in with it; an invitation cannot change it.",
        {
          errors: [{ path: "password", code: "password_not_allowed", message: "Leave this out and sign in instead." }],
        },
      );
    }
    if (actor?.type !== "user") {
      throw new AppError("login_required", `Sign in as ${invitation.email} to accept this invitation.`);
    }
    if (!isInvitee(actor, found)) {
      throw new AppError(
        "wrong_account",
        `This invitation is for ${invitation.email}, and you are signed in as ${actor.email}. Switch accounts to accept it.`,
      );
    }
    return null;
  }
  const { password } = input;
  const refuse = (code: "password_required" | "password_too_weak", message: string) =>
    new AppError(code, message, { errors: [{ path: "password", code, message }] });
  if (password === undefined || password === "")
    throw refuse("password_required", "Choose a password to sign in with.");
  if (checkPassword(password) !== "ok") {
    throw refuse("password_too_weak", "Choose a password of at least 8 characters that is not among the common ones.");
  }
  return password;
}

function isInvitee(actor: UserActor, { user }: FoundInvite): boolean {
  return actor.id.equals(user._id);
}

/** The first two writes: they pick the winner among all that would end this invitation. */
async function unlock(session: ClientSession, found: FoundInvite): Promise<InvitationDoc | null> {
  const { invitation, token, account } = found;
  const at = now();
  const accepted = await invitations().findOneAndUpdate(
    { _id: invitation._id, status: "pending", sends: token.send, expiresAt: { $gt: at } },
    { $set: { status: "accepted", updatedAt: at }, $unset: { remindAt: "" }, $push: timelinePush("accepted", at) },
    { returnDocument: "after", session },
  );
  if (!accepted) return null;
  if (invitation.type === "user") return accepted;
  const opened = await accounts().updateOne(
    { _id: account._id, status: "invited", "invite.token": token.lock, "invite.expiresAt": { $gt: at } },
    {
      $set: { status: "active", owner: invitation.user, updatedAt: at },
      $unset: { invite: "" },
      $inc: { version: 1 },
    },
    { session },
  );
  return opened.modifiedCount === 1 ? accepted : null;
}

/** Membership and user become active; a first password is set, and one that proved nothing is replaced. */
async function activate(
  session: ClientSession,
  found: FoundInvite,
  input: AcceptInput,
  passwordHash: string | null,
): Promise<UserDoc> {
  const { invitation, token, user } = found;
  const at = now();
  const named = {
    firstName: input.firstName || invitation.firstName || user.firstName,
    lastName: input.lastName || invitation.lastName || user.lastName,
  };
  const firstLogin = passwordHash !== null && { passwordHash, ...named, ...personKeys(named) };
  const activated = await users().findOneAndUpdate(
    {
      _id: user._id,
      // A login made, or proved, since the look-up changes what is asked of the invitee.
      passwordHash: user.passwordHash ?? { $exists: false },
      passwordVoidedAt: user.passwordVoidedAt ?? { $exists: false },
      emailVerifiedAt: user.emailVerifiedAt,
      memberships: {
        $elemMatch: {
          account: invitation.account,
          status: "invited",
          "resetToken.token": token.lock,
          "resetToken.expiresAt": { $gt: at },
        },
      },
    },
    {
      $set: {
        "memberships.$.status": "active",
        // Somebody disabled as a whole stays so; an invitation is not the way back.
        ...(user.status === "invited" ? { status: "active" as const } : {}),
        updatedAt: at,
        lastAccount: invitation.account,
        // Only the mailbox's owner has a mailed link; one handed out proves nothing.
        ...(token.via === "mail" && !user.emailVerifiedAt ? { emailVerifiedAt: at } : {}),
        ...firstLogin,
      },
      $unset: { "memberships.$.resetToken": "", ...(passwordHash === null ? {} : { resetToken: "" }) },
      ...(passwordHash === null ? {} : { $inc: { sessionVersion: 1 } }),
    },
    { returnDocument: "after", session },
  );
  if (!activated) throw new LostRace();
  return activated;
}

/** What follows: the contact's link, the inviter's notice, the trail. */
async function settle(
  session: ClientSession,
  { account, scope }: FoundInvite,
  invitation: InvitationDoc,
  user: UserDoc,
  ip: string | null,
): Promise<AccountDoc> {
  const at = now();
  if (invitation.contact) {
    await contacts().updateOne(
      { _id: invitation.contact, subAccount: { $ne: account._id } },
      { $set: { subAccount: account._id, updatedAt: at }, $inc: { version: 1 } },
      { session },
    );
  }
  await mailInviter(session, invitation, scope, "invite-accepted", fullName(user) || user.email);
  const invitee = inviteeActor(invitation, ip);
  // As every event of an invitation: where it was made, which for a business is the account above.
  await recordEvent(session, invitee, "invitation.accepted", scope, { type: "invitation", id: invitation._id });
  if (invitation.type === "user") return account;
  await recordEvent(session, invitee, "account.activated", account, { type: "account", id: account._id });
  return { ...account, status: "active", owner: user._id, version: account.version + 1, updatedAt: at };
}

function toAnswer(
  invitation: InvitationDoc,
  account: AccountDoc,
  user: UserDoc,
  joined: AccountView | undefined,
  scope: AccountDoc,
): Accepted {
  // An origin that the account no longer allows is no place to send anybody.
  const landing = invitation.redirectUrl && permittedRedirect(scope, invitation.redirectUrl);
  return {
    status: "accepted",
    message: `${fullName(user) || user.email} is now ${invitation.type === "business" ? "the owner of" : "in"} ${account.name}.`,
    account: joined ?? toAccountView(account, "active", activeOwner(user)),
    user: {
      id: user._id.toHexString(),
      email: user.email,
      firstName: user.firstName,
      lastName: user.lastName,
      status: "active",
      role: invitation.role,
      account: account._id.toHexString(),
    },
    redirectTo: landing || `${env().appUrl}/a/${account._id.toHexString()}`,
  };
}
