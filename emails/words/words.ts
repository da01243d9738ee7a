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

export interface LetterWords {
  /** At most 60 characters once names are filled in; long names are shortened to fit. */
  subject: string;
  title: string;
  body: readonly string[];
  /** Letters without a link have none. */
  button?: string;
  /** Where a letter offers two ways: what the second is for, and the words that lead there. */
  second?: { text: string; label: string };
  /** What to do for who did not expect this. */
  unexpected?: string;
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
  letters: Record<LetterKind, LetterWords>;
}
