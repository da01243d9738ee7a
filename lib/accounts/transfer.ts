import type { ClientSession, ObjectId } from "mongodb";
import { type Actor, actorRef } from "../auth/actor";
import { holdRight } from "../auth/hold";
import { type Access, assertActive, authorize, lacking, ROLE_PERMISSIONS } from "../auth/permissions";
import { now } from "../clock";
import { accounts, transact, users } from "../db/client";
import type { AccountDoc } from "../db/types";
import { wakeOutbox } from "../engine/wake";
import { AppError, notFound } from "../errors";
import { recordEvent } from "../events/record";
import { momentInWords } from "../invitations/view";
import { cancelOfferMails, queueMail } from "../mail/queue";
import { asRead, assertJoined, findMember, type Member } from "../users/find-member";
import { toUserView, userName } from "../users/view";
import type { OwnershipOffered, OwnershipWithdrawn } from "./transfer-schema";

const OPEN_MS = 7 * 24 * 3_600_000;

export type Transfer = NonNullable<AccountDoc["transfer"]>;

/** The offer that can still be accepted: not overdue, and made while the present owner was the owner. */
export function standingOffer({ transfer, owner }: Pick<AccountDoc, "transfer" | "owner">): Transfer | null {
  return transfer && transfer.expiresAt > now() && owner?.equals(transfer.from) ? transfer : null;
}

/**
 * Offers an account's ownership to one of its users, who then has a week to accept. The same offer again changes and mails
 * nothing; one to somebody else takes its place.
 * @throws AppError 403 `role_too_high`, 404, 409 `owner_protected`, `invitation_pending`, `account_not_active`
 */
export async function offerOwnership(actor: Actor, accountId: ObjectId, userId: ObjectId): Promise<OwnershipOffered> {
  const access = await authorize(actor, accountId, "owner:update");
  assertOffers(access);
  assertActive(access, "change its owner");
  const offered = await transact(async (session): Promise<OwnershipOffered> => {
    const account = await accountIn(session, accountId);
    // Whoever hands the account over at this moment has no ownership left to offer.
    assertOffers(await holdRight(session, actor, account, "owner:update"));
    const member = await findMember(session, accountId, userId);
    assertCanOwn(account, member);
    const standing = standingOffer(account);
    if (standing?.to.equals(userId)) return toOffered(account, member, standing);
    return toOffered(account, member, await write(session, actor, account, member));
  });
  wakeOutbox();
  return offered;
}

/** Nobody gives away what they do not hold. */
function assertOffers({ account, permissions }: Access): void {
  if (ROLE_PERMISSIONS.owner.every((one) => permissions.has(one))) return;
  throw new AppError("role_too_high", `Offering the ownership of ${account.name} needs every permission of an owner.`);
}

function assertCanOwn(account: AccountDoc, { user, membership }: Member): void {
  assertJoined(membership);
  if (account.owner?.equals(user._id)) {
    throw new AppError("owner_protected", `${userName(user)} owns ${account.name} already.`);
  }
  // Who is disabled is, for what can be offered, not there.
  if (membership.status !== "active") throw notFound();
}

async function write(session: ClientSession, actor: Actor, account: AccountDoc, member: Member): Promise<Transfer> {
  const { user } = member;
  const at = now();
  const { _id, owner } = account;
  if (!owner) throw new Error("An active account has an owner");
  const transfer: Transfer = {
    from: owner,
    to: user._id,
    by: actorRef(actor),
    offeredAt: at,
    expiresAt: new Date(at.getTime() + OPEN_MS),
  };
  const written = await accounts().updateOne({ _id, status: "active", owner }, { $set: { transfer } }, { session });
  // Written to as well, so that an offer and a removal at the same moment do not pass each other by.
  const held = await users().updateOne(asRead(member), { $set: { updatedAt: at } }, { session });
  if (written.matchedCount + held.matchedCount < 2) throw new Error("A transaction writes to what it has read");
  await cancelOfferMails(session, _id);
  await queueMail(session, {
    kind: "ownership-offered",
    account: _id,
    to: { email: user.email, name: userName(user) },
    locale: user.locale ?? account.profile.locale ?? "en",
    data: {
      // A key is no person, so its account speaks.
      byName: actor.type === "user" ? actor.name : account.name,
      accountName: account.name,
      inviteeName: userName(user),
      inviteeEmail: user.email,
    },
  });
  await recordEvent(session, actor, "ownership.offered", account, { type: "user", id: user._id });
  return transfer;
}

function toOffered(account: AccountDoc, { user, membership }: Member, { expiresAt }: Transfer): OwnershipOffered {
  return {
    status: "offered",
    message: `${userName(user)} can become the owner of ${account.name} until ${momentInWords(expiresAt)}. Until they accept, nothing changes.`,
    user: toUserView(user, membership),
    expiresAt: expiresAt.toISOString(),
  };
}

/**
 * Takes an offer back, or, asked by the one it was made to, declines it.
 * @throws AppError 403 `forbidden`, 404 where none stands
 */
export async function withdrawOwnership(actor: Actor, accountId: ObjectId): Promise<OwnershipWithdrawn> {
  const access = await authorize(actor, accountId, "read");
  const isMine = ({ to }: Pick<Transfer, "to">) => actor.type === "user" && to.equals(actor.id);
  return transact(async (session): Promise<OwnershipWithdrawn> => {
    const account = await accountIn(session, accountId);
    const offer = standingOffer(account);
    const mine = offer !== null && isMine(offer);
    if (!mine && !access.permissions.has("owner:update")) throw lacking("owner:update");
    if (!offer) throw notFound();
    assertActive(access, "change its owner");
    const { to, offeredAt } = offer;
    const ended = await accounts().updateOne(
      { _id: accountId, "transfer.to": to, "transfer.offeredAt": offeredAt },
      { $unset: { transfer: "" } },
      { session },
    );
    if (ended.modifiedCount === 0) throw notFound();
    await cancelOfferMails(session, accountId);
    const type = mine ? "ownership.declined" : "ownership.withdrawn";
    await recordEvent(session, actor, type, account, { type: "user", id: to });
    return mine
      ? { status: "declined", message: `You declined the ownership of ${account.name}. Nothing else changes.` }
      : { status: "withdrawn", message: `The offer is withdrawn. ${account.name} keeps its owner.` };
  });
}

/** Ends an offer to somebody who can no longer accept it, with what made it so. */
export async function voidOffer(session: ClientSession, accountId: ObjectId, userId: ObjectId): Promise<void> {
  const offered = { _id: accountId, "transfer.to": userId };
  const ended = await accounts().updateOne(offered, { $unset: { transfer: "" } }, { session });
  if (ended.modifiedCount > 0) await cancelOfferMails(session, accountId);
}

export async function accountIn(session: ClientSession, id: ObjectId): Promise<AccountDoc> {
  const account = await accounts().findOne({ _id: id }, { session });
  if (!account) throw notFound();
  return account;
}
