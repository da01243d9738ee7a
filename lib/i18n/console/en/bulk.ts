import { contactsImport } from "./contacts-import";

const number = new Intl.NumberFormat("en-GB");
const n = (count: number) => number.format(count);
const rows = (count: number) => (count === 1 ? "1 row" : `${n(count)} rows`);

/** Lists of people before they run: upload, columns, review. */
export const bulk = {
  title: "Bulk",
  lead: "Invite everyone on a list. You see what each row will do before anybody is mailed.",
  steps: {
    label: "Steps of this list",
    upload: "Upload",
    columns: "Columns",
    review: "Review",
    run: "Run",
    done: "done",
  },
  back: "All lists",

  upload: {
    title: "A new list",
    who: "Who is on the list",
    types: {
      business: { title: "Customers", help: (account: string) => `Each opens an account of its own under ${account}` },
      user: { title: "Colleagues", help: (account: string) => `Each joins ${account}` },
    },
    file: "File",
    drop: "Drop the file here, or choose it",
    accepted:
      "CSV as Excel, Numbers, Google Contacts, Outlook, HubSpot, Mailchimp or Salesforce save it, up to 100,000 rows and 25 MB.",
    template: "An empty list to fill in:",
    templates: { business: "for customers", user: "for colleagues" },
    templateFiles: { business: "customers.csv", user: "colleagues.csv" },
    name: "Name of the list",
    nameHelp: "For you alone. Left empty, it is called as the file.",
    submit: "Upload and match columns",
    uploading: "Uploading",
    sent: (percent: number) => `Uploading, ${percent} %`,
    reading: "Reading the rows …",
    notYours: {
      title: "Lists are for owners and admins",
      lead: (account: string) => `You are a member of ${account}. Its owner or an admin can invite people to it.`,
    },
    notActive: (account: string) => `${account} has no owner yet, so no list can be invited into it.`,
    discarded: "The list was discarded. Nobody was invited.",
    /** What was refused, by its code: what happened, and what to do. `line` is where, if that is known. */
    refused: {
      missing: () => "Choose a file first.",
      file_empty: () => "There are no rows in this file. The first line is for headers; the people come below it.",
      file_too_long: () => "There are more than 100,000 rows in this file. Split it, and upload the parts one by one.",
      too_many_columns: (line) => `${at(line)}there are more than 64 columns. Take out those that nobody needs here.`,
      row_too_long: (line) => `${at(line)}there is more text than the 10 KB that a row may have. Shorten it there.`,
      column_missing: () =>
        "No column of this file looks like e-mail addresses, or one that was named is not in it. Give each column a header in the first line.",
      quoting_broken: (line) =>
        `${at(line)}a quotation mark opens that never closes, or stands in the middle of a cell, so rows would run together. Take it out or double it, and upload again.`,
      file_not_text: (line) =>
        `${at(line)}this is no text. In Excel or Numbers, save the sheet as CSV, and upload that file.`,
      payload_too_large: () => "The file is larger than 25 MB. Split it, or take out columns that nobody needs here.",
      unsupported_media_type: () => "This is no CSV file. In Excel or Numbers, save the sheet as CSV, and upload that.",
      invalid_request: () => "The upload ended half-way or could not be read. Nothing was kept; send it once more.",
      forbidden: () => "You may not invite such people here. Nothing was kept.",
      account_not_active: () => "Nobody can be invited into this account now, so the list was not taken.",
      rate_limited: () => "Too many uploads within an hour, so this one was not taken. Try again a little later.",
      unauthenticated: () =>
        "You were signed out meanwhile. Sign in again in another tab, then send this once more; what you chose is still here.",
      failed: () => "The list could not be taken. Nothing was kept; try again in a moment.",
    } as Record<string, (line: number | null) => string>,
  },

  columns: {
    title: (name: string) => `Columns of ${name}`,
    lead: "Say what each column of the file is. What is not needed is left out.",
    table: "Columns of the file",
    column: "Column in the file",
    samples: "First values",
    field: "Becomes",
    fieldOf: (header: string) => `What ${header} becomes`,
    noHeader: (index: number) => `Column ${index}, without a header`,
    noSamples: "empty all the way",
    leaveOut: "Leave out",
    groups: { person: "Person", business: "Business", address: "Address", other: "More" },
    fields: {
      email: "E-mail",
      firstName: "First name",
      lastName: "Last name",
      role: "Role",
      locale: "Language",
      message: "Message",
      businessName: "Business name",
      phone: "Phone",
      website: "Website",
      address: "Address, all in one",
      "address.line1": "Street and number",
      "address.line2": "Building, floor or department",
      "address.city": "City",
      "address.region": "Region",
      "address.postalCode": "Postal code",
      "address.country": "Country",
      contactId: "Contact's id in Foyer",
      externalId: "Your own id",
    } as Record<string, string>,
    /** A column kept along under its own name. */
    keep: (key: string) => `Keep along as “${key}”`,
    remembered: "As last time with these headers.",
    found: "Every column that is needed was found.",
    missing: {
      email: "Which column holds the e-mail addresses? Choose it below.",
      businessName: "Which column holds the names of the businesses? Choose it below.",
    },
    moved: (header: string) => `${header} is left out now.`,
    twice: (field: string) => `${field} is chosen for two columns. Leave one of them out.`,
    summary: "Before the rows can be checked",
    defaults: {
      title: "Where a row says nothing",
      role: "Role",
      roles: { member: "Member", admin: "Admin" },
      locale: "Language of the mail",
      localeAuto: "As the account",
      message: "Message",
      messageHelp: "Your own words, above the button. Plain text.",
      days: "The link works for",
    },
    submit: (count: number) => `Check ${rows(count)}`,
    submitting: "Checking …",
  },

  review: {
    title: (name: string) => `Review ${name}`,
    allGood: (count: number) => `All ${rows(count)} can go.`,
    one: "The one row can go.",
    look: (some: number, all: number, rest: number) =>
      `${n(some)} of ${rows(all)} will not be invited. The other ${n(rest)} can go now.`,
    none: (all: number) =>
      all === 1
        ? "The one row will not be invited, for the reason below."
        : `None of the ${rows(all)} will be invited, for the reasons below.`,
    checking: {
      title: "The rows are being checked",
      lead: "A list of 100,000 rows takes some seconds. If it takes a good deal longer, the check was cut off: make it again.",
      look: "Look again",
      again: "Check again",
    },
    /** After a number. */
    outcomes: {
      invite: "will be invited",
      already_member: "belong here already",
      already_invited: "already invited",
      business_taken: "have an account already",
      invalid: "invalid",
      duplicate_in_file: "twice in the file",
      over_limit: "over the limit",
      left_out: "left out",
    } as Record<string, string>,
    tabs: {
      all: "All rows",
      invite: "Will be invited",
      warnings: "Worth a look",
      already_member: "Belong here",
      already_invited: "Already invited",
      business_taken: "Account exists",
      invalid: "Invalid",
      duplicate_in_file: "Twice",
      over_limit: "Over the limit",
      left_out: "Left out",
    } as Record<string, string>,
    tabsLabel: "Rows by what becomes of them",
    table: "Rows of the list",
    cells: {
      line: "Line",
      email: "E-mail",
      name: "Name",
      firstName: "First name",
      lastName: "Last name",
      businessName: "Business",
      matter: "What becomes of it",
    },
    cellOf: (cell: string, line: number) => `${cell}, line ${n(line)}`,
    line: (line: number) => `Line ${n(line)}`,
    willGo: "Will be invited",
    leftOut: "Left out by hand",
    typo: "The domain looks mistyped",
    leaveOut: "Leave out",
    takeIn: "Take in again",
    leaveOutOf: (line: number) => `Leave out line ${n(line)}`,
    takeInOf: (line: number) => `Take in line ${n(line)} again`,
    suggestOf: (email: string, line: number) => `Correct line ${n(line)} to ${email}`,
    alike: {
      title: "Typed wrong alike",
      line: (domain: string, meant: string, count: number) => `${rows(count)} at ${domain}. Was ${meant} meant?`,
      all: (count: number) => (count === 1 ? "Correct it" : `Correct all ${n(count)}`),
      done: (count: number, meant: string) => `${rows(count)} corrected to ${meant}.`,
    },
    save: "Save changes",
    saving: "Saving …",
    changed: (count: number) => `${rows(count)} changed and checked again.`,
    /** Why a list was not started: a row that was just typed into would not be invited. */
    stillWrong: (line: number, reason: string) => `Nobody was invited yet. Line ${n(line)}: ${reason}`,
    unchanged: "Nothing was different, so nothing was changed.",
    first: "From the start",
    next: "More",
    pages: "Pages of rows",
    empty: {
      title: "No rows here",
      lead: "None of the rows comes to this any more.",
      all: "See all rows",
    },
    options: {
      title: "How they are invited",
      sendEmail: "Mail each of them",
      sendEmailHelp: "Without it nobody is mailed: you get a link for each in the report, and hand it over yourself.",
      resend: "Invite again those whose invitation ended",
      resendHelp: "Those who declined, were cancelled, or let the link expire get a new one.",
      apply: "Apply",
      applying: "Checking again …",
    },
    test: {
      send: "Send the first one to me first",
      sending: "Sending …",
    },
    mails: (count: number, time: string) => `${count === 1 ? "1 mail" : `${n(count)} mails`}, ${time}`,
    links: (count: number) => `${count === 1 ? "1 link" : `${n(count)} links`}, no mail`,
    submit: (count: number) => `Invite ${n(count)}`,
    submitting: "Starting …",
    nobody: "Nobody on this list can be invited as it is. Correct rows above, or upload another file.",
    discard: "Discard this list",
    discardQuestion: "The list and all corrections go. Nobody was invited yet, and nobody will be.",
    discardYes: "Yes, discard it",
    discarding: "Discarding …",
    keep: "Keep",
  },
  time: {
    moment: "less than a minute",
    minutes: (count: number) => (count === 1 ? "about a minute" : `about ${n(count)} minutes`),
    hours: (count: number) => (count === 1 ? "about an hour" : `about ${n(count)} hours`),
    days: (count: number) => (count === 1 ? "about a day" : `about ${n(count)} days`),
  },
  contacts: contactsImport,
};

/** Begins a sentence about a line of the file. */
function at(line: number | null): string {
  return line === null ? "Somewhere in this file " : `In line ${n(line)} `;
}
