import type { Document, Filter } from "mongodb";
import { SYSTEM } from "../auth/actor";
import { readEach } from "../auth/permissions";
import { now } from "../clock";
import { accounts, invitations, transact } from "../db/client";
import type { AccountDoc, DeliveryStatus, InvitationDoc } from "../db/types";
import { wakeOutbox } from "../engine/wake";
import { AppError } from "../errors";
import { recordEvent } from "../events/record";
import { findSuppressed, pairKey } from "../mail/suppressions";
import { mailReminder } from "./compose";
import { timelinePush } from "./end";
import { countInvitationMail } from "./mail-limit";
import { bringMovedForward, remindAtOf, replanReminders } from "./remind-at";
import { MAIL_REACHED } from "./schema";

const HOUR = 3_600_000;
const AT_ONCE = 200;
/** A call ends after so many, and the next one goes on: a sweep is not held up by a hundred thousand. */
const MOST = 5_000;
const LANES = 8;

export const isReached = (status: DeliveryStatus) => (MAIL_REACHED as readonly DeliveryStatus[]).includes(status);

/** Their mail has yet to leave. */
const ON_ITS_WAY: DeliveryStatus[] = ["queued", "sending"];

type Due = InvitationDoc & { remindAt: Date };

/**
 * Brings to mind what ends soon: once for each link, however many copies call it and wherever they are interrupted, since
 * the mail is written with the change that makes the invitation due no longer.
 * @returns how many this call reminded of
 */
export async function remindDue(signal?: AbortSignal): Promise<{ reminded: number }> {
  await replanReminders(signal);
  await bringMovedForward();
  let reminded = 0;
  for (let read = 0; read < MOST && !signal?.aborted; ) {
    const due = await findDue();
    if (due.length === 0) break;
    read += due.length;
    reminded += await remindThese(due, signal);
    wakeOutbox();
  }
  return { reminded };
}

function findDue(): Promise<Due[]> {
  return invitations()
    .find<Due>({ status: "pending", remindAt: { $lte: now() } }, { projection: { timeline: 0 } })
    .sort({ remindAt: 1 })
    .limit(AT_ONCE)
    .toArray();
}

async function remindThese(due: Due[], signal: AbortSignal | undefined): Promise<number> {
  const [scopes, stopped] = await Promise.all([
    readScopes(due),
    findSuppressed(due.map(({ scope, emailKey }) => ({ account: scope, emailKey }))),
  ]);
  let reminded = 0;
  const queue = due.values();
  await inLanes(async () => {
    for (const invitation of queue) {
      if (signal?.aborted) return;
      const scope = scopes.get(invitation.scope.toHexString());
      const next = moveOf(invitation, scope, stopped.has(pairKey({ ...invitation, account: invitation.scope })));
      if (next !== "now") await moveReminder(invitation, next);
      else if (scope && (await remind(invitation, scope.account))) reminded += 1;
    }
  });
  return reminded;
}

/** All lanes come to their end before a failure of one is told, so that no transaction runs on unobserved. */
async function inLanes(work: () => Promise<void>): Promise<void> {
  const ends = await Promise.allSettled(Array.from({ length: LANES }, work));
  for (const end of ends) if (end.status === "rejected") throw end.reason;
}

interface Scope {
  account: AccountDoc;
  /** By its own suspension, or one above. */
  suspended: boolean;
}

async function readScopes(due: Due[]): Promise<Map<string, Scope>> {
  const ids = new Map(due.map(({ scope }) => [scope.toHexString(), scope]));
  const docs = await accounts()
    .find({ _id: { $in: [...ids.values()] } })
    .toArray();
  const read = await readEach(SYSTEM, docs);
  return new Map(
    docs.map((account, index) => [
      account._id.toHexString(),
      { account, suspended: read[index] instanceof AppError || account.status === "suspended" },
    ]),
  );
}

/** What becomes of one that is due: now, at another time, or never. */
function moveOf(invitation: Due, scope: Scope | undefined, stopped: boolean): "now" | Date | null {
  const { via, delivery, expiresAt, days } = invitation;
  if (!scope || via === "link" || stopped) return null;
  // The setting may have changed since this one was planned.
  const planned = remindAtOf(expiresAt, days, scope.account.settings.reminderDays);
  if (!planned) return null;
  if (planned > now()) return planned;
  if (scope.suspended || ON_ITS_WAY.includes(delivery.status)) return later(expiresAt);
  return isReached(delivery.status) ? "now" : null;
}

/** In an hour, where there is then still an hour to answer in. */
function later(expiresAt: Date): Date | null {
  const next = new Date(now().getTime() + HOUR);
  return next.getTime() + HOUR <= expiresAt.getTime() ? next : null;
}

/** Only where nothing came first: another time planned meanwhile stays. */
async function moveReminder({ _id, sends, remindAt }: Due, next: Date | null): Promise<void> {
  await invitations().updateOne(
    { _id, status: "pending", sends, remindAt },
    next ? { $set: { remindAt: next } } : { $unset: { remindAt: "" } },
  );
}

/** @returns whether this call did it */
async function remind(invitation: Due, scope: AccountDoc): Promise<boolean> {
  const { _id, sends, remindAt, expiresAt } = invitation;
  // Where there was no way to tell earlier, there must be time left to answer in.
  if (expiresAt.getTime() - now().getTime() < HOUR) {
    await moveReminder(invitation, null);
    return false;
  }
  try {
    return await transact(async (session) => {
      const at = now();
      const reminded = await invitations().findOneAndUpdate(
        { ...remindable(_id, sends, at), remindAt },
        { ...reminderWritten(at), $unset: { remindAt: "" } },
        { returnDocument: "after", session },
      );
      if (!reminded) return false;
      await countInvitationMail(session, reminded.emailKey);
      await mailReminder(session, reminded, scope);
      await recordEvent(session, SYSTEM, "invitation.reminded", scope, { type: "invitation", id: _id });
      return true;
    });
  } catch (error) {
    if (!(error instanceof AppError && error.code === "rate_limited")) throw error;
    // The address has had as many mails as one gets.
    await moveReminder(invitation, later(expiresAt));
    return false;
  }
}

/** Decides the race with an answer, an end, a re-send and a bounce. */
export function remindable(_id: InvitationDoc["_id"], sends: number, at: Date): Filter<InvitationDoc> {
  return {
    _id,
    status: "pending",
    sends,
    via: "mail",
    expiresAt: { $gt: at },
    "delivery.status": { $in: [...MAIL_REACHED] },
  };
}

export function reminderWritten(at: Date): Document {
  return { $set: { remindedAt: at, updatedAt: at }, $push: timelinePush("reminded", at) };
}
