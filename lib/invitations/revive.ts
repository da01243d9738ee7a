import { invitedOwner, toAccountView, viewAccounts } from "../accounts/view";
import type { Actor } from "../auth/actor";
import type { Access } from "../auth/permissions";
import { contacts } from "../db/client";
import type { InvitationDoc } from "../db/types";
import type { EmailAddress } from "../email";
import { type Created, createInvitation, type Offer } from "./create";
import type { Resent } from "./schema";
import { inviteeName, momentInWords, toInvitationView, toInviteeView } from "./view";

/** Makes an invitation that ended unaccepted anew, under a new id, for the same sub-account or membership. */
export async function reviveInvitation(
  actor: Actor,
  { account: scope }: Access,
  ended: InvitationDoc,
  address: EmailAddress | undefined,
): Promise<Resent> {
  const offer: Offer = {
    scope,
    opens: await whatItOpens(ended),
    address: address ?? { email: ended.email, emailKey: ended.emailKey },
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
  };
  const joined = ended.type === "user" ? (await viewAccounts([scope]))[0] : undefined;
  return createInvitation(
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
}

async function whatItOpens(ended: InvitationDoc): Promise<Offer["opens"]> {
  if (ended.type === "user") return { type: "user" };
  const contact = ended.contact ? await contacts().findOne({ _id: ended.contact }) : null;
  if (!contact) throw new Error("A contact that was invited cannot be deleted");
  return { type: "business", contact };
}
