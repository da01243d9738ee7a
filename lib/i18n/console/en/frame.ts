/** The console's frame: places, palette, account switcher, theme, and the pages that say why a page is not there. */
export const frame = {
  skip: "Skip to the page",
  places: "Places",
  overview: "Overview",
  invitations: "Invitations",
  mailbox: "Mailbox",
  more: "More",
  invite: "Invite",
  find: "Find",
  findHint: "Find anything by name",
  findEmpty: (q: string) => `Nothing here is called “${q}”.`,
  findGroups: { go: "Go to", do: "Do", invitations: "Invitations", contacts: "Invite a contact", accounts: "Accounts" },
  findHow: "Up and down to choose, Enter to open, Esc to close",
  findFailed: "The search did not answer. Places and actions still work.",
  inviteSomeone: "Invite someone",
  switchAccount: "Switch account",
  accounts: "Your accounts",
  current: "open now",
  signedInAs: (email: string) => `Signed in as ${email}`,
  signOut: "Sign out",
  theme: "Theme",
  themes: { system: "As the system", light: "Light", dark: "Dark" },
  keyInvite: "I",
  suspendedAbove: (name: string) =>
    `${name} is suspended. You can look at everything here; inviting waits until the suspension is lifted.`,
  suspended: {
    title: (name: string) => `${name} is suspended`,
    lead: "An account above it paused it. Nothing was deleted: people, invitations and settings are as they were, and its links work again when the suspension is lifted.",
    next: "Ask whoever runs the account above, or open another of yours.",
  },
  noAccount: {
    title: "No account here",
    lead: "There is no account or page under this address that you can open. It may have been renamed or removed, or it belongs to someone else.",
    next: "Go to your account",
  },
  missing: {
    title: "Nothing under this address",
    lead: "The page or invitation is not here. It may belong to another account.",
    next: "All invitations",
  },
  failed: {
    title: "This page could not be read",
    lead: "Nothing was changed, and everything already sent stays sent. It is usually over in a moment.",
    reference: (digest: string) => `For whoever looks into it: ${digest}`,
    retry: "Try again",
  },
  notYours: {
    title: "Invitations are for owners and admins",
    lead: (account: string) =>
      `You are a member of ${account}. Its owner or an admin can invite people and see who was invited.`,
  },
};
