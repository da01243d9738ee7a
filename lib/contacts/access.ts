import type { ClientSession, ObjectId } from "mongodb";
import type { Actor } from "../auth/actor";
import { type Access, authorize } from "../auth/permissions";
import { now } from "../clock";
import { accounts, contacts, invitations } from "../db/client";
import type { AccountDoc, ContactDoc, InvitationDoc } from "../db/types";
import { AppError, notFound } from "../errors";
import { expireInvitation } from "../invitations/end";
import { momentInWords } from "../invitations/view";

/** Who may touch a contact, and what of it is bound by an invitation or a sub-account. */

/** A contact and the access to its account; a missing one and one of another tenant answer alike. */
export async function reachContact(actor: Actor, id: ObjectId): Promise<{ contact: ContactDoc; access: Access }> {
  const contact = await contacts().findOne({ _id: id });
  if (!contact) throw notFound();
  return { contact, access: await authorize(actor, contact.account, "contacts:manage") };
}

/** 409 while the account is suspended: those above it may look, and change nothing. */
export function assertNotSuspended({ account, status }: Pick<Access, "account" | "status">): void {
  if (status !== "suspended") return;
  throw new AppError(
    "account_not_active",
    `${account.name} is suspended. Its contacts can be read, and changed again once that is lifted.`,
  );
}

/** What holds a contact: the sub-account that is open or in wait of its owner, and the invitation to it. */
export interface Hold {
  account: AccountDoc | null;
  invitation: InvitationDoc | null;
}

/**
 * Reads what holds a contact, in the transaction that is about to change it. An invitation that is due to expire holds
 * nothing: it is expired here.
 */
export async function holdOn(session: ClientSession, contact: ContactDoc, scope: AccountDoc): Promise<Hold> {
  const open = await invitations()
    .find({ contact: { $eq: contact._id, $type: "objectId" }, status: { $in: ["preparing", "pending"] } }, { session })
    .toArray();
  const at = now();
  const overdue = open.filter(({ status, expiresAt }) => status === "pending" && expiresAt <= at);
  for (const invitation of overdue) await expireInvitation(session, invitation, scope);
  const account = contact.subAccount ? await accounts().findOne({ _id: contact.subAccount }, { session }) : null;
  return {
    account: account && account.status !== "lapsed" ? account : null,
    invitation: open.find((invitation) => !overdue.includes(invitation)) ?? null,
  };
}

/** 409 `contact_in_use`: says what stands in the way, and where it is. */
export function contactInUse(contact: ContactDoc, hold: Hold, what: string, way: string): AppError {
  const { account, invitation } = hold;
  const standing: Record<AccountDoc["status"], string> = {
    invited: "has been invited to an account of its own and has not accepted yet",
    active: "has an account of its own",
    suspended: "has an account of its own, which is suspended now",
    lapsed: "had an account of its own",
  };
  const why = invitation
    ? `has an invitation at ${invitation.email} that is open until ${momentInWords(invitation.expiresAt)}`
    : standing[account?.status ?? "invited"];
  return new AppError("contact_in_use", `${contact.name} ${why}, so ${what}. ${way}`, {
    extra: {
      ...(account ? { accountId: account._id.toHexString() } : {}),
      ...(invitation ? { invitationId: invitation._id.toHexString() } : {}),
    },
  });
}
