import { type MailLocale, mailLocale } from "../../emails/words/catalogue";
import { addressUrl } from "../auth/address-token";
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
  /** The other way that a letter may offer; null for most. */
  secondLink: string | null;
  /** Further headers of the mail. */
  headers: Record<string, string>;
  /** What the letter is made of: for a provider that fills templates of its own. */
  values: Record<string, string>;
}

/**
 * Makes the mail from its document. Links are signed here and nowhere kept; the frozen claims and APP_URL make a retry
 * render the same link.
 */
export async function renderMail(doc: MailDoc, brand?: Brand): Promise<RenderedMail> {
  const wears = brand ?? (await brandOf(doc.account));
  const { shape, values } = letterOf(doc, wears);
  const [link, secondLink] = await Promise.all([linkOf(doc), secondLinkOf(doc)]);
  const complete: LetterValues = {
    ...values,
    subject: letterSubject(shape, values),
    link: link ?? "",
    secondLink: secondLink ?? "",
  };
  return {
    subject: complete.subject,
    html: await letterHtml(shape, complete),
    text: letterText(shape, complete),
    link,
    secondLink,
    headers: {},
    values: complete,
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
  const ends = doc.claims?.expiresAt ?? doc.reset?.expiresAt ?? doc.address?.expiresAt;
  const inviteeEmail = data.inviteeEmail ?? doc.to.email;
  const newEmail = data.newEmail ?? doc.to.email;
  const oldEmail = data.oldEmail ?? doc.to.email;
  // Where no name is known callers pass an address, which greets nobody: a new mailbox, not yet shown to be the person's,
  // would even learn the old one from it.
  const addresses: (string | null | undefined)[] = [doc.to.email, inviteeEmail, newEmail, oldEmail];
  const called = (candidate: string | null | undefined) => (addresses.includes(candidate) ? null : candidate);
  const name = first(called(doc.to.name));
  const values = {
    name,
    inviter: first(data.inviterName, brandName),
    account: first(data.accountName, brandName),
    parent: first(data.parentName, brandName),
    invitee: data.inviteeName === inviteeEmail ? inviteeEmail : first(data.inviteeName) || inviteeEmail,
    inviteeEmail,
    person: first(called(data.inviteeName), name) || doc.to.email,
    newEmail,
    oldEmail,
    by: first(data.byName, data.inviterName, brandName),
    email: doc.to.email,
    count: data.count ?? "",
    batchName: first(data.batchName),
    total: data.total ?? "",
    invited: data.invited ?? "",
    skipped: data.skipped ?? "",
    failed: data.failed ?? "",
    ends: ends ? moment(ends, locale) : "",
    changed: moment(doc.createdAt, locale),
    message,
    brand: brandName,
    footer: mailMessage(brand.footer),
    monogram: monogram(brandName),
    monogramColour: brand.colour ? doorColour(brand.colour) : hueColour(brandName),
    door: doorColour(brand.colour),
    link: "",
    secondLink: "",
  };
  const invites = doc.kind === "invite-business" || doc.kind === "invite-user";
  return {
    shape: {
      kind: doc.kind,
      locale,
      named: name !== "",
      message: invites && message !== "",
      footer: values.footer !== "",
      second: doc.address?.acts[1] !== undefined,
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
    case "invite-reminder":
      if (!doc.claims) throw new Error(`The mail ${doc._id} has no claims to sign its link from`);
      return inviteUrl(doc.claims, appUrl);
    case "address-confirm":
    case "address-consent":
    case "address-changing":
    case "address-changed": {
      const act = doc.address?.acts[0];
      if (!doc.address || !act) throw new Error(`The mail ${doc._id} does not say which change of address it is about`);
      return addressUrl(doc.address, act, appUrl);
    }
    case "invitations-expired":
      return `${appUrl}/a/${doc.account}/invitations?status=expired`;
    case "batch-finished":
      return `${appUrl}/a/${doc.account}/bulk/${doc.batch}`;
    case "ownership-offered":
      return `${appUrl}/a/${doc.account}/people/ownership`;
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

async function secondLinkOf(doc: MailDoc): Promise<string | null> {
  const act = doc.address?.acts[1];
  return doc.address && act ? addressUrl(doc.address, act, doc.frozen?.appUrl ?? env().appUrl) : null;
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
