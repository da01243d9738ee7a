import type { PERMISSIONS } from "../../../auth/schema";

/** What a permission is, as the end of "may …". A new permission has to be said here before anything compiles. */
const permissions: Record<(typeof PERMISSIONS)[number], string> = {
  "invitations:read": "see who was invited, and how far they are",
  "invitations:create": "invite colleagues",
  "invitations:cancel": "cancel the invitations of colleagues",
  "members:manage": "change the role of people, disable and remove them",
  "contacts:manage": "add, change and delete contacts",
  "events:read": "see what happened, and who did it",
  "accounts:create": "open accounts for businesses",
  "owner:update": "change the owner’s details and this account’s settings, and offer the ownership",
  "accounts:suspend": "suspend accounts below this one, and lift that",
  "branding:update": "change logo, colours and the words of mails",
  "api_keys:manage": "make and revoke API keys",
  "webhooks:manage": "have other systems told what happens",
};

/** People. */
export const people = {
  title: "People",
  lead: "Who belongs to this account, and what each may do.",
  notYours: {
    title: "People are for owners and admins",
    lead: (account: string) =>
      `You are a member of ${account}. Its owner or an admin can see and change who belongs to it.`,
  },
  invite: "Invite a colleague",
  search: "Search by name or e-mail",
  filters: {
    role: "Role",
    roles: { "": "Any role", owner: "Owner", admin: "Admin", member: "Member" },
    status: "Status",
    statuses: { "": "Any status", active: "Active", invited: "Invited", disabled: "Disabled" },
    apply: "Apply",
    clear: "Clear filters",
  },
  columns: { name: "Name", email: "E-mail", role: "Role", status: "Status", since: "Since", menu: "Actions" },
  you: "you",
  roles: { owner: "Owner", admin: "Admin", member: "Member" },
  status: { active: "Active", invited: "Invited", disabled: "Disabled" },
  invited: "invited",
  pages: "Pages",
  next: "Next",
  first: "First",
  alone: "Nobody else belongs to this account yet. A colleague gets a mail with a link, sets a password, and is in.",
  nobody: { title: "Nobody matches", lead: "The search looks at the start of names, last names and addresses." },
  menu: (name: string) => `Actions for ${name}`,
  act: {
    admin: { label: "Make admin", help: "Adds inviting colleagues, contacts, and managing people." },
    member: { label: "Make member", help: "Sees the account from then on, and changes nothing in it." },
    disable: {
      label: "Disable",
      help: (account: string) => `Cannot open ${account} until enabled again. Nothing is deleted.`,
    },
    enable: { label: "Enable", help: (account: string) => `Can open ${account} again, in the same role as before.` },
    offer: {
      label: "Make owner",
      help: (name: string, account: string) =>
        `Offers ${account} to ${name}. Nothing changes before they accept; the owner until then stays as an admin.`,
    },
    remove: {
      label: "Remove …",
      ask: (name: string, account: string) =>
        `${name} no longer belongs to ${account}. Their login and other accounts stay, and they can be invited again.`,
      yes: (name: string) => `Remove ${name}`,
    },
    leave: {
      label: "Leave …",
      ask: (account: string) => `You no longer belong to ${account}. Only somebody there can let you in again.`,
      yes: (account: string) => `Leave ${account}`,
    },
    invitation: "Open the invitation",
  },
  did: {
    admin: (name: string) => `${name} is an admin now.`,
    member: (name: string) => `${name} is a member now.`,
    disable: (name: string) => `${name} is disabled. What they ask for from now on is refused.`,
    enable: (name: string) => `${name} is enabled again.`,
    offer: (name: string) => `${name} was told by mail.`,
  },
  may: {
    title: "What each role may do",
    owner: "There is one. May do all that an admin may, here and in every account below, and also:",
    admin: "In this account alone, and up to the role of admin, may:",
    member: "Sees the account, and nothing else of it.",
    permissions,
  },
  offer: {
    /** Split, so that the moment can stand between. */
    standing: (by: string, to: string, account: string) =>
      `${by} offered the ownership of ${account} to ${to}. Nothing changes before they accept. The offer ends`,
    withdraw: "Withdraw the offer",
    mine: (by: string, account: string) => `${by} offers you the ownership of ${account}.`,
    look: "See what it means",
  },
  ownership: {
    title: "Ownership",
    heading: (by: string, account: string) => `${by} offers you ${account}`,
    lead: "Nothing changes before you accept. The offer ends",
    take: "What you take on",
    becomes: (account: string) => `${account} answers to you: it has one owner, and that is you.`,
    below: "You may do everything in it, and in every account below it:",
    former: (name: string) => `${name} stays, as an admin.`,
    contact: "Notices about the account go to your address.",
    accept: (account: string) => `Become the owner of ${account}`,
    accepting: "Accepting",
    decline: "Decline",
    declining: "Declining",
    none: {
      title: "Nothing is offered to you here",
      lead: (account: string) =>
        `There is no offer of the ownership of ${account} that waits for you. It may have been withdrawn, have ended, or be for somebody else.`,
    },
    declined: {
      title: "You declined",
      lead: (account: string) => `${account} keeps its owner, and everything else stays as it was.`,
    },
    owner: (account: string) => `You are the owner of ${account} now. The former owner stays as an admin.`,
    on: (account: string) => `Open ${account}`,
  },
};
