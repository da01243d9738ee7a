import type { Filter, ObjectId } from "mongodb";
import type { Actor } from "../auth/actor";
import { type Access, assertActive, authorize } from "../auth/permissions";
import { now } from "../clock";
import { invitations, transact } from "../db/client";
import type { AccountDoc, InvitationDoc } from "../db/types";
import { wakeOutbox } from "../engine/wake";
import { env } from "../env";
import { AppError, notFound } from "../errors";
import { recordEvent } from "../events/record";
import { spentHeaders } from "../http/rate-limit";
import { findStop, isStopped } from "../mail/suppressions";
import { acceptedAlready } from "./cancel";
import { mailReminder } from "./compose";
import { findById } from "./find";
import { countInvitationMail } from "./mail-limit";
import { isReached, remindable, reminderWritten } from "./remind";
import { type InvitationView, MAIL_REACHED } from "./schema";
import { inviteeName, momentInWords, toInvitationView } from "./view";

/** Reminders that a person asks for: of one invitation, or of all that end within a day. */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Since the mail with the link, and since the last reminder of it. */
const AFTER_SEND = HOUR;
const AFTER_REMINDER = DAY;
/** As many as one press of the button reminds; the next one goes on. */
const MOST = 500;
const LANES = 8;

export interface Reminded {
  status: "reminded";
  message: string;
  invitation: InvitationView;
}

/**
 * Mails the link that somebody has once more, as a reminder. Whoever may send the invitation again may do this.
 * @throws AppError 429 `resend_too_soon` within an hour of the mail itself, or within a day of another reminder
 */
export async function remindInvitation(actor: Actor, id: ObjectId): Promise<Reminded> {
  const doc = await invitations().findOne({ _id: id }, { projection: { scope: 1 } });
  if (!doc) throw notFound();
  const { invitation, scope } = await findById(actor, doc.scope, id.toHexString(), "send");
  return remind(actor, scope, invitation);
}

async function remind(actor: Actor, access: Access, invitation: InvitationDoc): Promise<Reminded> {
  assertActive(access, "send reminders");
  assertOpen(invitation);
  await assertReached(access.account, invitation);
  assertQuiet(invitation);
  const answer = await transact(async (session): Promise<Reminded | undefined> => {
    const at = now();
    // One that Foyer would send by itself within a day is this one.
    const soon = invitation.remindAt !== undefined && invitation.remindAt.getTime() <= at.getTime() + DAY;
    const reminded = await invitations().findOneAndUpdate(
      {
        ...remindable(invitation._id, invitation.sends, at),
        remindedAt: invitation.remindedAt ?? { $exists: false },
        remindAt: invitation.remindAt ?? { $exists: false },
      },
      { ...reminderWritten(at), ...(soon ? { $unset: { remindAt: "" } } : {}) },
      { returnDocument: "after", session },
    );
    if (!reminded) return undefined;
    await countInvitationMail(session, reminded.emailKey);
    await mailReminder(session, reminded, access.account);
    await recordEvent(session, actor, "invitation.reminded", access.account, {
      type: "invitation",
      id: reminded._id,
    });
    const message = `A reminder is on its way to ${reminded.email}. The link works until ${momentInWords(reminded.expiresAt)}, as before.`;
    return { status: "reminded", message, invitation: toInvitationView(reminded) };
  });
  if (answer) {
    wakeOutbox();
    return answer;
  }
  // Something came first: what it is decides what is said.
  const current = await invitations().findOne({ _id: invitation._id });
  if (!current) throw new Error("Invitations are never deleted");
  return remind(actor, access, current);
}

const ENDED = { declined: "invite_declined", cancelled: "invite_cancelled", expired: "invite_expired" } as const;

function assertOpen(invitation: InvitationDoc): void {
  const { status, expiresAt, accountName } = invitation;
  if (status === "accepted") throw acceptedAlready(invitation);
  const ended = status === "pending" && expiresAt <= now() ? "expired" : status;
  if (ended === "pending") return;
  if (ended === "preparing") throw notFound();
  throw new AppError(
    ENDED[ended],
    `The invitation of ${inviteeName(invitation)} to ${accountName} is ${ended}. Invite again instead: that makes a new link.`,
  );
}

