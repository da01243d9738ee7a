import type { EventGroup, EventType } from "../../../events/schema";

/** What a sentence is made of. `who` and `what` are names, or stand for a link with the name in it. */
export interface Told {
  who: string;
  what: string;
  detail: Record<string, string>;
  /** Who did it did it to themselves. */
  self: boolean;
}

const ROLE: Record<string, string> = { owner: "owner", admin: "admin", member: "member" };

/** Fields of a record as a person calls them; what is not here is called what it is called. */
const FIELD: Record<string, string> = {
  firstName: "first name",
  lastName: "last name",
  jobTitle: "job title",
  locale: "language",
  timezone: "time zone",
  email: "e-mail address",
  redirectOrigins: "addresses for redirects",
  reminderDays: "reminder",
  notices: "notices by mail",
  replyTo: "address for replies",
  supportAddress: "address for questions",
};

/** `: name and phone` of a `fields` detail; nothing where it does not say. */
function fields({ fields: listed = "" }: Record<string, string>): string {
  const words = listed
    .split(/[\s,]+/)
    .filter((path) => path !== "")
    .map((path) => path.replace("company.", "company ").replace(/\w+$/, (name) => FIELD[name] ?? name));
  const last = words.pop();
  if (last === undefined) return "";
  return `: ${words.length > 0 ? `${words.join(", ")} and ${last}` : last}`;
}

/** ` to admin`, where the event says so. */
const to = (value: string | undefined) => (value ? ` to ${value}` : "");

/** `: invite-user (de)`, where the event says which. */
const kindOf = ({ kind, locale }: Record<string, string>) => (kind ? `: ${kind}${locale ? ` (${locale})` : ""}` : "");

/** `1 contact`, `2,400 contacts`. */
const counted = (count: string | undefined, noun: string) =>
  `${Number(count ?? 0).toLocaleString("en")} ${noun}${count === "1" ? "" : "s"}`;

/** ` of 2,400 rows`, where the event says so. */
const rowsOf = ({ rows }: Record<string, string>) => (rows ? ` of ${counted(rows, "row")}` : "");

