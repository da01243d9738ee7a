/** On a button a long name says no more than the page's title above it. */
const onButton = (name: string) => ([...name].length > 32 ? "it" : name);

/** Accounts: the tree below one, one of them, suspension, and the list of one's own. */
export const accounts = {
  title: "Accounts",
  lead: (account: string) => `The accounts below ${account}, and who each of them answers to.`,
  invite: "Invite a business",
  notYours: {
    title: "Accounts are for the owner",
    lead: (account: string) => `The owner of ${account} opens accounts below it, and sees them here.`,
  },
  search: "Search by name",
  status: "Status",
  statuses: { "": "Any status", active: "Active", invited: "Invited", suspended: "Suspended", lapsed: "Lapsed" },
  apply: "Apply",
  clear: "Clear filters",
  columns: { name: "Account", status: "Status", owner: "Owner", below: "Below it", opened: "Opened" },
  level: (level: number) => `Level ${level}: `,
  open: (count: string, name: string) => `Show the accounts below ${name} (${count})`,
  close: (name: string) => `Hide the accounts below ${name}`,
  showAll: (count: string, name: string) => `Show all ${count} below ${name}`,
  in: (path: string) => `in ${path}`,
  nobody: "nobody yet",
  notOpened: "not yet",
  next: "Further",
  first: "From the beginning",
  pages: "Pages",
  path: "Where you are",
  empty: {
    none: {
      title: (account: string) => `${account} has no accounts below it yet`,
      lead: "A business that you invite opens an account of its own here, and its owner is whom you invited.",
    },
    under: { title: (account: string) => `Nothing below ${account}`, lead: "It can invite businesses of its own." },
    search: {
      title: "No account matches",
      lead: "The search looks at how names begin, on every level below this account.",
    },
    waits: "Businesses can be invited once the account is active.",
  },
  one: {
    facts: "Facts",
    owner: "Owner",
    invitedOwner: "invited, not accepted yet",
    opened: "Opened",
    invitedAt: "Invited",
    contact: "Contact",
    people: "People",
    peopleCount: (count: string) => (count === "0" ? "nobody yet" : count === "1" ? "1 person" : `${count} people`),
    below: "Below it",
    belowCount: (count: string) => (count === "0" ? "no accounts" : count === "1" ? "1 account" : `${count} accounts`),
    id: "Id",
    openIt: (name: string) => `Open ${onButton(name)}`,
    invitation: "Its invitation",
    editOwner: "Edit owner and company",
    told: {
      active: (name: string) => `${name} is open: its people work in it.`,
      invited: (email: string) => `An invitation went to ${email}. The account opens when it is accepted.`,
      lapsed: (email: string) =>
        `The invitation to ${email} ended without being accepted. Inviting again sends a new link for this same account.`,
      lapsedPlain: "Its invitation ended without being accepted.",
      suspended: (name: string) => `${name} is suspended: nobody works in it until that is lifted.`,
      held: (name: string, holder: string) => `${name} is held up by the suspension of ${holder}, above it.`,
      heldBoth: (name: string, holder: string) =>
        `${name} is suspended itself, and held up by the suspension of ${holder}, above it.`,
    },
    toHolder: (holder: string) => ([...holder].length > 32 ? "See what holds it up" : `See ${holder}`),
  },
  suspend: {
    title: "Suspension",
    ask: (name: string) => `Suspend ${onButton(name)}`,
    happens: (name: string) => `While ${name} is suspended:`,
    effects: {
      people: "Its people cannot work in it, and its API keys are refused.",
      below: (count: string) =>
        count === "1" ? "1 account below it is held up with it." : `${count} accounts below it are held up with it.`,
      invitations: "Its invitations are not accepted, and nobody can be invited into it.",
      kept: "Nothing is deleted. You can look at everything, and lift it whenever you like.",
    },
    yes: "Yes, suspend it",
    keep: "Leave it open",
    done: (name: string) => `${name} is suspended now.`,
  },
  lift: {
    ask: "Lift the suspension",
    happens: (name: string) => `When the suspension of ${name} is lifted:`,
    effects: {
      people: "Its people and API keys work again at once.",
      below: (count: string) =>
        count === "1"
          ? "1 account below it opens with it, unless it is suspended itself."
          : `${count} accounts below it open with it, but for those suspended themselves.`,
      invitations: "Invitations that have not ended meanwhile can be accepted again.",
      held: (holder: string) => `It stays closed until ${holder}, above it, is lifted too.`,
    },
    yes: "Yes, lift it",
    keep: "Leave it suspended",
    done: (name: string) => `The suspension of ${name} is lifted.`,
    doneHeld: (name: string) => `The suspension of ${name} itself is lifted; one above still holds it up.`,
  },
  own: {
    title: "Your accounts",
    lead: "Every account you belong to, and as what. Open one to work in it.",
    columns: { name: "Account", role: "Your role", status: "Status" },
    current: "open now",
    empty: { title: "None of your accounts begins like that", lead: "The search looks at how names begin." },
  },
  roles: { owner: "owner", admin: "admin", member: "member" },
};
