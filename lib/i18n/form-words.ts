import type { PageMessages } from "@/lib/i18n/pages/shape";

/** The part of a catalogue that may cross to the browser: plain strings. */
export interface FormWords {
  working: string;
  summary: string;
  optional: string;
  email: string;
  password: string;
  newPassword: string;
  passwordHelp: string;
  firstName: string;
  lastName: string;
  passwordWords: PageMessages["common"]["passwordWords"];
}

export function formWords({ common }: PageMessages): FormWords {
  const { working, summary, optional, email, password, newPassword, passwordHelp, firstName, lastName } = common;
  const { passwordWords } = common;
  return { working, summary, optional, email, password, newPassword, passwordHelp, firstName, lastName, passwordWords };
}
