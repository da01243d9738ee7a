import type { ObjectId } from "mongodb";
import type { Actor } from "../auth/actor";
import { authorize } from "../auth/permissions";
import type { AccountDoc, MailKind } from "../db/types";
import { type Brand, brandOf, nearest, templatesOf } from "../mail/brand";
import { newMail } from "../mail/queue";
import { renderMail } from "../mail/render";
import type { ChangeBrandingInput } from "./input";
import { sampleClaims, sampleMail } from "./sample";
import type { MailSample, TemplateLocale } from "./schema";
import type { Wanted } from "./template";
import { localeOf } from "./template-view";
import { nearestFirst } from "./view";

/** What is being typed: words and looks. What is left out is as it is kept, null is as it is inherited. */
export interface MailDraft extends Wanted {
  branding?: ChangeBrandingInput;
}

/**
 * A letter as it would go out, with people who do not exist. Of every kind, those included that cannot be worded. Nothing
 * is written, and what is typed need not be right yet.
 */
export async function previewMail(
  actor: Actor,
  id: ObjectId,
  { kind, locale, draft = {} }: { kind: MailKind; locale?: TemplateLocale | undefined; draft?: MailDraft | undefined },
): Promise<MailSample> {
  const { account } = await authorize(actor, id, "branding:update");
  const language = localeOf(account, locale);
  const brand = await wornWith(account, kind, language, draft);
  const mail = newMail({ ...sampleMail(actor, account, kind, language), ...sampleClaims(kind), account: id });
  const { subject, html, text } = await renderMail(mail, brand);
  return { subject, html, text };
}

/** What the account's letters wear, with a draft over it. */
export async function wornWith(
  account: AccountDoc,
  kind: MailKind,
  locale: TemplateLocale,
  { branding = {}, ...words }: MailDraft,
): Promise<Brand> {
  const [kept, above, inherited] = await Promise.all([
    brandOf(account._id, { kind, locale }),
    account.parent ? brandOf(account.parent) : null,
    templatesOf(nearestFirst(account).slice(1), kind, locale),
  ]);
  const wording = (part: "subject" | "introduction") => {
    const word = words[part];
    if (word === undefined) return kept.wording[part];
    return word ?? nearest(inherited, part)?.[part] ?? null;
  };
  const part = <K extends "colour" | "replyTo" | "supportAddress" | "footer">(name: K) => {
    const value = branding[name];
    return value === undefined ? kept[name] : (value ?? above?.[name] ?? null);
  };
  const sender = branding.name === undefined ? kept.sender : (branding.name ?? above?.sender ?? null);
  return {
    ...kept,
    name: sender ?? account.name,
    sender,
    colour: part("colour"),
    replyTo: part("replyTo"),
    supportAddress: part("supportAddress"),
    footer: part("footer"),
    wording: { subject: wording("subject"), introduction: wording("introduction") },
  };
}
