import type { ObjectId } from "mongodb";
import { accountMeant } from "../accounts/own";
import type { AccountView } from "../accounts/schema";
import { invitedOwner, toAccountView, viewAccounts } from "../accounts/view";
import type { Actor } from "../auth/actor";
import { assertMayGrant } from "../auth/grant";
import { inviteUrl } from "../auth/invite-token";
import { type Access, assertActive, authorize, type Permission } from "../auth/permissions";
import { contacts } from "../db/client";
import { parseId } from "../db/ids";
import type { AccountDoc, ContactDoc, InviteClaims } from "../db/types";
import { requireEmail } from "../email";
import { env } from "../env";
import { AppError, notFound } from "../errors";
import { LINK_CLAIMS } from "../http/idempotency";
import { claimsOf } from "./compose";
import { type Created, createInvitation, type Offer } from "./create";
import { assertDepth, contactWithoutEmail } from "./offer";
import type { Invited, InviteInput } from "./schema";
import { inviteeName, momentInWords, toInvitationView, toInviteeView } from "./view";
import { assertMailWanted } from "./wanted";

/**
 * Invites one person: a business to a sub-account of its own, or a colleague into an account.
 * @returns the invitation, the account it opens and the invitee; the link itself only where no mail was asked for
 */
export async function invite(actor: Actor, input: InviteInput): Promise<Invited> {
  const scopeId = accountMeant(actor, input.accountId);
  const permission: Permission = input.type === "business" ? "accounts:create" : "invitations:create";
  const access = await authorize(actor, scopeId, permission);
  return inviteInto(actor, access, input);
}

/** The same, where access to the inviting or joined account has been established. */
export async function inviteInto(actor: Actor, access: Access, input: InviteInput): Promise<Invited> {
  assertActive(access);
  const offer = await toOffer(actor, access, input);
  const [[joined]] = await Promise.all([
    // The account joined is not changed by the invitation, so that its view can be had beforehand.
    offer.opens.type === "user" ? viewAccounts([access.account]) : [],
    offer.mail ? assertMailWanted(offer.scope, offer.address, offer.force) : undefined,
  ]);
  const result = await createInvitation(actor, offer, (created) => toAnswer(created, joined));
  return withLink(result);
}

type Answer = Invited & { [LINK_CLAIMS]?: InviteClaims };

function toAnswer({ invitation, account }: Created, joined: AccountView | undefined): Answer {
  const who = inviteeName(invitation);
  const what = invitation.type === "business" ? `to open ${account.name}` : `to join ${account.name}`;
  const answer: Answer = {
    status: "invited",
    message: `${who} was invited ${what}. The link works until ${momentInWords(invitation.expiresAt)}.`,
    invitation: toInvitationView(invitation),
    account: joined ?? toAccountView(account, account.status, invitedOwner(invitation)),
    user: toInviteeView(invitation),
  };
  if (invitation.via === "link") {
    Object.defineProperty(answer, LINK_CLAIMS, { value: claimsOf(invitation), enumerable: false });
  }
  return answer;
}

/** Adds the link to an answer that may carry it. It is made here and stored nowhere. */
async function withLink(answer: Answer): Promise<Invited> {
  const claims = answer[LINK_CLAIMS];
  return claims ? { ...answer, inviteUrl: await inviteUrl(claims) } : answer;
}

async function toOffer(actor: Actor, access: Access, input: InviteInput): Promise<Offer> {
  const scope = access.account;
  const shared = {
    scope,
    locale: input.locale ?? scope.profile.locale ?? "en",
    message: input.message || undefined,
    externalId: input.externalId,
    metadata: input.metadata,
    redirectUrl: input.redirectUrl === undefined ? undefined : allowedRedirect(access, input.redirectUrl),
    days: input.expiresInDays ?? env().inviteTtlDays,
    mail: input.sendEmail ?? true,
    force: input.force,
  };
  if (input.type === "user") {
    const role = input.role ?? "member";
    assertMayGrant(actor, access, role);
    const address = requireEmail(input.email);
    return { ...shared, opens: { type: "user" }, address, ...namesOf(input), role };
  }
  assertDepth(scope);
  if (input.contactId !== undefined) {
    const contact = await findContact(scope._id, input.contactId);
    const address = requireEmail(contact.email ?? "", "contactId");
    return { ...shared, opens: { type: "business", contact }, address, ...namesOf(input, contact), role: "owner" };
  }
  const { business, email } = input;
  if (!business || email === undefined) throw new Error("The schema lets no such input through");
  const address = requireEmail(email);
  const make = { ...business, postal: business.address, address, ...namesOf(input) };
  return { ...shared, opens: { type: "business", make }, address, ...namesOf(input), role: "owner" };
}

function namesOf(input: { firstName?: string; lastName?: string }, contact?: ContactDoc) {
  return {
    firstName: input.firstName ?? contact?.firstName ?? "",
    lastName: input.lastName ?? contact?.lastName ?? "",
  };
}

async function findContact(account: ObjectId, id: string): Promise<ContactDoc> {
  const contactId = parseId(id);
  const contact = contactId ? await contacts().findOne({ _id: contactId, account }) : null;
  if (!contact) throw notFound();
  if (contact.email) return contact;
  throw contactWithoutEmail(contact);
}

/** The address in its normal form where it lies on an origin that the account allows, else null. */
export function permittedRedirect(account: AccountDoc, redirectUrl: string): string | null {
  if (!URL.canParse(redirectUrl)) return null;
  const url = new URL(redirectUrl);
  const plain = (url.protocol === "https:" || url.protocol === "http:") && url.username === "" && url.password === "";
  return plain && account.settings.redirectOrigins.includes(url.origin) ? url.href : null;
}

export function allowedRedirect({ account }: Access, redirectUrl: string): string {
  const url = permittedRedirect(account, redirectUrl);
  if (url) return url;
  const allowed = account.settings.redirectOrigins;
  const list = allowed.length > 0 ? `It allows ${allowed.join(", ")}.` : "Its settings allow none yet.";
  const message = `${account.name} does not let invitees be sent to this address. ${list}`;
  throw new AppError("redirect_not_allowed", message, {
    errors: [{ path: "redirectUrl", code: "redirect_not_allowed", message }],
  });
}
