/** What every language must say: a missing or misspelt key is a type error. Values are plain text, never markup. */

export interface Names {
  inviter: string;
  account: string;
}

interface Says {
  title: string;
  body: string;
}

export interface PageMessages {
  common: {
    working: string;
    summary: string;
    email: string;
    password: string;
    newPassword: string;
    passwordHelp: string;
    firstName: string;
    lastName: string;
    familyNameFirst: boolean;
    signIn: string;
    backToSignIn: string;
    toStart: string;
    privacy: string;
    privacyBody: string;
    privacyInvite: (names: Names) => string;
    passwordWords: { show: string; hide: string; missing: string; missingOne: string; plain: string; good: string };
  };
  /** By the code of the problem, or by what a form's schema calls it. */
  errors: {
    email_invalid: string;
    required: string;
    too_long: string;
    password_required: string;
    password_too_weak: string;
    sign_in_failed: string;
    rate_limited: string;
    setup_code_wrong: string;
    already_set_up: string;
    token_used: string;
    token_invalid: string;
    email_taken: string;
    too_many_memberships: string;
    login_required: string;
    password_not_allowed: string;
    wrong_account: string;
    account_suspended: string;
    cross_site: string;
    unavailable: string;
    internal: string;
  };
  login: { title: string; forgot: string; passwordChanged: string; addressChanged: string };
  setup: {
    title: string;
    lead: string;
    code: string;
    codeHelp: string;
    accountName: string;
    accountHelp: string;
    submit: string;
  };
  forgot: { title: string; lead: string; submit: string; sentTitle: string; sentBody: (email: string) => string };
  reset: { title: string; lead: string; submit: string; dead: Says; askAgain: string };
  /** The links of letters about a change of address. A new mailbox is never told the old address. */
  verify: {
    confirm: {
      title: (newEmail: string) => string;
      body: (names: { name: string; account: string }) => string;
      /** Where the person's name is not known. */
      bodyPlain: (account: string) => string;
      asked: (by: string) => string;
      effect: string;
      /** Instead of the effect, where the old mailbox has yet to agree. */
      consentToo: string;
      submit: string;
      unexpected: string;
    };
    consent: {
      title: (newEmail: string) => string;
      body: (names: { by: string; account: string; oldEmail: string }) => string;
      effect: string;
      /** Instead of the effect, where the new mailbox has yet to confirm. */
      confirmToo: string;
      submit: string;
      refuse: string;
    };
    stop: { title: (newEmail: string) => string; body: (oldEmail: string) => string; submit: string };
    undo: {
      title: (oldEmail: string) => string;
      lead: string;
      restored: (emails: { newEmail: string; oldEmail: string }) => string;
      sessions: string;
      password: (oldEmail: string) => string;
      submit: string;
    };
    /** What the button did. `stopped`: the change was asked for with the person's password; `kept`: by somebody else. */
    done: Record<"verified" | "consent_required" | "verification_required" | "stopped" | "kept" | "undone", Says>;
    newPassword: string;
    /** `tooLate`: of a link that took the address back; `overtaken`: of one that stopped the change. */
    dead: Record<"used" | "overtaken" | "expired" | "tooLate", Says>;
  };
  /** The quiet link of a reminder. */
  unsubscribe: {
    title: (account: string) => string;
    body: (names: { email: string; account: string }) => string;
    /** What stopping does not change. */
    stays: string;
    submit: (account: string) => string;
    done: { title: (account: string) => string; body: (names: { email: string; account: string }) => string };
    invalid: Says;
  };
  accept: {
    business: (names: Names & { parent: string }) => string;
    user: (names: Names) => string;
    /** Where the inviter is no person but the account itself, so that its name is not said twice. */
    businessPlain: (names: { account: string; parent: string }) => string;
    userPlain: (account: string) => string;
    userAs: (names: Names & { role: "admin" | "member" }) => string;
    forEmail: (email: string) => string;
    until: (moment: string) => string;
    open: (account: string) => string;
    join: (account: string) => string;
    hasLogin: (email: string) => string;
    signedInAs: (email: string) => string;
    unsure: string;
    decline: string;
    ask: (inviter: string) => string;
    other: { title: (emails: { invited: string; signedIn: string }) => string; body: string };
    switchAccount: string;
    stayAs: (email: string) => string;
  };
  decline: {
    title: string;
    body: (inviter: string) => string;
    submit: string;
    back: string;
    done: { title: string; body: (inviter: string) => string };
  };
  ask: { title: (inviter: string) => string; body: (names: Names) => string; report: string };
  again: { title: string; body: string; submit: string; sent: Says };
  welcome: {
    title: (account: string) => string;
    owner: (account: string) => string;
    admin: (account: string) => string;
    member: (account: string) => string;
    next: { owner: string[]; admin: string[]; member: string[] };
    go: (account: string) => string;
  };
  problem: {
    /** Without the link's own cookie, names are not known. */
    someone: string;
    someAccount: string;
    expired: { title: string; body: (until: string | null) => string; ask: (inviter: string) => string };
    asked: { title: string; body: (inviter: string) => string };
    openMailAgain: string;
    accepted: { title: string; body: (account: string) => string };
    declined: { title: string; body: (inviter: string) => string };
    cancelled: { title: string; body: (inviter: string) => string };
    /** Whoever was invited is in the account by another address. */
    inside: { title: string; body: (account: string) => string };
    replaced: { title: string; body: string; submit: string };
    invalid: Says;
    suspended: { title: (account: string) => string; body: (inviter: string) => string };
  };
  noAccount: Says & { signOut: string };
  notFound: Says;
}
