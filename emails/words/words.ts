/**
 * What the letters say, as plain sentences with {variables}. A new language is one more file of this shape; the unit
 * tests check that each sentence uses only variables that its letter has, and that subjects fit.
 */

export type LetterKind =
  | "invite-business"
  | "invite-user"
  | "invite-link-again"
  | "invite-reminder"
  | "invite-cancelled"
  | "invite-cancelled-inviter"
  | "invite-declined"
  | "invite-accepted"
  | "invite-requested"
  | "invitations-expired"
  | "batch-finished"
  | "address-confirm"
  | "address-consent"
  | "address-changing"
  | "address-changed"
  | "ownership-offered"
  | "password-reset"
  | "password-changed";

/** The numbers that a sentence may have to agree with. */
export const COUNTED = ["count", "more", "total"] as const;
export type Counted = (typeof COUNTED)[number];
/** Which form each number takes, as the language has them (CLDR: Arabic six, Japanese one). */
export type Forms = Record<Counted, Intl.LDMLPluralRule>;

export type Plural = { by: Counted; other: string } & Partial<Record<Exclude<Intl.LDMLPluralRule, "other">, string>>;
/** A sentence, or one for each form that its number may take. */
export type Phrase = string | Plural;

export function say(phrase: Phrase, forms: Forms): string {
  return typeof phrase === "string" ? phrase : (phrase[forms[phrase.by]] ?? phrase.other);
}

export interface LetterWords {
  /** At most 60 characters once names are filled in; long names are shortened to fit. */
  subject: Phrase;
  /** What a list of mails shows beside the subject, and so never the same again. */
  preheader: Phrase;
  title: Phrase;
  body: readonly Phrase[];
  /** Letters without a link have none. */
  button?: string;
  /** Where a letter offers two ways: what the second is for, and the words that lead there. */
  second?: { text: string; label: string };
  /** What to do for who did not expect this. */
  unexpected?: string;
  /** In their place where who invites is no person but the account itself, so that its name is not said twice. */
  plain?: Partial<Pick<LetterWords, "subject" | "title" | "body">>;
}

export interface Words {
  dir: "ltr" | "rtl";
  greeting: string;
  greetingNobody: string;
  /** Stands above the inviter's own words. */
  writes: string;
  ends: string;
  /** Stands above the link in full. */
  address: string;
  /** Says whom the letter is for. */
  recipient: string;
  /** Stands before the address where readers may ask. */
  questions: string;
  /** The quiet link of a reminder. */
  stop: string;
  /** Ends a list that names only the first ones. */
  more: Phrase;
  /** What became of a list of people, each beside its number. */
  tally: { invited: string; skipped: string; failed: string };
  /** Of a template tried out: how its subject is marked, and what the letter says of itself. */
  sample: { subject: string; note: string };
  letters: Record<LetterKind, LetterWords>;
}
