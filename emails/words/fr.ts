import type { Words } from "./words";

const NOT_EXPECTED =
  "Vous n’attendiez pas cette lettre ? Rien ne se passe tant que vous n’acceptez pas. Vous pouvez refuser sur la même page ou ne pas répondre.";

export const fr: Words = {
  dir: "ltr",
  greeting: "Bonjour {name},",
  greetingNobody: "Bonjour,",
  writes: "{inviter} écrit :",
  ends: "Le lien fonctionne jusqu’au {ends}.",
  address: "Si le bouton ne fonctionne pas, ouvrez cette adresse :",
  recipient: "Cette lettre est destinée à {email}.",
  letters: {
    "invite-business": {
      subject: "{inviter} vous invite à ouvrir {account}",
      title: "{inviter} vous invite à ouvrir {account} chez {parent}",
      body: [
        "En acceptant, vous ouvrez {account} chez {parent} et en devenez propriétaire. Cela prend environ une minute.",
      ],
      button: "Ouvrir {account}",
      unexpected: NOT_EXPECTED,
    },
    "invite-user": {
      subject: "{inviter} vous invite chez {account}",
      title: "{inviter} vous invite à rejoindre {account}",
      body: ["En acceptant, vous rejoignez {account} et vous connectez avec {email}. Cela prend environ une minute."],
      button: "Rejoindre {account}",
      unexpected: NOT_EXPECTED,
    },
    "invite-link-again": {
      subject: "Votre lien vers {account}",
      title: "Voici de nouveau votre lien vers {account}",
      body: [
        "Quelqu’un a ouvert votre invitation de {inviter} dans un autre navigateur et a demandé le lien. C’est le même qu’avant.",
      ],
      button: "Ouvrir l’invitation",
      unexpected: "Vous ne l’avez pas demandé ? Vous pouvez laisser cette lettre sans réponse ; rien n’a changé.",
    },
    "invite-cancelled": {
      subject: "Votre invitation chez {account} est retirée",
      title: "Votre invitation chez {account} a été retirée",
      body: [
        "{by} l’a retirée, et le lien de la lettre précédente ne fonctionne plus. Vous n’avez rien à faire.",
        "Si vous pensez qu’il s’agit d’une erreur, demandez à {inviter}.",
      ],
    },
    "invite-cancelled-inviter": {
      subject: "L’invitation de {invitee} a été retirée",
      title: "L’invitation de {invitee} a été retirée",
      body: [
        "{by} a retiré l’invitation de {inviteeEmail} chez {account}. Son lien ne fonctionne plus.",
        "Vous pourrez de nouveau inviter cette personne quand vous voudrez.",
      ],
      button: "Voir l’invitation",
    },
    "invite-declined": {
      subject: "{invitee} a refusé votre invitation",
      title: "{invitee} a refusé l’invitation chez {account}",
      body: [
        "Elle avait été envoyée à {inviteeEmail}, et son lien ne fonctionne plus. Vous pourrez de nouveau inviter cette personne quand vous voudrez.",
      ],
      button: "Voir l’invitation",
    },
    "invite-accepted": {
      subject: "{invitee} a accepté votre invitation",
      title: "{invitee} a accepté l’invitation chez {account}",
      body: ["{inviteeEmail} peut désormais se connecter à {account}. Il ne vous reste rien à faire."],
      button: "Voir l’invitation",
    },
    "invite-requested": {
      subject: "{invitee} demande un nouveau lien",
      title: "{invitee} demande un nouveau lien vers {account}",
      body: [
        "L’invitation envoyée à {inviteeEmail} a pris fin avant d’être utilisée. Cette personne a ouvert l’ancien lien et vous en demande un nouveau.",
      ],
      button: "Envoyer un nouveau lien",
      unexpected: "Vous préférez ne pas le faire ? Laissez cette lettre sans réponse ; l’ancien lien reste fermé.",
    },
    "password-reset": {
      subject: "Choisissez un nouveau mot de passe",
      title: "Choisissez un nouveau mot de passe",
      body: ["Quelqu’un, sans doute vous, a demandé un nouveau mot de passe pour {email}."],
      button: "Choisir un mot de passe",
      unexpected: "Ce n’était pas vous ? Laissez cette lettre sans réponse ; votre mot de passe ne change pas.",
    },
    "password-changed": {
      subject: "Votre mot de passe a été changé",
      title: "Votre mot de passe a été changé",
      body: ["Le mot de passe de {email} a été changé le {changed}. Toutes les autres sessions ont été fermées."],
      button: "Ce n’était pas moi : réinitialiser",
      unexpected: "Si c’était vous, vous n’avez rien à faire.",
    },
  },
};
