import type { ObjectId } from "mongodb";
import { mailLocale } from "../../emails/words/catalogue";
import { accounts, brandings, templates } from "../db/client";
import type { BrandingDoc, MailKind, TemplateDoc } from "../db/types";

/** How an account shows itself to those it writes to. */
export interface Brand {
  /** The name at the head of the letter: the branding's, else the account's own. */
  name: string;
  /** Set only where a branding names it: mail then comes from this name rather than from MAIL_FROM's. */
  sender: string | null;
  /** #rrggbb as chosen, not yet made readable. */
  colour: string | null;
  replyTo: string | null;
  footer: string | null;
  /** Where readers may ask; shown in the letter. */
  supportAddress: string | null;
  /** The SHA-256 by which our own origin serves it; null for the monogram. */
  logo: { sha256: string; width: number; height: number } | null;
  /** The account's own words for this letter in this language, where it has any. */
  wording: { subject: string | null; introduction: string | null };
  /** The account's language, for who has none of their own. */
  locale: string | null;
}

/** Which letter is to be worded; where its own language is not known, the account's. */
export interface LetterNamed {
  kind: MailKind;
  locale: string;
}

const NO_WORDING: Brand["wording"] = { subject: null, introduction: null };

const FALLBACK: Brand = {
  name: "Foyer",
  sender: null,
  colour: null,
  replyTo: null,
  footer: null,
  supportAddress: null,
  logo: null,
  wording: NO_WORDING,
  locale: null,
};

/**
 * The account's branding, each part inherited from the nearest account above that has it. Its words for a letter come
 * along where one is named: the subject and the introduction likewise, each by itself.
 */
export async function brandOf(accountId: ObjectId, letter?: LetterNamed): Promise<Brand> {
  const account = await accounts().findOne(
    { _id: accountId },
    { projection: { name: 1, ancestors: 1, "profile.locale": 1 } },
  );
  if (!account) return FALLBACK;
  const nearestFirst = [account._id, ...account.ancestors.toReversed()];
  const locale = account.profile?.locale ?? null;
  const [chain, worded] = await Promise.all([
    brandingsOf(nearestFirst),
    letter ? templatesOf(nearestFirst, letter.kind, wordedIn(letter.locale, locale)) : [],
  ]);
  const inherited = <K extends BrandPart>(part: K): BrandingDoc[K] => nearest(chain, part)?.[part] ?? null;
  const sender = inherited("name");
  return {
    name: sender ?? account.name,
    sender,
    colour: inherited("colour"),
    replyTo: inherited("replyTo"),
    footer: inherited("footer"),
    supportAddress: inherited("supportAddress"),
    logo: inherited("logo"),
    wording: {
      subject: nearest(worded, "subject")?.subject ?? null,
      introduction: nearest(worded, "introduction")?.introduction ?? null,
    },
    locale,
  };
}

export type BrandPart = "name" | "colour" | "replyTo" | "supportAddress" | "footer" | "logo";

/** The first that has the part: of a chain from the account itself upwards, whose it is. */
export function nearest<Doc, Part extends keyof Doc>(chain: readonly Doc[], part: Part): Doc | null {
  return chain.find((doc) => doc[part]) ?? null;
}

/** The language whose wording a letter takes; the same that it is written in. */
export function wordedIn(locale: string, accountLocale: string | null): string {
  return mailLocale(locale || accountLocale || "en");
}

/** The brandings there are among some accounts, in their order. */
export async function brandingsOf(ids: readonly ObjectId[]): Promise<BrandingDoc[]> {
  const found = await brandings()
    .find({ account: { $in: [...ids] } })
    .toArray();
  return inOrder(ids, found);
}

/** Their own wording of a letter, likewise. */
export async function templatesOf(ids: readonly ObjectId[], kind: MailKind, locale: string): Promise<TemplateDoc[]> {
  const found = await templates()
    .find({ account: { $in: [...ids] }, kind, locale }, { projection: { history: 0 } })
    .toArray();
  return inOrder(ids, found);
}

function inOrder<Doc extends { account: ObjectId }>(ids: readonly ObjectId[], docs: readonly Doc[]): Doc[] {
  return ids.flatMap((id) => docs.find(({ account }) => account.equals(id)) ?? []);
}
