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
  letters: {
    "invite-business": {
      subject: "{inviter} invited you to open {account}",
      title: "{inviter} invited you to open {account} at {parent}",
      body: ["When you accept, {account} opens at {parent} and you become its owner. It takes about a minute."],
      button: "Open {account}",
      unexpected: NOT_EXPECTED,
    },
    "invite-user": {
      subject: "{inviter} invited you to {account}",
      title: "{inviter} invited you to join {account}",
      body: ["When you accept, you belong to {account} and sign in as {email}. It takes about a minute."],
      button: "Join {account}",
      unexpected: NOT_EXPECTED,
    },
    "invite-link-again": {
      subject: "Your link to {account}",
      title: "Here is your link to {account} again",
      body: [
        "Somebody opened your invitation from {inviter} in another browser and asked for the link. It is the same one as before.",
      ],
      button: "Open the invitation",
      unexpected: "Did not ask for it? You can leave this letter unanswered; nothing has changed.",
    },
    "invite-cancelled": {
      subject: "Your invitation to {account} was withdrawn",
      title: "Your invitation to {account} was withdrawn",
      body: [
        "{by} withdrew it, and the link in the earlier letter no longer works. There is nothing for you to do.",
        "If you think this is a mistake, ask {inviter}.",
      ],
    },
    "invite-cancelled-inviter": {
      subject: "The invitation for {invitee} was withdrawn",
      title: "The invitation for {invitee} was withdrawn",
      body: [
        "{by} withdrew the invitation of {inviteeEmail} to {account}. Its link no longer works.",
        "You can invite them again whenever you like.",
      ],
      button: "See the invitation",
    },
    "invite-declined": {
      subject: "{invitee} declined your invitation",
      title: "{invitee} declined the invitation to {account}",
      body: [
        "It was sent to {inviteeEmail}, and its link no longer works. You can invite them again whenever you like.",
      ],
      button: "See the invitation",
    },
    "invite-accepted": {
      subject: "{invitee} accepted your invitation",
      title: "{invitee} accepted the invitation to {account}",
      body: ["{inviteeEmail} can sign in to {account} from now on. There is nothing left for you to do."],
      button: "See the invitation",
    },
    "invite-requested": {
      subject: "{invitee} asks for a new link",
      title: "{invitee} asks for a new link to {account}",
      body: [
        "The invitation to {inviteeEmail} ended before it was used. They opened the old link and asked you to send a new one.",
      ],
      button: "Send a new link",
      unexpected: "Would you rather not? Leave this letter unanswered; the old link stays closed.",
    },
    "password-reset": {
      subject: "Choose a new password",
      title: "Choose a new password",
      body: ["Somebody, most likely you, asked for a new password for {email}."],
      button: "Choose a password",
      unexpected: "Was it not you? Leave this letter unanswered; your password stays as it is.",
    },
    "password-changed": {
      subject: "Your password was changed",
      title: "Your password was changed",
      body: ["The password for {email} was changed on {changed}. Every other session was signed out."],
      button: "It was not me: reset the password",
      unexpected: "If it was you, there is nothing to do.",
    },
  },
};
