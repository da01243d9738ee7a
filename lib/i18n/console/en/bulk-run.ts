const number = new Intl.NumberFormat("en-GB");
const n = (count: number) => number.format(count);
const rows = (count: number) => (count === 1 ? "1 row" : `${n(count)} rows`);
const people = (count: number) => (count === 1 ? "1 person" : `${n(count)} people`);

/** Lists of people that run or have run, and all of them. */
export const bulkRun = {
  title: "Lists",
  list: {
    columns: { name: "List", status: "Status", rows: "Rows", by: "By", when: "When" },
    all: "Lists, newest first",
    draftAt: { columns: "Match its columns", review: "Review it" },
    rows,
    invited: (count: number) => `${n(count)} invited`,
    failed: (count: number) => `${n(count)} failed`,
    skipped: (count: number) => `${n(count)} skipped`,
    older: "Older",
    first: "Newest",
    pages: "Pages of lists",
  },
  status: {
    draft: "Draft",
    queued: "About to start",
    running: "Inviting",
    mailing: "Mailing",
    paused: "Paused",
    completed: "Done",
    failed: "Failed",
    cancelled: "Stopped",
  },
  /** The status of a draft that was given up. */
  discarded: "Discarded",
  /** Below the name of a list. */
  uploaded: (type: "business" | "user", name: string) =>
    `${type === "business" ? "Customers" : "Colleagues"}, uploaded by ${name} `,
  back: "All lists",

  /** `of` is how many people the list came to, without those that were skipped or failed. */
  reached: (of: number) => `of ${n(of)} ${of === 1 ? "person" : "people"} reached`,
  invitedOf: (of: number) => `of ${n(of)} ${of === 1 ? "person" : "people"} invited`,
  nobody: "Nobody was invited from this list",
  spoken: (done: number, of: number, left: string) => `${n(done)} of ${people(of)} reached${left ? `, ${left}` : ""}.`,
  bar: "How far the list is",
  parts: {
    delivered: "delivered",
    taken: "taken",
    invited: "invited",
    trouble: "not arrived",
    unknown: "not known",
    waiting: "to go",
    stopped: "not invited",
  },
  pace: {
    queued: "about to start",
    still: "waiting to go on",
    settling: "measuring the pace",
    rate: (perSecond: string) => `${perSecond} a second`,
    moment: "less than a minute left",
    minutes: (count: number) => (count === 1 ? "a minute left" : `${n(count)} minutes left`),
    hours: (count: number) => (count === 1 ? "an hour left" : `${n(count)} hours left`),
    until: (when: string) => `done on ${when}`,
    nearly: "nearly done",
  },
  look: "Look again",
  lookNote: "This page does not move by itself without a script.",
  lost: "The connection was lost; the numbers stand still until it is back. The list itself goes on.",

  pause: "Pause",
  pausing: "Pausing …",
  resume: "Go on",
  resuming: "Going on …",
  stop: "Stop",
  stopping: "Stopping …",
  stopQuestion: (invited: number, waiting: number, mails: number) =>
    [
      invited === 0 ? "Nobody was invited so far." : `What is sent stays sent.`,
      waiting > 0 ? `${people(waiting)} will not be invited.` : null,
      mails > 0
        ? `${people(mails)} whose mail has not left will not get it, and their ${mails === 1 ? "invitation ends" : "invitations end"}.`
        : null,
      "A stopped list cannot go on.",
    ]
      .filter((part) => part !== null)
      .join(" "),
  stopYes: "Yes, stop it",
  keep: "Keep it going",
  keepPaused: "Keep it",
  report: "Download the report",

  paused: {
    by: (name: string) => `Paused by ${name}`,
    itself: "Paused",
    says: "Nobody else is invited or mailed until it goes on.",
    bounces:
      "Too many bounces make mail services refuse all of your mail. Look at the addresses that bounced; if the list is old, it is better to stop here. Letting it go on sends the rest as it is.",
    seeBounced: "See who bounced",
    active: "It can go on once the account is open again.",
    wasHeld: "It paused itself while nobody could be invited into this account.",
    open: "That is over: it can go on now.",
  },
  ended: {
    completed: (invited: number) => (invited === 0 ? "The list is done. Nobody was invited." : "The list is done."),
    failed: "No row of this list could be worked through.",
    cancelled: (name: string | null) => (name ? `Stopped by ${name}.` : "This list was stopped."),
    discarded: (name: string | null) =>
      `${name ? `Discarded by ${name}` : "Discarded"} before it ran. Nobody was invited.`,
    cancelledRest: (count: number) => `${people(count)} ${count === 1 ? "was" : "were"} not invited.`,
  },
  next: {
    title: "What now",
    failed: (count: number) => `${rows(count)} to fix`,
    failedWay: "See why",
    correct: (count: number) => (count === 1 ? "Correct it in a new list" : "Correct them in a new list"),
    corrected: (name: string) => `Go on with “${name}”`,
    correcting: "Making the list …",
    retry: (count: number) => (count === 1 ? "Try it again" : "Try them again"),
    retrying: "Trying …",
    bounced: (count: number) => (count === 1 ? "1 mail did not arrive" : `${n(count)} mails did not arrive`),
    bouncedWay: (count: number) => (count === 1 ? "Correct the address" : "Correct the addresses"),
    unknown: (count: number) => (count === 1 ? "1 mail may not have left" : `${n(count)} mails may not have left`),
    unknownWay: (count: number) => (count === 1 ? "Look at it" : "Look at them"),
    waiting: (count: number) => `${people(count)} ${count === 1 ? "has" : "have"} not answered yet`,
    waitingWay: "See who waits, and remind",
    links: (count: number) =>
      count === 1 ? "The link to hand over is in the report" : `The ${n(count)} links to hand over are in the report`,
    nothing: "Nothing is left to do.",
    again: (count: number) => `${rows(count)} will be tried again.`,
  },
  outcome: {
    title: "What they answered",
    pending: "not yet",
    accepted: "accepted",
    declined: "declined",
    cancelled: "cancelled",
    expired: "expired",
  },

  rows: {
    title: "Rows",
    tabs: { invited: "Invited", skipped: "Skipped", failed: "Failed", queued: "To come" },
    label: "Rows by what became of them",
    columns: { line: "Line", email: "E-mail", name: "Name", business: "Business", became: "What became of it" },
    line: (line: number) => `Line ${n(line)}`,
    noEmail: "no address",
    waiting: "To come",
    gone: "The invitation is not there any more",
    next: "More",
    first: "From the start",
    pages: "Pages of rows",
    empty: {
      invited: "Nobody was invited from this list.",
      invitedYet: "Nobody was invited yet.",
      skipped: "No row was skipped.",
      failed: "No row failed.",
      queued: "No row is still to come.",
    },
  },

  gone: { title: "Lists are for owners and admins" },
};
