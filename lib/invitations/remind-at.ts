import type { ClientSession, Document, ObjectId } from "mongodb";
import { now } from "../clock";
import { accounts, invitations, meta } from "../db/client";
import { parseId } from "../db/ids";

/** When an invitation is to be brought to mind, and what follows where an account changes its mind about that. */

const DAY = 24 * 3_600_000;
/** Between an invitation and its reminder lies a day at least; one that is open for less than that gets none. */
const LEAST_GAP = 1;

/**
 * @param days how long each of the invitation's links is good
 * @param reminderDays the account's setting: so many days before the end; null for never
 * @returns undefined where there is to be no reminder
 */
export function remindAtOf(expiresAt: Date, days: number, reminderDays: number | null): Date | undefined {
  if (reminderDays === null || days - reminderDays < LEAST_GAP) return undefined;
  return new Date(expiresAt.getTime() - reminderDays * DAY);
}

/** As far ahead as an end that was moved in the database itself, by hand or by a restore, is looked for. */
const MOVED_WITHIN = 2 * DAY;

/** A reminder planned for after the end is due: the end was moved, and nobody planned anew. */
export async function bringMovedForward(): Promise<void> {
  const at = now();
  const ends = { $gt: at, $lte: new Date(at.getTime() + MOVED_WITHIN) };
  await invitations().updateMany(
    { status: "pending", expiresAt: ends, $expr: { $gt: ["$remindAt", "$expiresAt"] } },
    { $set: { remindAt: at } },
  );
}

const CHANGED = "reminders:";
/** An invitation that is being made on the setting as it was has been written by then, or never will be. */
const SETTLED_MS = 5 * 60_000;
const AT_ONCE = 2_000;

/** Notes that the account's setting changed, with the change: the next sweeps bring its open invitations in line. */
export async function noteReminderChange(session: ClientSession, account: ObjectId): Promise<void> {
  await meta().updateOne(
    { _id: `${CHANGED}${account.toHexString()}` },
    { $set: { at: new Date() } },
    { session, upsert: true },
  );
}

/**
 * Brings the open invitations of each account that changed its setting in line with it. However often and by however many
 * copies this runs, and wherever it is interrupted, it ends at the same: what is right already is not written again.
 */
export async function replanReminders(signal?: AbortSignal): Promise<void> {
  const notes = await meta()
    .find({ _id: { $gte: CHANGED, $lt: `${CHANGED}g` } })
    .toArray();
  for (const { _id, at } of notes) {
    const settled = at instanceof Date && at.getTime() <= Date.now() - SETTLED_MS;
    const id = parseId(_id.slice(CHANGED.length));
    const account = id && (await accounts().findOne({ _id: id }, { projection: { settings: 1 } }));
    const done = !account || (await replan(account._id, account.settings.reminderDays, signal));
    if (!done) return;
    // Changed once more since: that is a note of its own.
    if (settled) await meta().deleteOne({ _id, at });
  }
}

/** @returns false where it was interrupted */
async function replan(scope: ObjectId, reminderDays: number | null, signal?: AbortSignal): Promise<boolean> {
  const { wrong, right } = changeFor(reminderDays);
  let last: ObjectId | undefined;
  for (;;) {
    if (signal?.aborted) return false;
    const found = await invitations()
      .find({ scope, status: "pending", ...wrong, ...(last ? { _id: { $lt: last } } : {}) }, { projection: { _id: 1 } })
      .hint("scope_status")
      .sort({ _id: -1 })
      .limit(AT_ONCE)
      .toArray();
    last = found.at(-1)?._id;
    if (!last) return true;
    await invitations().updateMany({ _id: { $in: found.map(({ _id }) => _id) }, status: "pending", ...wrong }, right);
  }
}

/** Which open invitations are not as the setting says, and what makes them so. A link that was brought to mind stays that. */
function changeFor(reminderDays: number | null): { wrong: Document; right: Document[] } {
  if (reminderDays === null) {
    return { wrong: { remindAt: { $exists: true } }, right: [{ $unset: "remindAt" }] };
  }
  const due = { $subtract: ["$expiresAt", reminderDays * DAY] };
  // As remindAtOf.
  const planned = { $cond: [{ $gte: [{ $subtract: ["$days", reminderDays] }, LEAST_GAP] }, due, null] };
  return {
    wrong: {
      via: "mail",
      $or: [{ remindAt: { $exists: true } }, { remindedAt: { $exists: false } }],
      $expr: { $ne: [{ $ifNull: ["$remindAt", null] }, planned] },
    },
    right: [{ $set: { remindAt: { $ifNull: [planned, "$$REMOVE"] } } }],
  };
}
