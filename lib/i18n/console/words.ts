import { accounts } from "./en/accounts";
import { activity } from "./en/activity";
import { branding } from "./en/branding";
import { bulk } from "./en/bulk";
import { bulkRun } from "./en/bulk-run";
import { contacts } from "./en/contacts";
import { delivery } from "./en/delivery";
import { frame } from "./en/frame";
import { invitation } from "./en/invitation";
import { invitations } from "./en/invitations";
import { invite } from "./en/invite";
import { mailbox } from "./en/mailbox";
import { mails } from "./en/mails";
import { overview } from "./en/overview";
import { people } from "./en/people";
import { settings } from "./en/settings";

const en = {
  frame,
  overview,
  invitations,
  invitation,
  invite,
  mailbox,
  accounts,
  people,
  contacts,
  activity,
  settings,
  branding,
  mails,
  delivery,
  bulk,
  bulkRun,
};

/** What a further language of the console has to fill in. */
export type ConsoleWords = typeof en;

const CATALOGUES: Record<string, ConsoleWords> = { en };

/** The console's words; a language without a catalogue reads English. */
export function consoleWords(locale = "en"): ConsoleWords {
  return CATALOGUES[locale] ?? en;
}