const sentences: Record<EventType, (told: Told) => string> = {
  "account.created": ({ who, what }) => `${who} opened ${what}`,
  "account.activated": ({ who, what }) => `${who} opened ${what}`,
  "account.updated": ({ who, what, detail }) => `${who} changed ${what}${fields(detail)}`,
  "account.suspended": ({ who, what }) => `${who} suspended ${what}`,
  "account.unsuspended": ({ who, what }) => `${who} lifted the suspension of ${what}`,
  "invitation.created": ({ who, what }) => `${who} invited ${what}`,
  "invitation.resent": ({ who, what }) => `${who} sent the invitation of ${what} again`,
  "invitation.accepted": ({ what }) => `${what} accepted`,
  "invitation.declined": ({ what }) => `${what} declined`,
  "invitation.cancelled": ({ who, what }) => `${who} cancelled the invitation of ${what}`,
  "invitation.expired": ({ what }) => `The invitation of ${what} ended unanswered`,
  "invitation.requested": ({ what }) => `${what} asked for a new link`,
  "invitation.reminded": ({ what }) => `${what} was reminded`,
  "invitation.bounced": ({ what }) => `The mail to ${what} bounced`,
  "invitation.complained": ({ what }) => `${what} reported the mail as unwanted`,
  "branding.updated": ({ who, detail }) => `${who} changed the branding${fields(detail)}`,
  "template.updated": ({ who, detail }) => `${who} changed the wording of a mail${kindOf(detail)}`,
  "template.reset": ({ who, detail }) => `${who} went back to the usual wording of a mail${kindOf(detail)}`,
  "suppression.added": ({ who, detail }) => `${who} stopped mail to ${detail.email ?? "an address"}`,
  "suppression.lifted": ({ who, detail }) => `${who} allowed mail to ${detail.email ?? "an address"} again`,
  "member.role_changed": ({ who, what, detail }) => {
    const role = detail.to ?? detail.role;
    return `${who} changed the role of ${what}${to(role && (ROLE[role] ?? role))}`;
  },
  "member.disabled": ({ who, what }) => `${who} shut ${what} out`,
  "member.enabled": ({ who, what }) => `${who} let ${what} in again`,
  "member.removed": ({ who, what, self }) => (self ? `${who} left` : `${who} removed ${what}`),
  "owner.updated": ({ who, what, detail, self }) =>
    `${who} changed ${self ? "their own details" : `the details of ${what}`}${fields(detail)}`,
  "ownership.offered": ({ who, what }) => `${who} offered the ownership to ${what}`,
  "ownership.withdrawn": ({ who, what }) => `${who} withdrew the offer of ownership to ${what}`,
  "ownership.declined": ({ who }) => `${who} declined the ownership`,
  "ownership.transferred": ({ who, what, self }) =>
    self ? `${who} took over the ownership` : `${who} handed the ownership to ${what}`,
  "contact.created": ({ who, what }) => `${who} added the contact ${what}`,
  "contact.updated": ({ who, what, detail }) => `${who} changed the contact ${what}${fields(detail)}`,
  "contact.deleted": ({ who }) => `${who} deleted a contact`,
  "contacts.imported": ({ who, detail }) => `${who} brought in ${counted(detail.count, "contact")} from a list`,
  "batch.created": ({ who, what, detail }) => `${who} uploaded the list ${what}${rowsOf(detail)}`,
  "batch.started": ({ who, what, detail }) => `${who} started the list ${what}${rowsOf(detail)}`,
  "batch.paused": ({ who, what, detail }) =>
    detail.because ? `The list ${what} paused itself: ${detail.because}` : `${who} paused the list ${what}`,
  "batch.resumed": ({ who, what }) => `${who} let the list ${what} go on`,
  "batch.cancelled": ({ who, what }) => `${who} stopped the list ${what}`,
  "batch.retried": ({ who, what }) => `${who} tried the failed rows of the list ${what} again`,
  "batch.completed": ({ what }) => `The list ${what} is done`,
  "batch.failed": ({ what }) => `The list ${what} could not be worked through`,
  "api_key.created": ({ who, what }) => `${who} made the API key ${what}`,
  "api_key.revoked": ({ who, what }) => `${who} revoked the API key ${what}`,
  "user.password_reset_requested": ({ who }) => `${who} asked to set a new password`,
  "user.password_changed": ({ who }) => `${who} set a new password`,
  "user.sessions_ended": ({ who, what, self }) =>
    self ? `${who} ended all other sessions` : `${who} ended the sessions of ${what}`,
  "owner.email_change_requested": ({ who, what, self }) =>
    `${who} asked to change ${self ? "their own address" : `the address of ${what}`}`,
  "owner.email_change_withdrawn": ({ who, what, self }) =>
    `${who} withdrew the change of ${self ? "their own address" : `the address of ${what}`}`,
  "user.email_change_consented": ({ what }) => `The old mailbox agreed to a new address for ${what}`,
  "user.email_change_confirmed": ({ what }) => `The new address of ${what} was confirmed from its own mailbox`,
  "user.email_changed": ({ what }) => `${what} has a new address`,
  "user.email_change_stopped": ({ what }) => `The change of the address of ${what} was stopped from the old mailbox`,
  "user.email_change_undone": ({ what }) => `The change of the address of ${what} was undone from the old mailbox`,
};

const kinds: Record<EventGroup | "", string> = {
  "": "Everything",
  invitations: "Invitations",
  people: "People",
  accounts: "Accounts",
  contacts: "Contacts",
  lists: "Lists",
  mail: "Branding and mail",
  keys: "API keys",
  sign_in: "Sign-in and addresses",
};

/** Activity. */
export const activity = {
  title: "Activity",
  lead: "What happened here: who did it, when, and from where.",
  sentences: sentences as Partial<Record<string, (told: Told) => string>>,
  /** A type that has no sentence yet. */
  other: ({ who, what }: Told) => `${who} changed ${what}`,
  /** A program, named by its key. */
  key: (name: string) => `${name} (API key)`,
  from: (ip: string) => `from ${ip}`,
  download: "Download as CSV",
  filter: "Narrow the list",
  kind: "Kind",
  kinds,
  since: "Since",
  until: "Until",
  show: "Show",
  clear: "Clear filters",
  onlyBy: (name: string) => `Only what ${name} did`,
  onlyAbout: (name: string) => `Only what concerns ${name}`,
  someone: "one person",
  something: "one thing",
  everyone: "Show everyone",
  everything: "Show everything",
  today: "Today",
  yesterday: "Yesterday",
  pages: "Pages",
  next: "Older",
  first: "Newest",
  empty: {
    title: "Nothing has happened yet",
    lead: "Invitations, accepted ones, and every change of people, accounts, contacts and keys appear here.",
  },
  emptySearch: {
    title: "Nothing matches",
    lead: "Nothing of this kind happened in this time. A longer time or another kind may find it.",
  },
};
