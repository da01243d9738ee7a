import type { ClientSession, ObjectId } from "mongodb";
import { type Actor, actorRef } from "../auth/actor";
import { now } from "../clock";
import { contacts, invitations, isDuplicateOf, transact } from "../db/client";
import { newId } from "../db/ids";
import type { AccountDoc, ContactDoc, InvitationDoc } from "../db/types";
import { wakeOutbox } from "../engine/wake";
import { notFound } from "../errors";
import { recordEvent } from "../events/record";
import { mailInvite } from "./compose";
import { newInvitation, type Terms } from "./document";
import { expireInvitation } from "./end";
import { countInvitationMail } from "./mail-limit";
import {
  addInvitee,
  adoptContact,
  BusinessTaken,
  contactWithoutEmail,
  expiryAfter,
  findOrMakeContact,
  type NewContact,
  openSubAccount,
  readdressContact,
} from "./offer";
import { explainTaken, findStanding } from "./taken";

/** An invitation as it is to be made; everything about it has been checked but what only the database can decide. */
export interface Offer extends Terms {
  scope: AccountDoc;
  opens:
    | { type: "user" }
    | { type: "business"; contact: ContactDoc }
    /** With `into`, for the lapsed sub-account of that id, whose contact was deleted. */
    | { type: "business"; make: NewContact; into?: ObjectId };
  /** Also to an address that mail is stopped to. */
  force?: boolean;
  /** Of its mail; see newMail. */
  priority?: number;
}

export interface Created {
  invitation: InvitationDoc;
  /** The account joined, or the sub-account in wait of its owner. */
  account: AccountDoc;
}

const ATTEMPTS = 4;

/**
 * Makes an invitation in one transaction. Unique indexes decide whether there may be one; what they refuse is explained
 * afterwards, and where only an overdue one stood in the way, that one is expired in the same transaction as the new one.
 * @param answer what the caller answers, made inside the transaction so that an idempotent repeat can be given the same
 */
export async function createInvitation<T>(actor: Actor, offer: Offer, answer: (created: Created) => T): Promise<T> {
  let overdue: InvitationDoc[] = [];
  for (let attempt = 1; ; attempt++) {
    try {
      const result = await transact((session) => write(session, actor, offer, overdue, answer));
      wakeOutbox();
      return result;
    } catch (error) {
      const refused =
        error instanceof BusinessTaken ||
        isDuplicateOf(error, "one_open_invitation") ||
        isDuplicateOf(error, "one_user_per_address") ||
        isDuplicateOf(error, "one_sub_account_per_contact");
      if (!refused) throw error;
      const standing = await findStanding(offer);
      overdue = standing.filter(({ expiresAt }) => expiresAt <= now());
      if (overdue.length === 0 || attempt === ATTEMPTS) await explainTaken(offer, standing, error);
      // Nothing stands there any longer: what was in the way ended between the two looks.
      if (attempt === ATTEMPTS) throw error;
      await readContactAgain(offer);
    }
  }
}

/**
 * The offer's contact was read before the transaction, and may have been changed, deleted, or given its sub-account since.
 * An invitation to the contact's own address goes to the new one.
 */
async function readContactAgain(offer: Offer): Promise<void> {
  const { opens, address } = offer;
  if (opens.type === "user" || !("contact" in opens)) return;
  const before = opens.contact;
  const contact = await contacts().findOne({ _id: before._id });
  if (!contact) throw notFound();
  opens.contact = contact;
  if (address.emailKey !== before.emailKey || contact.emailKey === before.emailKey) return;
  if (contact.email === null || contact.emailKey === null) throw contactWithoutEmail(contact);
  offer.address = { email: contact.email, emailKey: contact.emailKey };
}

async function write<T>(
  session: ClientSession,
  actor: Actor,
  offer: Offer,
  overdue: InvitationDoc[],
  answer: (created: Created) => T,
): Promise<T> {
  for (const invitation of overdue) await expireInvitation(session, invitation, offer.scope);
  const { scope, opens } = offer;
  const contact = opens.type === "user" ? null : await contactFor(session, actor, scope, opens);

  const invitation = draft(actor, offer, contact);
  invitation.user = await addInvitee(session, invitation);
  await invitations().insertOne(invitation, { session });
  const account = contact ? await openSubAccount(session, scope, contact, invitation) : scope;
  if (contact && contact.emailKey !== invitation.emailKey) await readdressContact(session, contact, offer.address);
  if (offer.mail) {
    await countInvitationMail(session, invitation.emailKey);
    await mailInvite(session, invitation, scope, { force: offer.force, priority: offer.priority });
  }
  await recordEvent(session, actor, "invitation.created", scope, { type: "invitation", id: invitation._id });
  return answer({ invitation, account });
}

async function contactFor(
  session: ClientSession,
  actor: Actor,
  scope: AccountDoc,
  opens: Exclude<Offer["opens"], { type: "user" }>,
): Promise<ContactDoc> {
  if ("contact" in opens) return opens.contact;
  const { contact, made } = await findOrMakeContact(session, scope._id, opens.make);
  if (made) await recordEvent(session, actor, "contact.created", scope, { type: "contact", id: contact._id });
  return opens.into ? adoptContact(session, contact, opens.into) : contact;
}

/** The invitation's document; its `user` is known once the invitee is. */
function draft(actor: Actor, offer: Offer, contact: ContactDoc | null): InvitationDoc {
  const id = newId();
  const { scope } = offer;
  return newInvitation(offer, {
    id,
    scope,
    contact,
    account: contact ? (contact.subAccount ?? newId()) : scope._id,
    user: id,
    invitedBy: actorRef(actor),
    at: now(),
    expiresAt: expiryAfter(offer.days),
  });
}
