import type { ClientSession, ObjectId } from "mongodb";
import type { Actor } from "../auth/actor";
import { assertMayGrant } from "../auth/grant";
import { type Access, assertActive } from "../auth/permissions";
import { now } from "../clock";
import { invitations, mails, rateLimits, transact } from "../db/client";
import type { InvitationDoc } from "../db/types";
import { wakeOutbox } from "../engine/wake";
import { env } from "../env";
import { AppError } from "../errors";
import { recordEach } from "../events/record";
import { runApart } from "../http/context";
import { SET_PRIORITY } from "../mail/lists";
import { newMail } from "../mail/queue";
import { findStops, pairKey } from "../mail/suppressions";
import { timezonesOf } from "./cancel-many";
import { inviteMail } from "./compose";
import { countInvitationMails, mailLimitId, mailsLeft } from "./mail-limit";
import { authorizeSet, findMatches, type Selection, Tally } from "./matching";
import { sendAllAgain, Unheld } from "./renew-many";
import { assertMayResend } from "./resend";
import { reviveInvitation } from "./revive";
import type { ResentMany } from "./schema";

/** Ended ones are made anew one by one, so many side by side. */
const LANES = 8;

/**
 * Sends the invitations of a set again, some hundreds a call: open ones, or, where the set names another status or
 * invitations by their ids, also those that ended unaccepted, which are made anew. The rules are those of a single re-send;
 * what one of them refuses is counted and does not stop the rest.
 * @throws AppError 403 where none of the set's types is the caller's to send, 409 `account_not_active`
 */
export async function resendMany(actor: Actor, accountId: ObjectId, selection: Selection): Promise<ResentMany> {
  const { access, types } = await authorizeSet(actor, accountId, selection, "send");
  assertActive(access);
  const { status = selection.invitationIds ? undefined : "pending" } = selection;
  const matches = await findMatches(accountId, { ...selection, status }, types);
  const tally = new Tally(matches);
  const mine = await readMine(matches.ids, types, tally);
  const at = now();
  const open = mine.filter((one) => one.status === "pending" && one.expiresAt > at);
  await reviveAll(
    actor,
    access,
    mine.filter((one) => !open.includes(one)),
    tally,
  );
  const answer = await resendOpen(actor, access, open, tally);
  wakeOutbox();
  return answer;
}

/** Those of a type that the caller may send. */
async function readMine(ids: ObjectId[], types: readonly string[], tally: Tally): Promise<InvitationDoc[]> {
  const found = await invitations()
    .find({ _id: { $in: ids } }, { projection: { timeline: 0 } })
    .toArray();
  return found.filter(({ type }) => {
    if (!types.includes(type)) tally.refuse("forbidden");
    return types.includes(type);
  });
}

/** What has ended: each is a transaction of its own, and one that is open again already is refused, so a repeat does nothing. */
async function reviveAll(actor: Actor, access: Access, ended: readonly InvitationDoc[], tally: Tally): Promise<void> {
  const queue = ended.values();
  const lane = async () => {
    for (const invitation of queue) {
      try {
        if (invitation.status === "accepted") throw new AppError("invitation_accepted", "It has been accepted.");
        if (invitation.type === "user") assertMayGrant(actor, access, invitation.role);
        await runApart(() => reviveInvitation(actor, access, invitation, { priority: SET_PRIORITY }));
        tally.add(1);
      } catch (error) {
        tally.meet(error, invitation._id);
      }
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

/** The open ones, in one transaction with what the request is answered. */
async function resendOpen(
  actor: Actor,
  access: Access,
  open: readonly InvitationDoc[],
  before: Tally,
  broken: readonly ObjectId[] = [],
): Promise<ResentMany> {
  try {
    return await transact(async (session) => {
      const tally = before.copy();
      const fresh = await invitations()
        .find({ _id: { $in: open.map(({ _id }) => _id) } }, { session, projection: { timeline: 0 } })
        .toArray();
      const held = fresh.filter(({ _id }) => !broken.some((one) => one.equals(_id)));
      const chosen = await judge(session, actor, access, held, tally);
      if (chosen.length > 0) await write(session, actor, access, chosen);
      tally.add(chosen.length);
      return { status: "resent", ...tally.answer("sent again") };
    });
  } catch (error) {
    if (!(error instanceof Unheld) || broken.length > 0) throw error;
    for (const id of error.invitations) before.meet(error, id);
    return resendOpen(actor, access, open, before, error.invitations);
  }
}

/** Those that may be sent again, by what this transaction sees. */
async function judge(
  session: ClientSession,
  actor: Actor,
  access: Access,
  open: readonly InvitationDoc[],
  tally: Tally,
): Promise<InvitationDoc[]> {
  const account = access.account._id;
  const pairOf = ({ emailKey }: InvitationDoc) => ({ account, emailKey });
  const stops = await findStops(open.map(pairOf), session);
  const left = await mailsLeftTo(session, open);
  const at = now();
  return open.filter((one) => {
    const refused = refusalOf(actor, access, one, at);
    const room = left(one.emailKey);
    if (refused) tally.refuse(refused.code, refused.message);
    else if (stops.has(pairKey(pairOf(one)))) tally.refuse("mail_suppressed");
    else if (!room.take()) tally.refuse("rate_limited");
    else return true;
    return false;
  });
}

function refusalOf(
  actor: Actor,
  access: Access,
  one: InvitationDoc,
  at: Date,
): { code: string; message?: string } | null {
  // Something came first, in the moment since the set was read.
  if (one.status !== "pending") return { code: `invitation_${one.status}` };
  if (one.expiresAt <= at) return { code: "invitation_expired" };
  // The list that it is from sends it when its turn comes, and not at all while it is paused.
  if (one.batch && one.sends === 1 && one.delivery.status === "queued") return { code: "mail_waiting" };
  try {
    if (one.type === "user") assertMayGrant(actor, access, one.role);
    assertMayResend(one);
    return null;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

/** How many invitation mails each address can get; one that is taken is not there for the next. */
async function mailsLeftTo(session: ClientSession, all: readonly InvitationDoc[]) {
  const unlimited = !env().rateLimits;
  const at = now();
  const found = await rateLimits()
    .find({ _id: { $in: all.map(({ emailKey }) => mailLimitId(emailKey)) } }, { session, projection: { times: 1 } })
    .toArray();
  const left = new Map(found.map(({ _id, times = [] }) => [_id, mailsLeft(times, at)]));
  return (emailKey: string) => ({
    take(): boolean {
      const id = mailLimitId(emailKey);
      const room = unlimited ? Number.POSITIVE_INFINITY : (left.get(id) ?? mailsLeft([], at));
      left.set(id, room - 1);
      return room > 0;
    },
  });
}

async function write(
  session: ClientSession,
  actor: Actor,
  { account: scope }: Access,
  chosen: readonly InvitationDoc[],
): Promise<void> {
  const sent = await sendAllAgain(session, chosen, scope.settings.reminderDays);
  const counted = await countInvitationMails(
    session,
    sent.map(({ emailKey }) => emailKey),
  );
  if (!counted) throw new Error("An address that had room for a mail in this transaction has none");
  const zones = await timezonesOf(session, sent);
  await mails().insertMany(
    sent.map((one) =>
      newMail({ ...inviteMail(one, scope, zones.get(one.user.toHexString()) ?? null), priority: SET_PRIORITY }),
    ),
    { session },
  );
  const subjects = sent.map(({ _id }) => ({ type: "invitation" as const, id: _id }));
  await recordEach(session, actor, "invitation.resent", scope, subjects);
}
