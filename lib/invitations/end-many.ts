import type { AnyBulkWriteOperation, ClientSession, Document } from "mongodb";
import { now } from "../clock";
import { accounts, invitations, mails, users } from "../db/client";
import type { AccountDoc, InvitationDoc, UserDoc } from "../db/types";
import { recordAllTakenBack } from "../mail/delivery";
import { type Ending, holds, timelinePush } from "./end";

export interface Ended {
  /** As they ended. */
  all: InvitationDoc[];
  /** Those whose mail had not begun to leave, as ids in hex: nobody has their link. */
  unsent: ReadonlySet<string>;
}

/**
 * Ends many unaccepted invitations as `endInvitation` ends one, in a handful of writes.
 * @param pending were read in this very transaction: what it saw is what it writes to, and whoever changes one of them
 * meanwhile makes it begin again
 */
export async function endInvitations(
  session: ClientSession,
  pending: readonly InvitationDoc[],
  ending: Extract<Ending, "cancelled" | "expired">,
  detail?: string,
): Promise<Ended> {
  if (pending.length === 0) return { all: [], unsent: new Set() };
  const at = now();
  const ids = pending.map(({ _id }) => _id);
  const { matchedCount } = await invitations().updateMany(
    { _id: { $in: ids }, status: "pending" },
    {
      // Nobody answered: whoever invited is to be told of it.
      $set: { status: ending, updatedAt: at, ...(ending === "expired" ? { digestDue: at } : {}) },
      $unset: { remindAt: "" },
      $push: timelinePush(ending, at, detail),
    },
    { session, hint: { _id: 1 } },
  );
  if (matchedCount !== ids.length) throw new Error("An invitation that was pending in this transaction is not");
  await removeLocks(session, pending);
  const unsent = await takeBackMails(session, pending);
  await recordAllTakenBack(
    session,
    ids.filter((id) => unsent.has(id.toHexString())),
  );
  return { all: pending.map((one) => ({ ...one, status: ending, updatedAt: at, remindAt: undefined })), unsent };
}

/** Takes the tokens off the records they unlocked: sub-accounts lapse, invited memberships go. */
async function removeLocks(session: ClientSession, pending: readonly InvitationDoc[]): Promise<void> {
  const at = now();
  const opened = pending.filter(({ type }) => type === "business");
  if (opened.length > 0) {
    await accounts().bulkWrite(
      opened.map(
        (one): AnyBulkWriteOperation<AccountDoc> => ({
          updateOne: {
            filter: { _id: one.account, status: "invited", ...holds("invite", one) },
            update: {
              $set: { status: "lapsed", owner: null, updatedAt: at },
              $unset: { invite: "" },
              $inc: { version: 1 },
            },
          },
        }),
      ),
      { ordered: false, session },
    );
  }
  await users().bulkWrite(
    pending.map((one): AnyBulkWriteOperation<UserDoc> => {
      const mine: Document = { account: one.account, status: "invited", ...holds("resetToken", one) };
      return { updateOne: { filter: { _id: one.user }, update: { $pull: { memberships: mine } } } };
    }),
    { ordered: false, session },
  );
}

/** @returns the invitations whose newest mail was taken back, now or before */
async function takeBackMails(session: ClientSession, ended: readonly InvitationDoc[]): Promise<Set<string>> {
  const sends = new Map(ended.map(({ _id, sends }) => [_id.toHexString(), sends]));
  const found = await mails()
    .find(
      {
        invitation: { $in: ended.map(({ _id }) => _id) },
        status: { $in: ["queued", "cancelled"] },
        claims: { $ne: null },
      },
      { session, projection: { invitation: 1, send: 1, status: 1 } },
    )
    .hint("invitation")
    .toArray();
  const waiting = found.filter(({ status }) => status === "queued").map(({ _id }) => _id);
  if (waiting.length > 0) {
    await mails().updateMany(
      { _id: { $in: waiting }, status: "queued" },
      { $set: { status: "cancelled", error: null } },
      { session, hint: { _id: 1 } },
    );
  }
  return new Set(
    found.flatMap(({ invitation, send }) => {
      const key = invitation?.toHexString() ?? "";
      return send !== null && sends.get(key) === send ? [key] : [];
    }),
  );
}
