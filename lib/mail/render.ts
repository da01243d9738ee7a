import { type MailLocale, mailLocale } from "../../emails/words/catalogue";
import { inviteUrl } from "../auth/invite-token";
import { signReset } from "../auth/mail-token";
import type { MailDoc } from "../db/types";
import { env } from "../env";
import { type Brand, brandOf } from "./brand";
import { doorColour, hueColour } from "./colour";
import { type LetterShape, type LetterValues, letterHtml, letterSubject, letterText } from "./letter";
import { mailMessage, mailName } from "./names";

export interface RenderedMail {
  subject: string;
  html: string;
  text: string;
  /** Where the button leads; null for a letter without one. */
  link: string | null;
}

/**
 * Makes the mail from its document. Links are signed here and nowhere kept; the frozen claims and APP_URL make a retry
 * render the same link.
 */
export async function renderMail(doc: MailDoc, brand?: Brand): Promise<RenderedMail> {
  const wears = brand ?? (await brandOf(doc.account));
  const { shape, values } = letterOf(doc, wears);
  const link = await linkOf(doc);
  const complete: LetterValues = { ...values, subject: letterSubject(shape, values), link: link ?? "" };
  return {
    subject: complete.subject,
    html: await letterHtml(shape, complete),
    text: letterText(shape, complete),
    link,
  };
}

/** The subject alone, for lists: nothing is drawn or signed. */
export function mailSubject(doc: MailDoc, brand: Brand): string {
  const { shape, values } = letterOf(doc, brand);
  return letterSubject(shape, values);
}

function letterOf(doc: MailDoc, brand: Brand): { shape: LetterShape; values: Omit<LetterValues, "subject"> } {
  const locale = mailLocale(doc.locale || brand.locale || "en");
  const { data } = doc;
  const first = (...candidates: (string | null | undefined)[]) => candidates.map(mailName).find(Boolean) ?? "";
  const brandName = first(brand.name, "Foyer");
  const message = mailMessage(data.message);
  const ends = doc.claims?.expiresAt ?? doc.reset?.expiresAt;
  // Where no name is known callers pass the address, which greets nobody.
  const name = doc.to.name === doc.to.email ? "" : first(doc.to.name);
  const inviteeEmail = data.inviteeEmail ?? doc.to.email;
  const values = {
    name,
    inviter: first(data.inviterName, brandName),
    account: first(data.accountName, brandName),
    parent: first(data.parentName, brandName),
    invitee: data.inviteeName === inviteeEmail ? inviteeEmail : first(data.inviteeName) || inviteeEmail,
    inviteeEmail,
    by: first(data.byName, data.inviterName, brandName),
    email: doc.to.email,
    ends: ends ? moment(ends, locale) : "",
    changed: moment(doc.createdAt, locale),
    message,
    brand: brandName,
    footer: mailMessage(brand.footer),
    monogram: monogram(brandName),
    monogramColour: brand.colour ? doorColour(brand.colour) : hueColour(brandName),
    door: doorColour(brand.colour),
    link: "",
  };
  const invites = doc.kind === "invite-business" || doc.kind === "invite-user";
  return {
    shape: {
      kind: doc.kind,
      locale,
      named: name !== "",
      message: invites && message !== "",
      footer: values.footer !== "",
    },
    values,
  };
}

async function linkOf(doc: MailDoc): Promise<string | null> {
  const appUrl = doc.frozen?.appUrl ?? env().appUrl;
  switch (doc.kind) {
    case "invite-business":
    case "invite-user":
    case "invite-link-again":
      if (!doc.claims) throw new Error(`The mail ${doc._id} has no claims to sign its link from`);
      return inviteUrl(doc.claims, appUrl);
    case "password-reset":
      if (!doc.reset) throw new Error(`The mail ${doc._id} does not say whose password it resets`);
      return `${appUrl}/reset-password?token=${await signReset(doc._id, doc.reset)}`;
    case "password-changed":
      return `${appUrl}/forgot-password`;
    case "invite-cancelled":
      return null;
    case "invite-cancelled-inviter":
    case "invite-declined":
    case "invite-accepted":
    case "invite-requested":
      return `${appUrl}/a/${doc.account}/invitations/${doc.invitation}`;
  }
}

const formats = new Map<MailLocale, Intl.DateTimeFormat>();

/** A moment in words, in UTC and saying so: the reader's time zone is not known. */
function moment(at: Date, locale: MailLocale): string {
  let format = formats.get(locale);
  if (!format) {
    // A 24-hour clock in English, like the pages.
    const tag = locale === "en" ? "en-GB" : locale;
    format = new Intl.DateTimeFormat(tag, { dateStyle: "long", timeStyle: "short", timeZone: "UTC" });
    formats.set(locale, format);
  }
  return `${format.format(at)} UTC`;
}

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

function monogram(name: string): string {
  const [first] = graphemes.segment(name);
  return (first?.segment ?? "F").toUpperCase();
}
