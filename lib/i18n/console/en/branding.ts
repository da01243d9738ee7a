/** Branding: how mails and the pages of invitees look. */
export const branding = {
  title: "Branding",
  lead: (account: string) =>
    `Mails from ${account} and the pages that invitees see wear this. Accounts below have it too, wherever they choose nothing of their own.`,
  summary: "Before this can be saved",
  save: "Save",
  saving: "Saving …",
  labels: {
    name: "Name",
    colour: "Colour",
    replyTo: "Answers go to",
    supportAddress: "Questions go to",
    footer: "Foot of each mail",
  },
  help: {
    name: "At the head of mails and pages, and the name that mail comes from.",
    colour: "For the button and the edge of a quote. It is made darker or lighter where it could not be read.",
    replyTo: "Where an answer to a mail ends up.",
    supportAddress: "Named at the foot of mails as the place to ask.",
    footer: "Who you are and where, as many countries ask of business mail.",
  },
  /** For one whose name is not told. */
  further: "an account further up",
  /** Where what is not set here comes from. */
  source: {
    from: (account: string, value: string) => `Left empty: as ${account} has it, ${value}.`,
    account: (account: string) => `Left empty: the account's own, ${account}.`,
    colour: "Left empty: Foyer's green.",
    replyTo: "Left empty: the address that mail comes from.",
    supportAddress: "Left empty: none is named.",
    footer: "Left empty: none.",
  },
  pick: "Pick a colour",
  shown: {
    light: "By day",
    dark: "In the dark",
    button: "Open Blue Bakery",
    text: "and a line of text",
  },
  saved: (fields: string) => `Saved: ${fields}.`,
  unchanged: "Nothing was different, so nothing was changed.",
  fields: {
    name: "the name",
    colour: "the colour",
    replyTo: "where answers go",
    supportAddress: "where questions go",
    footer: "the foot of mails",
  } as Record<string, string>,

  logo: {
    title: "Logo",
    help: "PNG, JPEG or WebP, up to 1 MB. It is drawn anew here, at most 48 high on pages, and on a light ground in the dark.",
    none: (name: string) => `None yet: mails and pages show the first letter of ${name} in an arch.`,
    own: (name: string) => `The logo of ${name}`,
    inherited: (account: string) => `As ${account} has it. Upload one to take its place here.`,
    size: (width: number, height: number) => `${width} × ${height} pixels`,
    choose: "Picture",
    upload: "Upload",
    replace: "Upload another",
    uploading: "Uploading …",
    remove: "Remove the logo",
    removing: "Removing …",
    /** What came of sending the form, by its name in the address. */
    said: {
      saved: { tone: "done", text: "The logo was saved. New mails wear it from now on." },
      removed: { tone: "done", text: "The logo was removed. Mails that were sent keep showing it." },
      missing: { tone: "failed", text: "Choose a picture first, then upload it." },
      payload_too_large: {
        tone: "failed",
        text: "The picture is larger than 1 MB, so it was not taken. Save it smaller: 400 pixels wide is plenty.",
      },
      image_invalid: {
        tone: "failed",
        text: "This picture cannot be used, so the logo stays as it is. Take a PNG, JPEG or WebP file that stands still and is at least 16 pixels each way.",
      },
      forbidden: { tone: "failed", text: "This is for whoever owns the account. Nothing was changed." },
      account_not_active: { tone: "failed", text: "The account cannot be changed now, so the logo stays as it is." },
      rate_limited: {
        tone: "failed",
        text: "Too many uploads within an hour, so this one was not taken. Try again a little later.",
      },
      unauthenticated: {
        tone: "failed",
        text: "You were signed out meanwhile, so the logo stays as it is. Sign in again in another tab, then send this once more.",
      },
      failed: {
        tone: "failed",
        text: "The picture could not be kept, and the logo stays as it is. Try again in a moment.",
      },
    } as Record<string, { tone: "done" | "failed"; text: string }>,
  },

  preview: {
    title: "Preview",
    dark: "In the dark",
    mail: "The mail of an invitation",
    page: "The page that it leads to",
    wait: "The preview comes with the next change.",
    stale: "The preview cannot be drawn at the moment, so this is how it was before.",
    from: "From",
    replies: "Answers",
    repliesNone: "to the address that it comes from",
    subject: "Subject",
    sample: {
      business: "Blue Bakery",
      email: "ana@bluebakery.example",
      firstName: "Ana",
      lastName: "Lima",
      message: "Welcome aboard, Ana. Your books for this year are already in here.",
    },
    letter: {
      title: (inviter: string, account: string) => `${inviter} invited you to open Blue Bakery at ${account}`,
      for: "for ana@bluebakery.example",
      password: "Password",
      open: "Open Blue Bakery",
    },
  },
};
