import type { AnyBulkWriteOperation, ClientSession, ObjectId } from "mongodb";
import { now, wholeSeconds } from "../clock";
import { accounts, invitations, mails, users } from "../db/client";
import type { AccountDoc, InvitationDoc, UserDoc } from "../db/types";
import { currentKeyId } from "../secrets";
import { holds, timelinePush } from "./end";
import { expiryAfter, lockOf } from "./offer";
import { remindAtOf } from "./remind-at";

/** The writes of a re-send for many at once; see renew.ts for one. */

/** Records that do not hold the tokens of their pending invitations: nobody can say what these unlock. */
export class Unheld extends Error {
  constructor(readonly invitations: readonly ObjectId[]) {
    super("Pending invitations unlock records that do not hold their tokens");
  }
}

/**
 * A new token for each; every older link is dead.
 * @param pending were read in this very transaction, so that none of the writes can miss
 * @returns them as they are sent now
 * @throws Unheld
 */
export async function sendAllAgain(
  session: ClientSession,
  pending: readonly InvitationDoc[],
  reminderDays: number | null,
): Promise<InvitationDoc[]> {
  const at = now();
  const delivery = { status: "queued" as const, transport: null, error: null, at };
  const renewed = {
    keyId: currentKeyId(),
    via: "mail" as const,
    issuedAt: wholeSeconds(at),
    resentAt: at,
    updatedAt: at,
  };
  const sent: InvitationDoc[] = [];
  for (const days of new Set(pending.map((one) => one.days))) {
    const expiresAt = expiryAfter(days);
    const remindAt = remindAtOf(expiresAt, days, reminderDays);
    const alike = pending.filter((one) => one.days === days);
    const { matchedCount } = await invitations().updateMany(
      { _id: { $in: alike.map(({ _id }) => _id) }, status: "pending" },
      {
        $set: { ...renewed, expiresAt, delivery, ...(remindAt ? { remindAt } : {}) },
        // A new link has yet to be brought to mind.
        $unset: { remindedAt: "", ...(remindAt ? {} : { remindAt: "" }) },
        $inc: { sends: 1, resends: 1 },
        $push: timelinePush("resent", at),
      },
      { session, hint: { _id: 1 } },
    );
    if (matchedCount !== alike.length) throw new Error("An invitation that was pending in this transaction is not");
    for (const one of alike) {
      sent.push({ ...one, ...renewed, expiresAt, delivery, sends: one.sends + 1, resends: one.resends + 1 });
    }
  }
  await replaceLocks(session, pending, sent);
  await mails().updateMany(
    { invitation: { $in: sent.map(({ _id }) => _id) }, status: "queued", claims: { $ne: null } },
    { $set: { status: "cancelled", error: null } },
    { session, hint: "invitation" },
  );
  return sent;
}

async function replaceLocks(
  session: ClientSession,
  before: readonly InvitationDoc[],
  sent: readonly InvitationDoc[],
): Promise<void> {
  const at = now();
  const old = new Map(before.map((one) => [one._id.toHexString(), one]));
  const pairs = sent.map((one) => ({ was: old.get(one._id.toHexString()) as InvitationDoc, is: one }));
  const opened = pairs.filter(({ is }) => is.type === "business");
  const held = [
    opened.length > 0
      ? await accounts().bulkWrite(
          opened.map(
            ({ was, is }): AnyBulkWriteOperation<AccountDoc> => ({
              updateOne: {
                filter: { _id: is.account, status: "invited", ...holds("invite", was) },
                update: { $set: { invite: lockOf(is), updatedAt: at } },
              },
            }),
          ),
          { ordered: false, session },
        )
      : { matchedCount: 0 },
    await users().bulkWrite(
      pairs.map(
        ({ was, is }): AnyBulkWriteOperation<UserDoc> => ({
          updateOne: {
            filter: {
              _id: is.user,
              memberships: { $elemMatch: { account: is.account, ...holds("resetToken", was) } },
            },
            update: { $set: { "memberships.$.resetToken": lockOf(is) } },
          },
        }),
      ),
      { ordered: false, session },
    ),
  ];
  const matched = held.reduce((sum, { matchedCount }) => sum + matchedCount, 0);
  if (matched < opened.length + pairs.length) throw new Unheld(await unheld(session, sent));
}

/** Those whose records did not take their new tokens. */
async function unheld(session: ClientSession, sent: readonly InvitationDoc[]): Promise<ObjectId[]> {
  const invited = await users()
    .find({ _id: { $in: sent.map(({ user }) => user) } }, { session, projection: { memberships: 1 } })
    .toArray();
  const opened = await accounts()
    .find({ _id: { $in: sent.map(({ account }) => account) } }, { session, projection: { invite: 1 } })
    .toArray();
  const tokens = new Set([
    ...invited.flatMap(({ memberships }) => memberships.flatMap(({ resetToken }) => resetToken?.token ?? [])),
    ...opened.flatMap(({ invite }) => (invite ? [`account ${invite.token}`] : [])),
  ]);
  const holdsAll = (one: InvitationDoc) => {
    const { token } = lockOf(one);
    return tokens.has(token) && (one.type === "user" || tokens.has(`account ${token}`));
  };
  return sent.filter((one) => !holdsAll(one)).map(({ _id }) => _id);
}
