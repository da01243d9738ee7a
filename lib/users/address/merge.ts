import type { ClientSession, ObjectId } from "mongodb";
import { SYSTEM } from "../../auth/actor";
import { now } from "../../clock";
import { accounts, invitations, users } from "../../db/client";
import type { InvitationDoc, Membership, UserDoc } from "../../db/types";
import { AppError } from "../../errors";
import { recordEvent, recordEvents } from "../../events/record";
import { ALREADY_INSIDE, endInvitation } from "../../invitations/end";
import { MOST_MEMBERSHIPS } from "../../invitations/offer";
import { accountsOf } from "./move";
import { cancelChangeMails } from "./request-change";

/**
 * One person's two records become one: `from`, whose address goes to `into`, hands over its memberships, invitations and
 * accounts, and is gone; its sessions end with it. Links that were mailed to it still work, for `into`.
 * @returns the memberships that `into` is to have; writing them, with the address, is left to the caller
 * @throws AppError 422 `too_many_memberships`
 */
export async function mergeInto(session: ClientSession, into: UserDoc, from: UserDoc): Promise<Membership[]> {
  const { kept, dropped } = combine(into.memberships, from.memberships);
  if (kept.length > MOST_MEMBERSHIPS) {
    throw new AppError(
      "too_many_memberships",
      `Together with what waits for ${from.email}, this person would belong to more than ${MOST_MEMBERSHIPS} accounts.`,
    );
  }
  // While both records still are as their tokens say.
  for (const { account, invitation } of dropped) await endOffer(session, account, invitation);
  await invitations().updateMany({ user: from._id }, { $set: { user: into._id } }, { session });
  await handOver(session, into._id, from);
  await cancelChangeMails(session, from, from.pendingEmail);
  await users().deleteOne({ _id: from._id }, { session });
  return kept;
}

interface Combined {
  kept: Membership[];
  /** Offers whose membership is not kept. */
  dropped: { account: ObjectId; invitation: ObjectId }[];
}

/** In an account that both belong to, the first one's membership stays, unless the other owns it; who is disabled stays so. */
export function combine(mine: Membership[], theirs: Membership[]): Combined {
  const both = new Map(theirs.map((membership) => [membership.account.toHexString(), membership]));
  const kept: Membership[] = [];
  const lost: Membership[] = [];
  for (const membership of mine) {
    const key = membership.account.toHexString();
    const other = both.get(key);
    both.delete(key);
    if (!other) {
      kept.push(membership);
      continue;
    }
    const { winner, loser } = choose(membership, other);
    kept.push(winner);
    lost.push(...(winner.status === "disabled" ? [membership, other] : [loser]));
  }
  const dropped = lost.flatMap(({ account, resetToken }) =>
    resetToken ? [{ account, invitation: resetToken.invitation }] : [],
  );
  return { kept: [...kept, ...both.values()], dropped };
}

function choose(mine: Membership, other: Membership): { winner: Membership; loser: Membership } {
  if (mine.role !== "owner" && other.role === "owner") return { winner: other, loser: mine };
  if (mine.role !== "owner" && other.status === "disabled") {
    const { account, role } = mine;
    return { winner: { account, role, status: "disabled" }, loser: other };
  }
  return { winner: mine, loser: other };
}

/** Nobody's act: to a tenant that invited an address, it is not told whose it has become. */
async function endOffer(session: ClientSession, account: ObjectId, id: ObjectId): Promise<void> {
  const open: InvitationDoc | null = await invitations().findOne({ _id: id, status: "pending" }, { session });
  const ended = open && (await endInvitation(session, open, "cancelled", ALREADY_INSIDE));
  if (!ended) return;
  const scope = await accounts().findOne({ _id: ended.scope }, { projection: { ancestors: 1 }, session });
  if (!scope) throw new Error(`The account ${account.toHexString()} of an invitation is gone`);
  await recordEvent(session, SYSTEM, "invitation.cancelled", scope, { type: "invitation", id });
}

/** The accounts that the other one owned, was to own, or was offered. */
async function handOver(session: ClientSession, into: ObjectId, from: UserDoc): Promise<void> {
  const theirs = { $in: from.memberships.map(({ account }) => account) };
  const owned = await accountsOf(session, from._id);
  await accounts().updateMany(
    { owner: from._id },
    { $set: { owner: into, updatedAt: now() }, $inc: { version: 1 } },
    { session },
  );
  for (const side of ["transfer.to", "transfer.from"] as const) {
    await accounts().updateMany({ _id: theirs, [side]: from._id }, { $set: { [side]: into } }, { session });
  }
  const detail = { from: from._id.toHexString(), to: into.toHexString() };
  await recordEvents(session, SYSTEM, "ownership.transferred", owned, { type: "user", id: into }, detail);
}