/** Who has no mail has nothing to be reminded of. */
async function assertReached(scope: AccountDoc, { email, emailKey, delivery, via }: InvitationDoc): Promise<void> {
  if (via === "link" || delivery.status === "none") {
    throw new AppError("invalid_request", `No mail was asked for, so ${email} has none. Send the invitation first.`);
  }
  const stop = await findStop(scope, emailKey);
  if (stop) {
    throw new AppError(
      "mail_suppressed",
      `Mail to ${email} ${isStopped(stop, scope._id)}. Correct the address and send again.`,
    );
  }
  if (isReached(delivery.status)) return;
  if (delivery.status === "queued" || delivery.status === "sending") {
    throw new AppError("resend_too_soon", `The invitation to ${email} has yet to leave.`, { retryAfter: 60 });
  }
  throw new AppError("mail_suppressed", `The mail to ${email} did not arrive. Correct the address and send again.`);
}

function assertQuiet({ issuedAt, remindedAt, email }: InvitationDoc): void {
  if (!env().rateLimits) return;
  const quietUntil = remindedAt ? remindedAt.getTime() + AFTER_REMINDER : issuedAt.getTime() + AFTER_SEND;
  const wait = Math.ceil((quietUntil - now().getTime()) / 1000);
  if (wait <= 0) return;
  const seconds = (remindedAt ? AFTER_REMINDER : AFTER_SEND) / 1000;
  throw new AppError(
    "resend_too_soon",
    remindedAt
      ? `${email} was reminded on ${momentInWords(remindedAt)}. One reminder a day is enough; or send again, with a new link.`
      : `The invitation went to ${email} less than an hour ago. Give it that hour.`,
    { retryAfter: wait, headers: spentHeaders({ name: "reminder", limit: 1, seconds }, wait) },
  );
}

/** What ends within a day and can be brought to mind now. */
export function remindableSoon(scope: ObjectId, at: Date): Filter<InvitationDoc> {
  const ago = (milliseconds: number) => new Date(at.getTime() - milliseconds);
  const quiet = {
    issuedAt: { $lte: ago(AFTER_SEND) },
    $or: [{ remindedAt: { $exists: false } }, { remindedAt: { $lte: ago(AFTER_REMINDER) } }],
  };
  return {
    scope,
    status: "pending",
    via: "mail",
    expiresAt: { $gt: at, $lt: new Date(at.getTime() + DAY) },
    "delivery.status": { $in: [...MAIL_REACHED] },
    ...(env().rateLimits ? quiet : {}),
  };
}

/**
 * Reminds all whose invitation ends within a day, the first to end first, 500 in one call.
 * @returns how many were reminded and were not, why not (each reason once), and whether more are left
 */
export async function remindExpiring(
  actor: Actor,
  accountId: ObjectId,
): Promise<{ reminded: number; refused: number; reasons: string[]; more: boolean }> {
  const access = await authorize(actor, accountId, "invitations:create");
  assertActive(access, "send reminders");
  const mine = access.permissions.has("accounts:create") ? {} : { type: "user" as const };
  const found = await invitations()
    .find({ ...remindableSoon(accountId, now()), ...mine }, { projection: { timeline: 0 } })
    .sort({ expiresAt: 1 })
    .limit(MOST + 1)
    .toArray();
  let reminded = 0;
  const refused: string[] = [];
  const queue = found.slice(0, MOST).values();
  const lane = async () => {
    for (const invitation of queue) {
      try {
        await remind(actor, access, invitation);
        reminded += 1;
      } catch (error) {
        if (!(error instanceof AppError) || error.status >= 500) throw error;
        refused.push(error.message);
      }
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: LANES }, lane));
  for (const end of ends) if (end.status === "rejected") throw end.reason;
  return { reminded, refused: refused.length, reasons: [...new Set(refused)], more: found.length > MOST };
}
