import type { ClientSession } from "mongodb";
import { type AddressToken, verifyAddress } from "../../auth/address-token";
import { userActor } from "../../auth/session";
import { now } from "../../clock";
import { accounts, isDuplicateOf, transact, users } from "../../db/client";
import type { AccountDoc, AddressAct, PendingEmail, UserDoc } from "../../db/types";
import { wakeOutbox } from "../../engine/wake";
import { AppError } from "../../errors";
import { recordEvent } from "../../events/record";
import type { EventType } from "../../events/schema";
import { limitAcceptance } from "../../http/rate-limit";
import { homeAccount } from "../home-account";
import type { EmailVerified } from "../owner-schema";
import { toOwner } from "../owner-view";
import { taken } from "./holder";
import { cancelChangeMails } from "./request-change";
import { takeEffect } from "./take-effect";
import { undoChange } from "./undo";

const INDEX = "one_user_per_address";
const ATTEMPTS = 2;

/**
 * Does what a mailed link about a change of address stands for: confirms, agrees, stops or takes back. One transaction, whose
 * first write is conditional on the person's record, so that of two that exclude each other one is too late.
 * @throws AppError 401 `token_invalid`, 409 `email_taken`, 410 `token_used`, 422 `too_many_memberships`, 429 `rate_limited`
 */
export async function verifyEmail(token: string, { ip }: { ip: string | null }): Promise<EmailVerified> {
  const verified = await requireToken(token, ip);
  return follow(verified, verified.act, ip);
}

/**
 * The other answer to the question for consent, given with its link: stops the change.
 * @throws AppError 401 `token_invalid`, 410 `token_used`, 429 `rate_limited`
 */
export async function stopFromConsent(consentToken: string, ip: string | null): Promise<EmailVerified> {
  const verified = await requireToken(consentToken, ip);
  if (verified.act !== "consent") throw invalid();
  return follow(verified, "stop", ip);
}

async function requireToken(token: string, ip: string | null): Promise<AddressToken> {
  const verified = await verifyAddress(token);
  await limitAcceptance(verified?.jti ?? null, ip);
  if (!verified) throw invalid();
  return verified;
}

function invalid(): AppError {
  return new AppError(
    "token_invalid",
    "This is not a link that Foyer made, or only a part of one. Open it from the mail again.",
  );
}

function used(): AppError {
  return new AppError(
    "token_used",
    "This link is good for nothing any more: it was used, stopped, replaced by a later request or a new password, or is over 72 hours old.",
  );
}

async function follow(token: AddressToken, act: AddressAct, ip: string | null): Promise<EmailVerified> {
  for (let attempt = 1; ; attempt++) {
    const user = await users().findOne({ _id: token.user });
    if (!user) throw used();
    try {
      const answer = act === "undo" ? await undo(token, user, ip) : await settle(token, act, user, ip);
      if (!answer) throw used();
      wakeOutbox();
      return answer;
    } catch (error) {
      if (!isDuplicateOf(error, INDEX)) throw error;
      // Another change to the same address was written first; looked at again, it is there.
      if (attempt === ATTEMPTS) throw taken(wantedBy(user, token), error);
    }
  }
}

function wantedBy({ pendingEmail, formerEmails = [] }: UserDoc, { change }: AddressToken): string {
  const found = pendingEmail?.id.equals(change) ? pendingEmail : formerEmails.find((one) => one.change.equals(change));
  return found?.email ?? "The address";
}

async function undo(token: AddressToken, user: UserDoc, ip: string | null): Promise<EmailVerified | undefined> {
  const home = await homeAccount(user);
  return transact(async (session) => {
    const restored = await undoChange(session, token.user, token.change, { home, ip });
    return restored ? answer("undone", restored) : undefined;
  });
}

async function settle(
  token: AddressToken,
  act: Exclude<AddressAct, "undo">,
  user: UserDoc,
  ip: string | null,
): Promise<EmailVerified | undefined> {
  const home = await homeAccount(user);
  return transact(async (session) => {
    const before = await mark(session, token, act);
    const change = before?.pendingEmail;
    if (!before || !change) return undefined;
    const account = await placeOf(session, change, home);
    const record = (type: EventType) =>
      recordEvent(session, userActor(before, ip), type, account, { type: "user", id: before._id });
    if (act === "stop") {
      await cancelChangeMails(session, before, change);
      await record("user.email_change_stopped");
      return answer("stopped", before, change);
    }
    if (act === "confirm" && change.consentNeeded && !change.consentedAt) {
      await record("user.email_change_confirmed");
      return answer("consent_required", before, change);
    }
    if (act === "consent") await record("user.email_change_consented");
    if (act === "consent" && !change.confirmedAt) return answer("verification_required", before, change);
    return answer("verified", await takeEffect(session, before, change, { account, home, ip }));
  });
}

/** The first write. @returns the record as it was before; null where the link is good for nothing any more */
function mark(
  session: ClientSession,
  { user, change, act: link }: AddressToken,
  act: Exclude<AddressAct, "undo">,
): Promise<UserDoc | null> {
  const at = now();
  const good = {
    _id: user,
    "pendingEmail.id": change,
    "pendingEmail.expiresAt": { $gt: at },
    // A link to agree or to confirm is good for one answer.
    ...(link === "confirm" ? { "pendingEmail.confirmedAt": null } : {}),
    ...(link === "consent" ? { "pendingEmail.consentNeeded": true, "pendingEmail.consentedAt": null } : {}),
  };
  const updates = {
    confirm: { $set: { "pendingEmail.confirmedAt": at } },
    consent: { $set: { "pendingEmail.consentedAt": at } },
    stop: { $unset: { pendingEmail: "" as const } },
  };
  return users().findOneAndUpdate(good, updates[act], { returnDocument: "before", session });
}

/** Where the change was asked: that account's trail tells what became of it. */
async function placeOf(session: ClientSession, change: PendingEmail, home: AccountDoc): Promise<AccountDoc> {
  return (await accounts().findOne({ _id: change.account }, { session })) ?? home;
}

function answer(status: EmailVerified["status"], user: UserDoc, change?: PendingEmail): EmailVerified {
  const sentences: Record<EmailVerified["status"], string> = {
    verified: `${user.email} is the address to sign in with from now on. Sessions that were open have ended.`,
    consent_required: `${change?.email} is confirmed. The change takes effect once the mailbox of the address before it has agreed, too.`,
    verification_required: `You have agreed. The change takes effect once ${change?.email} is confirmed from its own mailbox.`,
    stopped: `The change to ${change?.email} is stopped. ${user.email} stays the address to sign in with.`,
    undone: `${user.email} is the address to sign in with again. All sessions have ended and the password is void; a link to a new one is on its way to this mailbox.`,
  };
  return { status, message: sentences[status], owner: toOwner(user) };
}
