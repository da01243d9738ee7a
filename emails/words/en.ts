import type { Words } from "./words";

const NOT_EXPECTED =
  "Not expected? Nothing happens until you accept. You can decline on the same page, or leave this letter unanswered.";

export const en: Words = {
  dir: "ltr",
  greeting: "Hello {name},",
  greetingNobody: "Hello,",
  writes: "{inviter} writes:",
  ends: "The link works until {ends}.",
  address: "If the button does not work, open this address:",
  recipient: "This letter is for {email}.",
  questions: "Questions?",
  stop: "No more reminders",
  more: { by: "more", other: "and {more} more" },
  tally: { invited: "Invited", skipped: "Skipped", failed: "Failed" },
  sample: {
    subject: "Test: {subject}",
    note: "This is a sample: what it says is made up, and its links lead nowhere but to the start page.",
  },
  letters: {
    "invite-business": {
      subject: "{inviter} invited you to open {account}",
      preheader: "The link works until {ends}. It takes about a minute.",
      title: "{inviter} invited you to open {account} at {parent}",
      body: ["When you accept, {account} opens at {parent} and you become its owner. It takes about a minute."],
      button: "Open {account}",
      unexpected: NOT_EXPECTED,
      plain: {
        title: "{parent} invited you to open {account}",
        body: ["When you accept, {account} opens and you become its owner. It takes about a minute."],
      },
    },
    "invite-user": {
      subject: "{inviter} invited you to {account}",
      preheader: "The link works until {ends}. It takes about a minute.",
      title: "{inviter} invited you to join {account}",
      body: ["When you accept, you belong to {account} and sign in as {email}. It takes about a minute."],
      button: "Join {account}",
      unexpected: NOT_EXPECTED,
      plain: { subject: "You are invited to {account}", title: "You are invited to join {account}" },
    },
    "invite-link-again": {
      subject: "Your link to {account}",
      preheader: "It is the same link as before, and works until {ends}.",
      title: "Here is your link to {account} again",
      body: [
        "Somebody opened your invitation from {inviter} in another browser and asked for the link. It is the same one as before.",
      ],
      button: "Open the invitation",
      unexpected: "Did not ask for it? You can leave this letter unanswered; nothing has changed.",
    },
    "invite-cancelled": {
      subject: "Your invitation to {account} was withdrawn",
      preheader: "The link in the earlier letter no longer works. There is nothing for you to do.",
      title: "Your invitation to {account} was withdrawn",
      body: [
        "{by} withdrew it, and the link in the earlier letter no longer works. There is nothing for you to do.",
        "If you think this is a mistake, ask {inviter}.",
      ],
    },
    "invite-cancelled-inviter": {
      subject: "The invitation for {invitee} was withdrawn",
      preheader: "{by} withdrew it, and its link no longer works.",
      title: "The invitation for {invitee} was withdrawn",
      body: [
        "{by} withdrew the invitation of {inviteeEmail} to {account}. Its link no longer works.",
        "You can invite them again whenever you like.",
      ],
      button: "See the invitation",
    },
    "invite-declined": {
      subject: "{invitee} declined your invitation",
      preheader: "It was to {account}. You can invite them again whenever you like.",
      title: "{invitee} declined the invitation to {account}",
      body: [
        "It was sent to {inviteeEmail}, and its link no longer works. You can invite them again whenever you like.",
      ],
      button: "See the invitation",
    },
    "invite-accepted": {
      subject: "{invitee} accepted your invitation",
      preheader: "{inviteeEmail} can sign in to {account} from now on.",
      title: "{invitee} accepted the invitation to {account}",
      body: ["{inviteeEmail} can sign in to {account} from now on. There is nothing left for you to do."],
      button: "See the invitation",
    },
    "invite-requested": {
      subject: "{invitee} asks for a new link",
      preheader: "The invitation to {account} ended before it was used.",
      title: "{invitee} asks for a new link to {account}",
      body: [
        "The invitation to {inviteeEmail} ended before it was used. They opened the old link and asked you to send a new one.",
      ],
      button: "Send a new link",
      unexpected: "Would you rather not? Leave this letter unanswered; the old link stays closed.",
    },
    "invite-reminder": {
      subject: "Reminder: {inviter} invited you to {account}",
      preheader: "The invitation stays open until {ends}.",
      title: "Your invitation to {account} is still open",
      body: [
        "{inviter} invited you and has not heard from you yet. The button is the same link as in the first letter, and accepting takes about a minute.",
      ],
      button: "Open the invitation",
      unexpected: "Not for you? You can decline on the same page, or leave this letter unanswered.",
      plain: {
        subject: "Reminder: your invitation to {account}",
        body: [
          "You were invited and have not answered yet. The button is the same link as in the first letter, and accepting takes about a minute.",
        ],
      },
    },
    "invitations-expired": {
      subject: {
        by: "count",
        one: "{count} invitation ended unanswered",
        other: "{count} invitations ended unanswered",
      },
      preheader: "{account}: {names}",
      title: {
        by: "count",
        one: "{count} invitation from {account} ended unanswered",
        other: "{count} invitations from {account} ended unanswered",
      },
      body: [
        {
          by: "count",
          one: "Its link no longer works. You can invite this person again whenever you like.",
          other: "Their links no longer work. You can invite each of them again whenever you like.",
        },
      ],
      button: "See the invitations",
    },
    "batch-finished": {
      subject: "{batchName} is done",
      preheader: "{invited} of {total} invited",
      title: "{batchName} is done",
      body: [
        {
          by: "total",
          one: "There was {total} person on the list. Here is what became of it.",
          other: "There were {total} people on the list. Here is what became of it.",
        },
      ],
      button: "See the list",
      unexpected:
        "Skipped: already invited, already there, or twice on the list. For everyone who failed, the list says why.",
    },
    "address-confirm": {
      subject: "Confirm your new sign-in address",
      preheader: "Nothing changes until you confirm that this mailbox is yours.",
      title: "Confirm that this address is yours",
      body: [
        "{person}, of {account}, is to sign in with {newEmail} from now on. Nothing changes until you confirm that this mailbox is yours.",
      ],
      button: "Confirm this address",
      unexpected: "Not expected? Leave this letter unanswered; nobody can sign in with your address then.",
    },
    "address-consent": {
      subject: "May your sign-in address be changed?",
      preheader: "{by} asks for it. Nothing changes unless you agree.",
      title: "May your sign-in address become {newEmail}?",
      body: [
        "{by} asks that you sign in to {account} with {newEmail} from now on, and no longer with {oldEmail}.",
        "Nothing changes unless you agree.",
      ],
      button: "Agree to the change",
      second: { text: "You do not agree?", label: "Keep {oldEmail}" },
      unexpected: "Not sure? Ask {by} first, in a way you already know. Unanswered, this letter changes nothing.",
    },
    "address-changing": {
      subject: "Your sign-in address is about to change",
      preheader: "If it was you, there is nothing to do. If it was not, this letter stops it.",
      title: "Your sign-in address is to become {newEmail}",
      body: [
        "Somebody, most likely you, asked to sign in to {account} with {newEmail} in place of {oldEmail}. It takes effect when the new mailbox confirms it.",
        "If it was you, there is nothing to do here.",
      ],
      button: "It was not me: stop the change",
    },
    "address-changed": {
      subject: "Your sign-in address was changed",
      preheader: "If it was you, there is nothing to do. If it was not, this letter takes the address back.",
      title: "Your sign-in address is {newEmail} now",
      body: [
        "The address was changed on {changed}. {oldEmail} no longer signs in to {account}, and every session was signed out.",
        "If it was you, there is nothing to do.",
        "If it was not, take the address back: {oldEmail} signs in again, every session ends, the password is taken away, and this mailbox gets a link to choose a new one.",
      ],
      button: "It was not me: take it back",
    },
    "ownership-offered": {
      subject: "{by} offers you {account}",
      preheader: "The offer stands for a week. Nothing changes until you accept.",
      title: "{by} offers you the ownership of {account}",
      body: [
        "When you accept, {account} answers to you: you decide who belongs to it and which accounts open below it. Whoever owns it now becomes an administrator. The offer stands for a week.",
      ],
      button: "See the offer",
      unexpected: "Not expected, or not wanted? Leave this letter unanswered; nothing changes until you accept.",
    },
    "password-reset": {
      subject: "Choose a new password",
      preheader: "The link works until {ends}.",
      title: "Choose a new password",
      body: ["Somebody, most likely you, asked for a new password for {email}."],
      button: "Choose a password",
      unexpected: "Was it not you? Leave this letter unanswered; your password stays as it is.",
    },
    "password-changed": {
      subject: "Your password was changed",
      preheader: "Every other session was signed out. If it was you, there is nothing to do.",
      title: "Your password was changed",
      body: ["The password for {email} was changed on {changed}. Every other session was signed out."],
      button: "It was not me: reset the password",
      unexpected: "If it was you, there is nothing to do.",
    },
  },
};
