import type { PageMessages } from "@/lib/i18n/pages/shape";

export const en: PageMessages = {
  common: {
    working: "Working",
    summary: "Not sent yet. Please look at this:",
    email: "E-mail",
    password: "Password",
    newPassword: "New password",
    passwordHelp: "At least 8 characters",
    firstName: "First name",
    lastName: "Last name",
    familyNameFirst: false,
    signIn: "Sign in",
    backToSignIn: "Back to sign in",
    toStart: "Go to the start page",
    privacy: "What happens with this data",
    privacyBody:
      "Your name and e-mail address are kept by whoever runs this Foyer. Your password is kept only as a hash, from which nobody can read it.",
    privacyInvite: ({ inviter, account }) =>
      `Your name and e-mail address are kept for ${account} and seen by the people who manage it. ${inviter} sees that you opened this page and what you decided. Your password is kept only as a hash, from which nobody can read it.`,
    passwordWords: {
      show: "Show",
      hide: "Hide",
      missing: "{count} more characters",
      missingOne: "One more character",
      plain: "Long enough. A few more words would make it stronger",
      good: "A good length",
    },
  },
  errors: {
    email_invalid: "Write an e-mail address, such as ana@bakery.com",
    required: "This is needed",
    too_long: "This is too long",
    password_required: "Choose a password",
    password_too_weak: "Choose a password of at least 8 characters that is not among the most common ones",
    sign_in_failed: "The e-mail address and the password do not belong together. Check both and try again.",
    rate_limited: "That was tried too often. Wait ten minutes, then try again.",
    setup_code_wrong: "This is not the code that was printed at the last start",
    already_set_up: "Foyer has been set up already. Sign in instead.",
    token_used: "This link was used, or a newer one was sent.",
    token_invalid: "This link is not complete. Open it from the mail again.",
    email_taken: "Somebody else signs in with this address by now, so nothing was changed.",
    too_many_memberships:
      "With what waits at this address, more accounts would come together than one login can hold. Nothing was changed.",
    login_required: "There is a login for this address now. Sign in with its password.",
    password_not_allowed: "There is a login for this address now. Sign in with its password.",
    wrong_account: "You are signed in as someone else.",
    account_suspended: "This account is suspended, so nobody can join it at the moment.",
    cross_site: "The form came from another site, so it was not sent. Open the link from the mail again.",
    unavailable: "The database cannot be reached at the moment. Nothing was changed. Try again in a minute.",
    internal: "Something went wrong on our side. Try again; what you typed is still here.",
  },
  login: {
    title: "Sign in to Foyer",
    forgot: "Forgot your password?",
    passwordChanged: "Your password is changed. Sign in with it.",
    addressChanged: "Your sign-in address is changed. Sign in with the new one.",
  },
  setup: {
    title: "Set up Foyer",
    lead: "You become the owner of the first account and can invite people right away.",
    code: "Set-up code",
    codeHelp: "Printed where Foyer was started",
    accountName: "Business name",
    accountHelp: "Invitees read it in every mail",
    submit: "Open Foyer",
  },
  forgot: {
    title: "Forgot your password?",
    lead: "We mail you a link to choose a new one.",
    submit: "Mail me a link",
    sentTitle: "Look in your mailbox",
    sentBody: (email) => `If ${email} has a login here, a link to choose a new password is on its way. It works once.`,
  },
  reset: {
    title: "Choose a new password",
    lead: "Once it is changed, you are signed out everywhere else.",
    submit: "Change password",
    dead: { title: "This link no longer works", body: "It was used, or its time is over, or a newer one was sent." },
    askAgain: "Mail me a new link",
  },
  verify: {
    confirm: {
      title: (newEmail) => `Use ${newEmail} to sign in`,
      body: ({ name, account }) => `${name}, of ${account}, is to sign in with this address from now on.`,
      bodyPlain: (account) => `The owner of ${account} is to sign in with this address from now on.`,
      asked: (by) => `${by} asked for it.`,
      effect: "Once you confirm it, the earlier address no longer signs in, and every open session ends.",
      consentToo: "Once you confirm it, the mailbox of the earlier address has to agree as well.",
      submit: "Use this address",
      unexpected: "Not expected? Close this page; nothing changes.",
    },
    consent: {
      title: (newEmail) => `May your sign-in address become ${newEmail}?`,
      body: ({ by, account, oldEmail }) =>
        `${by} asks that you sign in to ${account} with it from now on, and no longer with ${oldEmail}.`,
      effect: "If you agree, it takes effect at once, and every open session ends.",
      confirmToo: "If you agree, it takes effect when the new mailbox confirms it.",
      submit: "Agree to the change",
      refuse: "Do not change it",
    },
    stop: {
      title: (newEmail) => `Stop the change to ${newEmail}?`,
      body: (oldEmail) => `You keep signing in with ${oldEmail}, and the links in the other letters stop working.`,
      submit: "Stop the change",
    },
    undo: {
      title: (oldEmail) => `Take ${oldEmail} back?`,
      lead: "Do this if the change was not yours. Then:",
      restored: ({ newEmail, oldEmail }) => `${oldEmail} signs in again, and ${newEmail} no longer does.`,
      sessions: "Every open session ends, on every device.",
      password: (oldEmail) => `The password is taken away, and a link to choose a new one is mailed to ${oldEmail}.`,
      submit: "Take the address back",
    },
    done: {
      verified: {
        title: "Your sign-in address is changed",
        body: "Every open session has ended. Sign in with the new address; the password is the same as before.",
      },
      consent_required: {
        title: "The address is confirmed",
        body: "A letter is waiting in the mailbox of the earlier address. Once the change is agreed to there, the new one signs in.",
      },
      verification_required: {
        title: "You agreed to the change",
        body: "A letter is waiting in the new mailbox. Until the address is confirmed there, nothing changes.",
      },
      stopped: {
        title: "The change is stopped",
        body: "You keep signing in with the address you have. Whoever asked for the change knew the password: if it was not you, choose a new one now.",
      },
      kept: {
        title: "Nothing is changed",
        body: "You keep signing in with the address you have, and the links about this change no longer work.",
      },
      undone: {
        title: "The address is yours again",
        body: "Every session has ended, and the password no longer works. A link to choose a new one is on its way to your mailbox.",
      },
    },
    newPassword: "Choose a new password",
    dead: {
      used: {
        title: "This link no longer works",
        body: "It was used or stopped, or a newer request took its place. Opening it changed nothing.",
      },
      overtaken: {
        title: "There is nothing left to stop",
        body: "The change was stopped or replaced, or it has taken effect. If it has, a newer letter in this mailbox takes the address back.",
      },
      expired: {
        title: "This link has run out",
        body: "Nothing was changed. After signing in, the change can be asked for again.",
      },
      tooLate: {
        title: "This link has run out",
        body: "It took the address back for 72 hours. If the change was not yours, tell the people who manage your account.",
      },
    },
  },
  unsubscribe: {
    title: (account) => `No more mail from ${account}?`,
    body: ({ email, account }) =>
      `The address ${email} would get no more mail about invitations from ${account}, reminders included.`,
    stays: "The invitation itself stays open: its link works as before.",
    submit: (account) => `No more mail from ${account} about invitations`,
    done: {
      title: (account) => `No more invitation mail from ${account}`,
      body: ({ email, account }) =>
        `No mail about invitations goes to ${email} any more. The invitation itself still works with its link. If you change your mind, ask ${account}.`,
    },
    invalid: {
      title: "This link is not complete",
      body: "Part of it may have been lost on the way, so nothing was changed. Open it from the mail once more, or use the way to unsubscribe that your mail program shows beside the sender.",
    },
  },
  accept: {
    business: ({ inviter, account, parent }) => `${inviter} invited you to open ${account} at ${parent}`,
    user: ({ inviter, account }) => `${inviter} invited you to join ${account}`,
    businessPlain: ({ account, parent }) => `${parent} invited you to open ${account}`,
    userPlain: (account) => `You are invited to join ${account}`,
    userAs: ({ role }) => (role === "admin" ? "as an administrator" : "as a member"),
    forEmail: (email) => `for ${email}`,
    until: (moment) => `The link works until ${moment}.`,
    open: (account) => `Open ${account}`,
    join: (account) => `Join ${account}`,
    hasLogin: (email) => `${email} has a login here. Its password accepts the invitation.`,
    signedInAs: (email) => `You are signed in as ${email}.`,
    unsure: "Not you, or not expected?",
    decline: "Decline",
    ask: (inviter) => `Ask ${inviter}`,
    other: {
      title: ({ invited, signedIn }) => `This invitation is for ${invited}, and you are signed in as ${signedIn}`,
      body: "Nothing is decided yet: the invitation stays open either way.",
    },
    switchAccount: "Switch account",
    stayAs: (email) => `Stay as ${email}`,
  },
  decline: {
    title: "Decline this invitation?",
    body: (inviter) => `The link stops working and ${inviter} is told. You can be invited again.`,
    submit: "Decline",
    back: "Back to the invitation",
    done: {
      title: "You declined the invitation",
      body: (inviter) =>
        `${inviter} was told. You can close this page; if you change your mind, ask for a new invitation.`,
    },
  },
  ask: {
    title: (inviter) => `Is this really from ${inviter}?`,
    body: ({ inviter, account }) =>
      `Ask ${inviter} in a way you already know: in person, by phone, or by a mail you write yourself. Ask whether they invited you to ${account}. The invitation waits here meanwhile.`,
    report: "Nothing happens until you accept. If they know nothing of it, decline.",
  },
  again: {
    title: "Your invitation is in your mail",
    body: "This browser does not have your link, or has forgotten it. We can mail the same link again, to the address that was invited.",
    submit: "Mail the link again",
    sent: {
      title: "Look in your mailbox",
      body: "If the invitation is still open, its link is on the way to the address that was invited.",
    },
  },
  welcome: {
    title: (account) => `Welcome to ${account}`,
    owner: (account) => `${account} is open, and it is yours. You are signed in.`,
    admin: (account) => `You are now an administrator of ${account}, and signed in.`,
    member: (account) => `You now belong to ${account}, and are signed in.`,
    next: {
      owner: ["Invite the people you work with", "See who has accepted"],
      admin: ["Invite the people you work with", "See who has accepted"],
      member: ["See your account"],
    },
    go: (account) => `Go to ${account}`,
  },
  problem: {
    someone: "the person who invited you",
    someAccount: "the account",
    expired: {
      title: "This invitation has ended",
      body: (until) => (until ? `The link worked until ${until}.` : "The link is past its last day."),
      ask: (inviter) => `Ask ${inviter} for a new one`,
    },
    asked: {
      title: "Your request is on its way",
      body: (inviter) => `${inviter} was told that you would like a new link. It comes by mail.`,
    },
    openMailAgain: "To ask for a new one, open the link in your mail again.",
    accepted: {
      title: "This invitation was accepted",
      body: (account) => `Its link has done its work. Sign in to get to ${account}.`,
    },
    declined: {
      title: "This invitation was declined",
      body: (inviter) => `Its link no longer works. If that was not meant, ask ${inviter} to invite you again.`,
    },
    cancelled: {
      title: "This invitation was withdrawn",
      body: (inviter) => `Its link no longer works. If you did not expect that, ask ${inviter}.`,
    },
    inside: {
      title: "There is nothing left to accept",
      body: (account) => `Whoever uses this address belongs to ${account} already. Sign in to get there.`,
    },
    replaced: {
      title: "A newer link was sent",
      body: "This one was replaced. Use the link in the newest mail.",
      submit: "Mail me the newest link",
    },
    invalid: {
      title: "This link is not complete",
      body: "Part of it may have been lost on the way. Press the button in the mail, or copy the whole address from it.",
    },
    suspended: {
      title: (account) => `Nobody can join ${account} at the moment`,
      body: (inviter) =>
        `It is suspended. Your invitation was not changed: try the link again later, or ask ${inviter}.`,
    },
  },
  noAccount: {
    title: "You belong to no account at the moment",
    body: "Your login works, but no account has you in it. Ask whoever invited you for a new invitation.",
    signOut: "Sign out",
  },
  notFound: { title: "There is nothing at this address", body: "It may be mistyped, or what was here is gone." },
};
