import type { ObjectId } from "mongodb";
import { z } from "zod";
import type { Actor } from "../auth/actor";
import { authorize } from "../auth/permissions";
import { wornWith } from "../branding/preview";
import { localeOf } from "../branding/template-view";
import { consoleWords } from "../i18n/console/words";
import { freeze } from "../mail/compose";
import { renderMail } from "../mail/render";
import type { BrandingField } from "./branding-form";
import { inviteMail } from "./preview";

const words = consoleWords().branding.preview;

/** An invitation as its invitee would meet it: the mail, and the page it leads to. */
export const BrandingPreview = z.object({
  subject: z.string(),
  html: z.string(),
  from: z.string(),
  replyTo: z.string(),
  letter: z.object({
    inviter: z.string(),
    account: z.string(),
    name: z.string(),
    colour: z.string().nullable(),
    logo: z.object({ sha256: z.string(), width: z.number(), height: z.number() }).nullable(),
  }),
});
export type BrandingPreview = z.infer<typeof BrandingPreview>;

type Draft = Readonly<Partial<Record<BrandingField, string | null | undefined>>>;

/** With what has been typed so far in place of what is kept; null is inherited. Nothing is written. */
export async function previewBranding(actor: Actor, accountId: ObjectId, draft: Draft): Promise<BrandingPreview> {
  const { account } = await authorize(actor, accountId, "branding:update");
  const mail = inviteMail(actor, account, {
    type: "business",
    business: words.sample.business,
    email: words.sample.email,
    firstName: words.sample.firstName,
    lastName: words.sample.lastName,
    message: words.sample.message,
  });
  const { name, colour, replyTo, supportAddress, footer } = draft;
  const brand = await wornWith(account, mail.kind, localeOf(account), {
    branding: { name, colour, replyTo, supportAddress, footer },
  });
  const { subject, html } = await renderMail(mail, brand);
  return {
    subject,
    html,
    from: freeze(mail, brand, "").from,
    replyTo: brand.replyTo ?? words.repliesNone,
    letter: {
      inviter: mail.data.inviterName ?? account.name,
      // The name that the branding gives stands at the head; what one is invited to is the account.
      account: account.name,
      name: brand.name,
      colour: brand.colour,
      logo: brand.logo,
    },
  };
}
