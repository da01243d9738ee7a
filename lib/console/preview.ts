import type { ObjectId } from "mongodb";
import type { Actor } from "../auth/actor";
import { newClaims } from "../auth/invite-token";
import { authorize } from "../auth/permissions";
import { now, wholeSeconds } from "../clock";
import { newId } from "../db/ids";
import type { AccountDoc, MailDoc } from "../db/types";
import { env } from "../env";
import { brandOf } from "../mail/brand";
import { newMail } from "../mail/queue";
import { renderMail } from "../mail/render";
import { fullName } from "../text";
import type { MailPreview, PreviewInput } from "./schema";

/** Stands where nothing has been typed yet. */
const PLACEHOLDER = { business: "…", email: "ana@example.com" };

const DAY = 24 * 3_600_000;

/**
 * The mail as it would go out, with what has been typed so far. Nothing is written; its link names an invitation that does
 * not exist, and so opens nothing.
 */
export async function previewInvite(actor: Actor, accountId: ObjectId, input: PreviewInput): Promise<MailPreview> {
  const { account } = await authorize(actor, accountId, "invitations:create");
  const mail = inviteMail(actor, account, input);
  const { subject, html } = await renderMail(mail, await brandOf(account._id, mail));
  return { subject, html };
}

/** The mail of an invitation that does not exist. */
export function inviteMail(actor: Actor, account: AccountDoc, input: PreviewInput): MailDoc {
  const issuedAt = wholeSeconds(now());
  const expiresAt = new Date(issuedAt.getTime() + (input.days ?? env().inviteTtlDays) * DAY);
  const name = fullName(input);
  const email = input.email.trim() || PLACEHOLDER.email;
  const opens = input.type === "business";
  return newMail({
    kind: opens ? "invite-business" : "invite-user",
    account: account._id,
    to: { email, name },
    locale: input.locale ?? account.profile.locale ?? "en",
    data: {
      type: input.type,
      accountName: opens ? input.business || PLACEHOLDER.business : account.name,
      parentName: opens ? account.name : null,
      inviterName: actor.type === "user" ? actor.name : account.name,
      inviteeName: name || null,
      inviteeEmail: email,
      message: input.message || null,
    },
    claims: newClaims(newId(), 1, "mail", issuedAt, expiresAt),
  });
}
