/** Addresses that nobody is invited at any more, and why. */
export const delivery = {
  title: "Stopped addresses",
  lead: (account: string) =>
    `${account} and the accounts below send no invitations, reminders and cancellations to these addresses. Whoever invites one of them has to insist. Notices, and mail about passwords and addresses, still go out.`,
  above: "Addresses that an account above has stopped count here as well; they are listed there.",
  notActive: (account: string) =>
    `${account} is not active: its stopped addresses can be read, and changed again once it is.`,
  search: "Search by e-mail address",
  list: "Stopped addresses",
  reasons: {
    bounce: "Bounced",
    complaint: "Reported as spam",
    unsubscribe: "Asked for no more",
    manual: "Stopped by hand",
  },
  filters: {
    apply: "Apply",
    reason: "Reason",
    all: "Any reason",
    clear: "Clear",
  },
  said: "The other side said:",
  since: "Stopped",
  invitation: "The invitation",
  invitationLabel: (email: string) => `The invitation to ${email}`,
  allow: "Allow again",
  allowLabel: (email: string) => `Allow again: ${email}`,
  ask: {
    bounce: (email: string) =>
      `Mail to ${email} goes out again. If it keeps bouncing, mailboxes trust your other mails less.`,
    complaint: (email: string) =>
      `Whoever reads ${email} reported a mail as spam. Ask them before you write there again.`,
    unsubscribe: (email: string) =>
      `Whoever reads ${email} asked for no more mail. Ask them before you write there again.`,
    manual: (email: string) => `Mail to ${email} goes out again.`,
  },
  yes: "Yes, allow it",
  keep: "Keep it stopped",
  allowing: "Allowing …",
  allowed: (email: string) => `Mail to ${email} is allowed again.`,
  allowedHere: (email: string) =>
    `Mail to ${email} is allowed again here. The mail provider may keep a list of its own, and hold it back by that one.`,
  allowedAlready: (email: string) => `Mail to ${email} was allowed again already.`,
  add: {
    title: "Stop an address",
    email: "E-mail address",
    help: "No more invitations, reminders and cancellations go there, those that wait included. Notices, and mail about passwords and addresses, still do.",
    summary: "Before the address can be stopped",
    submit: "Stop mail to it",
    submitting: "Stopping …",
    done: (email: string) => `Mail to ${email} is stopped.`,
    already: (email: string) => `Mail to ${email} was stopped already. It keeps the reason that it had.`,
  },
  first: "Newest",
  next: "Older",
  nextFound: "More",
  pages: "Pages of stopped addresses",
  empty: {
    none: {
      title: "No address is stopped",
      lead: "One that a mail bounces from for good, or whose reader reports a mail as spam or wants no more, comes here by itself.",
    },
    search: {
      title: "No stopped address like this",
      lead: "Search by how the address begins, or choose another reason.",
    },
  },
};
