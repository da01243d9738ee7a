import type { ClientSession, ObjectId } from "mongodb";
import type { Actor } from "../auth/actor";
import { assertActive, authorize } from "../auth/permissions";
import { now } from "../clock";
import { accounts, transact, users } from "../db/client";
import type { AccountDoc, UserDoc } from "../db/types";
import { AppError, notFound } from "../errors";
import { recordEvent } from "../events/record";
import { membershipIn, toUserView, userName } from "../users/view";
import { accountIn, standingOffer, type Transfer } from "./transfer";
import type { OwnershipAccepted } from "./transfer-schema";
import { activeOwner, toAccountView } from "./view";

/**
 * Takes the ownership that was offered: in one transaction the account answers to its new owner, and the former one stays
 * as an admin. The contact that the account came from is not touched.
 * @throws AppError 403 `forbidden` where it was offered to somebody else, 404 where none stands, 409 `account_not_active`
 */
export async function acceptOwnership(actor: Actor, accountId: ObjectId): Promise<OwnershipAccepted> {
  const access = await authorize(actor, accountId, "read");
  if (actor.type !== "user") throw forbidden("A person has to accept this, signed in; a key cannot.");
  return transact(async (session): Promise<OwnershipAccepted> => {
    const offer = standingOffer(await accountIn(session, accountId));
    if (!offer) throw notFound();
    if (!offer.to.equals(actor.id)) throw forbidden("The ownership was offered to somebody else.");
    assertActive(access, "change its owner");
    const account = await handOver(session, accountId, offer);
    const owner = await exchangeRoles(session, accountId, offer);
    const detail = { from: offer.from.toHexString(), to: offer.to.toHexString() };
    await recordEvent(session, actor, "ownership.transferred", account, { type: "user", id: offer.to }, detail);
    const membership = membershipIn(owner, accountId);
    if (!membership) throw new Error("Just written");
    return {
      status: "accepted",
      message: `${userName(owner)} is the owner of ${account.name} now.`,
      account: toAccountView(account, "active", activeOwner(owner)),
      user: toUserView(owner, membership),
    };
  });
}

function forbidden(message: string): AppError {
  return new AppError("forbidden", message);
}

/** The first write picks the winner among all that would end this offer. */
async function handOver(session: ClientSession, accountId: ObjectId, { from, to }: Transfer): Promise<AccountDoc> {
  const at = now();
  const account = await accounts().findOneAndUpdate(
    {
      _id: accountId,
      status: "active",
      owner: from,
      "transfer.from": from,
      "transfer.to": to,
      "transfer.expiresAt": { $gt: at },
    },
    { $set: { owner: to, updatedAt: at }, $unset: { transfer: "" }, $inc: { version: 1 } },
    { returnDocument: "after", session },
  );
  if (!account) throw notFound();
  return account;
}

async function exchangeRoles(session: ClientSession, account: ObjectId, { from, to }: Transfer): Promise<UserDoc> {
  const at = now();
  const owner = await users().findOneAndUpdate(
    { _id: to, memberships: { $elemMatch: { account, status: "active" } } },
    { $set: { "memberships.$.role": "owner", updatedAt: at } },
    { returnDocument: "after", session },
  );
  if (!owner) throw notFound();
  await users().updateOne(
    { _id: from, memberships: { $elemMatch: { account, role: "owner" } } },
    { $set: { "memberships.$.role": "admin", updatedAt: at } },
    { session },
  );
  return owner;
}
