import { invitedOwner, toAccountView, viewAccounts } from "../accounts/view";
import type { Actor } from "../auth/actor";
import type { Access } from "../auth/permissions";
import { accounts, contacts } from "../db/client";
import type { InvitationDoc } from "../db/types";
import type { EmailAddress } from "../email";
import { AppError } from "../errors";
import { type Created, createInvitation, type Offer } from "./create";
import { BusinessTaken } from "./offer";
import type { Resent } from "./schema";
import { inviteeName, momentInWords, toInvitationView, toInviteeView } from "./view";
import { assertMailWanted } from "./wanted";

/** Makes an invitation that ended unaccepted anew, under a new id, for the same sub-account or membership. */
export async function reviveInvitation(
  actor: Actor,
  access: Access,
  ended: InvitationDoc,
  options: { moved?: EmailAddress; force?: boolean; priority?: number },
): Promise<Resent> {
  const { account: scope } = access;
  const { opens, address } = await whatItOpens(ended, options.moved);
  await assertMailWanted(scope, address, options.force);
  const offer: Offer = {
    scope,
    opens,
    address,
    firstName: ended.firstName,
    lastName: ended.lastName,
    role: ended.role,
    locale: ended.locale,
    message: ended.message,
    externalId: ended.externalId,
    metadata: ended.metadata,
    redirectUrl: ended.redirectUrl,
    // As long as it was open before.
    days: ended.days,
    mail: true,
    force: options.force,
    priority: options.priority,
  };
  const joined = ended.type === "user" ? (await viewAccounts([scope]))[0] : undefined;
  const again = createInvitation(
    actor,
    offer,
    ({ invitation, account }: Created): Resent => ({
      status: "resent",
      message: `${inviteeName(invitation)} was invited to ${account.name} again. The link works until ${momentInWords(invitation.expiresAt)}.`,
      invitation: toInvitationView(invitation),
      account: joined ?? toAccountView(account, account.status, invitedOwner(invitation)),
      user: toInviteeView(invitation),
    }),
  );
  return again.catch((error: unknown) => {
    // Its contact was deleted, or it was given one again, in this very moment: as it is now.
    const gone = "contact" in opens && error instanceof AppError && error.code === "not_found";
    const adopted = "into" in opens && error instanceof BusinessTaken;
    if (gone || adopted) return reviveInvitation(actor, access, ended, options);
    throw error;
  });
}

/**
 * The sub-account's contact as it is now, at its own address where that was corrected since; where the contact was deleted,
 * what to make anew of what the sub-account knows.
 */
async function whatItOpens(
  ended: InvitationDoc,
  moved: EmailAddress | undefined,
): Promise<Pick<Offer, "opens" | "address">> {
  const address = moved ?? { email: ended.email, emailKey: ended.emailKey };
  if (ended.type === "user") return { opens: { type: "user" }, address };
  const account = await accounts().findOne({ _id: ended.account });
  if (!account) throw new Error("An invitation's account is never deleted");
  const contact = account.contact ? await contacts().findOne({ _id: account.contact }) : null;
  if (contact) {
    const { email, emailKey } = contact;
    const corrected = email !== null && emailKey !== null && contact.updatedAt > ended.updatedAt;
    return {
      opens: { type: "business", contact },
      address: corrected && moved === undefined ? { email, emailKey } : address,
    };
  }
  const { phone, website, address: postal } = account.profile;
  const { firstName, lastName } = ended;
  const make = { name: account.name, address, firstName, lastName, phone, website, postal };
  return { opens: { type: "business", make, into: account._id }, address };
}
