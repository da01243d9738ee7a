import { accounts, contacts, invitations, users } from "../db/client";
import type { AccountDoc, ContactDoc, InvitationDoc, Membership, UserDoc } from "../db/types";
import { AppError } from "../errors";
import { fullName, nameKeyOf } from "../text";
import type { Offer } from "./create";
import { BusinessTaken, MOST_MEMBERSHIPS } from "./offer";
import { inviteeName, momentInWords } from "./view";

/** Explains a refusal of the unique indexes: what stands where the new invitation was to go. */

async function contactOf({ scope, opens, address }: Offer): Promise<ContactDoc | null> {
  if (opens.type === "user") return null;
  if ("contact" in opens) return opens.contact;
  const nameKey = nameKeyOf(opens.make.name);
  return contacts().findOne({ account: scope._id, type: "business", emailKey: address.emailKey, nameKey });
}

/** The open invitations in the way: to the same address and contact first, then any other for the same contact. */
export async function findStanding(offer: Offer): Promise<InvitationDoc[]> {
  const contact = await contactOf(offer);
  const { type } = offer.opens;
  const open = { scope: offer.scope._id, type, status: "pending" as const };
  const standing = await invitations()
    // The type beside the id lets the database use the contact's own index.
    .find(
      contact
        ? { ...open, contact: { $eq: contact._id, $type: "objectId" } }
        : { ...open, emailKey: offer.address.emailKey, contact: null },
    )
    .toArray();
  return standing.sort((a) => (a.emailKey === offer.address.emailKey ? -1 : 1));
}

/** Throws the error that says what stands there; returns where nothing does any longer. */
export async function explainTaken(offer: Offer, standing: InvitationDoc[], cause: unknown): Promise<void> {
  const pending = standing.find(({ emailKey }) => emailKey === offer.address.emailKey);
  if (pending) throw alreadyInvited(pending, cause);
  if (offer.opens.type === "user") return explainMember(offer.scope, offer.address.emailKey, cause);
  const contact = cause instanceof BusinessTaken ? cause.contact : await contactOf(offer);
  const account =
    contact &&
    (await accounts().findOne({
      parent: offer.scope._id,
      contact: contact._id,
      status: { $in: ["invited", "active", "suspended"] },
    }));
  if (account) throw await businessTaken(account, standing[0], cause);
  await explainFull(offer.address.emailKey, cause);
}

export function alreadyInvited(pending: InvitationDoc, cause?: unknown): AppError {
  return new AppError(
    "invitation_pending",
    `${inviteeName(pending)} already has an invitation to ${pending.accountName}, open until ${momentInWords(pending.expiresAt)}. Send it again instead.`,
    { cause, extra: { invitationId: pending._id.toHexString() } },
  );
}

async function businessTaken(account: AccountDoc, open: InvitationDoc | undefined, cause: unknown): Promise<AppError> {
  const extra = { accountId: account._id.toHexString() };
  const waiting = account.status === "invited";
  const owner = !waiting && account.owner ? await users().findOne({ _id: account.owner }) : null;
  return new AppError("business_unavailable", businessTakenSentence(account, open, owner), {
    cause,
    extra: { ...extra, ...(waiting && open ? { invitationId: open._id.toHexString() } : {}) },
  });
}

/** What stands where a business was to be invited: its account, the open invitation to that, and whoever opened it. */
export function businessTakenSentence(
  account: Pick<AccountDoc, "name" | "status">,
  open: Pick<InvitationDoc, "email"> | undefined,
  owner: Pick<UserDoc, "firstName" | "lastName" | "email"> | null | undefined,
): string {
  if (account.status === "invited") {
    const who = open ? ` at ${open.email}` : "";
    return `${account.name} has been invited already${who} and has not accepted yet.`;
  }
  const by = owner ? ` that ${fullName(owner) || owner.email} opened` : "";
  const held = account.status === "suspended" ? " It is suspended now." : "";
  return `${account.name} already has a sub-account${by}.${held}`;
}

/** Of somebody who is in the account already. */
export function memberSentence(email: string, scope: Pick<AccountDoc, "name">, status: Membership["status"]): string {
  return status === "disabled"
    ? `${email} belongs to ${scope.name}, but is disabled there. Enable the membership instead of inviting again.`
    : `${email} already belongs to ${scope.name}.`;
}

export const TOO_MANY_ACCOUNTS = "This person belongs to as many accounts as one person can.";

/** Throws where somebody of that address is in the account already; returns where nobody is. */
export async function explainMember(scope: AccountDoc, emailKey: string, cause: unknown): Promise<void> {
  const user = await users().findOne({ emailKey });
  if (!user) return;
  const membership = user.memberships.find(({ account }) => account.equals(scope._id));
  if (membership && membership.status !== "invited") {
    throw new AppError("already_member", memberSentence(user.email, scope, membership.status), { cause });
  }
  if (!membership) await explainFull(emailKey, cause);
}

/** Throws where the person of that address belongs to as many accounts as one can; else returns. */
export async function explainFull(emailKey: string, cause: unknown): Promise<void> {
  const full = { emailKey, [`memberships.${MOST_MEMBERSHIPS - 1}`]: { $exists: true } };
  if (!(await users().findOne(full, { projection: { _id: 1 } }))) return;
  throw new AppError("too_many_memberships", TOO_MANY_ACCOUNTS, { cause });
}
