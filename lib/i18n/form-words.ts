import type { PageMessages } from "@/lib/i18n/pages/shape";

/** The part of a catalogue that may cross to the browser: no functions. */
export type FormWords = Pick<
  PageMessages["common"],
  | "working"
  | "summary"
  | "email"
  | "password"
  | "newPassword"
  | "passwordHelp"
  | "firstName"
  | "lastName"
  | "familyNameFirst"
  | "passwordWords"
>;

export function formWords({ common }: PageMessages): FormWords {
  const { working, summary, email, password, newPassword, passwordHelp } = common;
  const { firstName, lastName, familyNameFirst, passwordWords } = common;
  return {
    working,
    summary,
    email,
    password,
    newPassword,
    passwordHelp,
    firstName,
    lastName,
    familyNameFirst,
    passwordWords,
  };
}
