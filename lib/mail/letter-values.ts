import { type MailLocale, mailLocale } from "../../emails/words/catalogue";
import { COUNTED, type Forms } from "../../emails/words/words";
import { logoPath } from "../branding/logo-path";
import type { MailDoc } from "../db/types";
import type { Brand } from "./brand";
import { doorColour, hueColour } from "./colour";
import type { LetterValues } from "./fill";
import type { LetterContent } from "./letter";
import { momentInWords } from "./moment";
import { mailMessage, mailName, ownWords } from "./names";

/** A sample ends when an invitation commonly does. */
const SAMPLE_DAYS = 7;
const DAY = 24 * 3_600_000;
/** What a list of mails has room for. */
const NAMES_AHEAD = 3;
/** As wide and high as a logo may stand in a letter, in CSS pixels; its own pixels are twice as dense. */
const LOGO = { width: 240, height: 64, density: 2 };

const first = (...candidates: (string | null | undefined)[]) => candidates.map(mailName).find(Boolean) ?? "";

/** What the letter says, all but its links. Everything in it is plain text and cleaned. */
export function letterContent(doc: MailDoc, brand: Brand, appUrl: string): LetterContent {
  const locale = mailLocale(doc.locale || brand.locale || "en");
  const { data } = doc;
  const brandName = first(brand.name, "Foyer");
  const message = mailMessage(data.message);
  const footer = mailMessage(brand.footer);
  const inviteeEmail = data.inviteeEmail ?? doc.to.email;
  const newEmail = data.newEmail ?? doc.to.email;
  const oldEmail = data.oldEmail ?? doc.to.email;
  // Where no name is known callers pass an address, which greets nobody: a new mailbox, not yet shown to be the person's,
  // would even learn the old one from it.
  const addresses: (string | null | undefined)[] = [doc.to.email, inviteeEmail, newEmail, oldEmail];
  const called = (candidate: string | null | undefined) => (addresses.includes(candidate) ? null : candidate);
  const name = first(called(doc.to.name));
  const people = (doc.list ?? []).map((one) => ({
    name: one.name === one.email ? one.email : mailName(one.name) || one.email,
    email: one.email,
  }));
  const counts = { ...countsOf(data), more: Math.max(0, numberOf(data.count) - people.length) };
  const wording = wordingOf(doc, brand);
  const introduction = wording.introduction === null ? "" : ownWords(wording.introduction);
  const values: LetterValues = {
    subject: "",
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
    batchName: first(data.batchName),
    names: namesAhead(people, counts.count, locale),
    rowName: "",
    rowEmail: "",
    ...numbersInWords(counts, locale),
    ends: endsInWords(doc, locale),
    changed: momentInWords(doc.createdAt, locale, data.timezone),
    message,
    paragraph: "",
    ...brandValues(brand, brandName, appUrl),
    footer,
    link: "",
    secondLink: "",
    stopLink: "",
  };
  return {
    shape: {
      kind: doc.kind,
      locale,
      named: name !== "",
      message: (doc.kind === "invite-business" || doc.kind === "invite-user") && message !== "",
      footer: footer !== "",
      second: doc.address?.acts[1] !== undefined,
      logo: brand.logo !== null,
      support: values.support !== "",
      sample: doc.sample === true,
      introduction: introduction !== "",
      people: people.length > 0,
      more: people.length > 0 && counts.more > 0,
      plain: isPlain(doc.kind, values),
      forms: formsOf(doc.kind, counts, locale),
    },
    values,
    people,
    wording: { subject: wording.subject, paragraphs: introduction === "" ? [] : introduction.split(/\n{2,}/) },
  };
}

/** Whether the account itself invites: into itself, or to open another below it. */
function isPlain(kind: MailDoc["kind"], { inviter, account, parent }: LetterValues): boolean {
  if (kind === "invite-business") return inviter === parent;
  return (kind === "invite-user" || kind === "invite-reminder") && inviter === account;
}

/** A template tried out brings the words that it is tried with. */
function wordingOf({ sample, data }: MailDoc, brand: Brand): Brand["wording"] {
  if (!sample || data.wordingSubject === undefined) return brand.wording;
  return { subject: data.wordingSubject, introduction: data.wordingIntroduction ?? null };
}

function brandValues(brand: Brand, name: string, appUrl: string) {
  const { logo, supportAddress, colour } = brand;
  const scale = logo ? Math.min(1 / LOGO.density, LOGO.width / logo.width, LOGO.height / logo.height) : 0;
  return {
    brand: name,
    monogram: monogram(name),
    ...coloursOf(colour, name),
    logo: logo ? appUrl + logoPath(logo.sha256) : "",
    logoAlt: name,
    logoWidth: String(Math.max(1, Math.round((logo?.width ?? 0) * scale))),
    logoHeight: String(Math.max(1, Math.round((logo?.height ?? 0) * scale))),
    support: supportAddress ?? "",
    supportLink: supportAddress ? `mailto:${encodeURIComponent(supportAddress).replace("%40", "@")}` : "",
  };
}

interface Colours {
  door: string;
  monogramColour: string;
}

/** Making a colour readable takes longer than filling the letter. Only so many are kept. */
const MOST_COLOURS = 1000;
const colours = new Map<string, Colours>();

function coloursOf(colour: string | null, name: string): Colours {
  const key = colour ?? ` ${name}`;
  const known = colours.get(key);
  if (known) return known;
  const door = doorColour(colour);
  const made = { door, monogramColour: colour ? door : hueColour(name) };
  const [oldest] = colours.keys();
  if (colours.size >= MOST_COLOURS && oldest !== undefined) colours.delete(oldest);
  colours.set(key, made);
  return made;
}

function endsInWords(doc: MailDoc, locale: MailLocale): string {
  const sample = doc.sample ? new Date(doc.createdAt.getTime() + SAMPLE_DAYS * DAY) : undefined;
  const ends = doc.claims?.expiresAt ?? doc.reset?.expiresAt ?? doc.address?.expiresAt ?? sample;
  return ends ? momentInWords(ends, locale, doc.data.timezone) : "";
}

type Counts = Record<"count" | "more" | "total" | "invited" | "skipped" | "failed", number>;

const numberOf = (value: string | null | undefined): number => {
  const number = Number(value ?? 0);
  return Number.isSafeInteger(number) && number > 0 ? number : 0;
};

function countsOf({ count, total, invited, skipped, failed }: MailDoc["data"]): Omit<Counts, "more"> {
  return {
    count: numberOf(count),
    total: numberOf(total),
    invited: numberOf(invited),
    skipped: numberOf(skipped),
    failed: numberOf(failed),
  };
}

const languages = new Map<MailLocale, { number: Intl.NumberFormat; plural: Intl.PluralRules; list: Intl.ListFormat }>();

function languageOf(locale: MailLocale) {
  let language = languages.get(locale);
  if (!language) {
    language = {
      number: new Intl.NumberFormat(locale === "ar" ? "ar-u-nu-latn" : locale),
      plural: new Intl.PluralRules(locale),
      list: new Intl.ListFormat(locale, { type: "conjunction" }),
    };
    languages.set(locale, language);
  }
  return language;
}

function numbersInWords(counts: Counts, locale: MailLocale): Record<keyof Counts, string> {
  const { number } = languageOf(locale);
  const { count, more, total, invited, skipped, failed } = counts;
  return {
    count: number.format(count),
    more: number.format(more),
    total: number.format(total),
    invited: number.format(invited),
    skipped: number.format(skipped),
    failed: number.format(failed),
  };
}

const NO_FORMS: Forms = { count: "other", more: "other", total: "other" };

function formsOf(kind: MailDoc["kind"], counts: Counts, locale: MailLocale): Forms {
  if (kind !== "invitations-expired" && kind !== "batch-finished") return NO_FORMS;
  const { plural } = languageOf(locale);
  const forms = { ...NO_FORMS };
  for (const counted of COUNTED) forms[counted] = plural.select(counts[counted]);
  return forms;
}

/** The first names of a digest, for the line that a list of mails shows. */
function namesAhead(people: readonly { name: string }[], count: number, locale: MailLocale): string {
  const names = people.slice(0, NAMES_AHEAD).map(({ name }) => name);
  if (count <= names.length) return languageOf(locale).list.format(names);
  return `${names.join(locale === "ar" ? "، " : locale === "ja" ? "、" : ", ")} …`;
}

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

function monogram(name: string): string {
  const [letter] = graphemes.segment(name);
  return (letter?.segment ?? "F").toUpperCase();
}
