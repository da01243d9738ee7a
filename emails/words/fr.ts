import type { Words } from "./words";

const NOT_EXPECTED =
  "Vous n’attendiez pas cette lettre ? Rien ne se passe tant que vous n’acceptez pas. Vous pouvez refuser sur la même page ou ne pas répondre.";

export const fr: Words = {
  dir: "ltr",
  greeting: "Bonjour {name},",
  greetingNobody: "Bonjour,",
  writes: "{inviter} écrit :",
  ends: "Le lien fonctionne jusqu’au {ends}.",
  address: "Si le bouton ne fonctionne pas, ouvrez cette adresse :",
  recipient: "Cette lettre est destinée à {email}.",
  questions: "Des questions ?",
  stop: "Plus de rappels",
  more: { by: "more", one: "et {more} autre", other: "et {more} autres" },
  tally: { invited: "Invitées", skipped: "Écartées", failed: "En échec" },
  sample: {
    subject: "Essai : {subject}",
    note: "Ceci est un exemple : son contenu est inventé, et ses liens ne mènent qu’à la page d’accueil.",
  },
  letters: {
    "invite-business": {
      subject: "{inviter} vous invite à ouvrir {account}",
      preheader: "Le lien fonctionne jusqu’au {ends}. Cela prend environ une minute.",
      title: "{inviter} vous invite à ouvrir {account} chez {parent}",
      body: [
        "En acceptant, vous ouvrez {account} chez {parent} et en devenez propriétaire. Cela prend environ une minute.",
      ],
      button: "Ouvrir {account}",
      unexpected: NOT_EXPECTED,
      plain: {
        title: "{parent} vous invite à ouvrir {account}",
        body: ["En acceptant, vous ouvrez {account} et en devenez propriétaire. Cela prend environ une minute."],
      },
    },
    "invite-user": {
      subject: "{inviter} vous invite chez {account}",
      preheader: "Le lien fonctionne jusqu’au {ends}. Cela prend environ une minute.",
      title: "{inviter} vous invite à rejoindre {account}",
      body: ["En acceptant, vous rejoignez {account} et vous connectez avec {email}. Cela prend environ une minute."],
      button: "Rejoindre {account}",
      unexpected: NOT_EXPECTED,
      plain: { subject: "Votre invitation chez {account}", title: "Vous êtes invité à rejoindre {account}" },
    },
    "invite-link-again": {
      subject: "Votre lien vers {account}",
      preheader: "C’est le même lien qu’avant, et il fonctionne jusqu’au {ends}.",
      title: "Voici de nouveau votre lien vers {account}",
      body: [
        "Quelqu’un a ouvert votre invitation de {inviter} dans un autre navigateur et a demandé le lien. C’est le même qu’avant.",
      ],
      button: "Ouvrir l’invitation",
      unexpected: "Vous ne l’avez pas demandé ? Vous pouvez laisser cette lettre sans réponse ; rien n’a changé.",
    },
    "invite-cancelled": {
      subject: "Votre invitation chez {account} est retirée",
      preheader: "Le lien de la lettre précédente ne fonctionne plus. Vous n’avez rien à faire.",
      title: "Votre invitation chez {account} a été retirée",
      body: [
        "{by} l’a retirée, et le lien de la lettre précédente ne fonctionne plus. Vous n’avez rien à faire.",
        "Si vous pensez qu’il s’agit d’une erreur, demandez à {inviter}.",
      ],
    },
    "invite-cancelled-inviter": {
      subject: "L’invitation de {invitee} a été retirée",
      preheader: "{by} l’a retirée, et son lien ne fonctionne plus.",
      title: "L’invitation de {invitee} a été retirée",
      body: [
        "{by} a retiré l’invitation de {inviteeEmail} chez {account}. Son lien ne fonctionne plus.",
        "Vous pourrez de nouveau inviter cette personne quand vous voudrez.",
      ],
      button: "Voir l’invitation",
    },
    "invite-declined": {
      subject: "{invitee} a refusé votre invitation",
      preheader:
        "C’était une invitation chez {account}. Vous pourrez de nouveau inviter cette personne quand vous voudrez.",
      title: "{invitee} a refusé l’invitation chez {account}",
      body: [
        "Elle avait été envoyée à {inviteeEmail}, et son lien ne fonctionne plus. Vous pourrez de nouveau inviter cette personne quand vous voudrez.",
      ],
      button: "Voir l’invitation",
    },
    "invite-accepted": {
      subject: "{invitee} a accepté votre invitation",
      preheader: "{inviteeEmail} peut désormais se connecter à {account}.",
      title: "{invitee} a accepté l’invitation chez {account}",
      body: ["{inviteeEmail} peut désormais se connecter à {account}. Il ne vous reste rien à faire."],
      button: "Voir l’invitation",
    },
    "invite-requested": {
      subject: "{invitee} demande un nouveau lien",
      preheader: "L’invitation chez {account} a pris fin avant d’être utilisée.",
      title: "{invitee} demande un nouveau lien vers {account}",
      body: [
        "L’invitation envoyée à {inviteeEmail} a pris fin avant d’être utilisée. Cette personne a ouvert l’ancien lien et vous en demande un nouveau.",
      ],
      button: "Envoyer un nouveau lien",
      unexpected: "Vous préférez ne pas le faire ? Laissez cette lettre sans réponse ; l’ancien lien reste fermé.",
    },
    "invite-reminder": {
      subject: "Rappel : {inviter} vous invite chez {account}",
      preheader: "L’invitation reste ouverte jusqu’au {ends}.",
      title: "Votre invitation chez {account} est toujours ouverte",
      body: [
        "{inviter} vous a envoyé une invitation et n’a pas encore de réponse. Le bouton mène au même lien que la première lettre, et accepter prend environ une minute.",
      ],
      button: "Ouvrir l’invitation",
      unexpected: "Ce n’est pas pour vous ? Vous pouvez refuser sur la même page ou laisser cette lettre sans réponse.",
      plain: {
        subject: "Rappel : votre invitation chez {account}",
        body: [
          "Vous avez reçu une invitation et n’y avez pas encore répondu. Le bouton mène au même lien que la première lettre, et accepter prend environ une minute.",
        ],
      },
    },
    "invitations-expired": {
      subject: {
        by: "count",
        one: "{count} invitation a pris fin sans réponse",
        other: "{count} invitations ont pris fin sans réponse",
      },
      preheader: "{account} : {names}",
      title: {
        by: "count",
        one: "{count} invitation de {account} a pris fin sans réponse",
        other: "{count} invitations de {account} ont pris fin sans réponse",
      },
      body: [
        {
          by: "count",
          one: "Son lien ne fonctionne plus. Vous pourrez de nouveau inviter cette personne quand vous voudrez.",
          other:
            "Leurs liens ne fonctionnent plus. Vous pourrez de nouveau inviter chacune de ces personnes quand vous voudrez.",
        },
      ],
      button: "Voir les invitations",
    },
    "batch-finished": {
      subject: "Liste terminée : {batchName}",
      preheader: "{invited} sur {total} avec une invitation",
      title: "La liste {batchName} est terminée",
      body: [
        {
          by: "total",
          one: "La liste comptait {total} personne. Voici le résultat.",
          other: "La liste comptait {total} personnes. Voici le résultat.",
        },
      ],
      button: "Voir la liste",
      unexpected:
        "Écartées : déjà invitées, déjà membres ou deux fois dans la liste. La liste dit pourquoi une invitation a échoué.",
    },
    "address-confirm": {
      subject: "Confirmez votre nouvelle adresse de connexion",
      preheader: "Rien ne change tant que vous n’avez pas confirmé que cette boîte est la vôtre.",
      title: "Confirmez que cette adresse est la vôtre",
      body: [
        "{person}, de {account}, doit désormais se connecter avec {newEmail}. Rien ne change tant que vous n’avez pas confirmé que cette boîte est la vôtre.",
      ],
      button: "Confirmer cette adresse",
      unexpected:
        "Vous n’attendiez pas cette lettre ? Laissez-la sans réponse ; personne ne pourra se connecter avec votre adresse.",
    },
    "address-consent": {
      subject: "Changer votre adresse de connexion : d’accord ?",
      preheader: "La demande vient de {by}. Rien ne change sans votre accord.",
      title: "Votre adresse de connexion peut-elle devenir {newEmail} ?",
      body: [
        "{by} demande que vous vous connectiez désormais à {account} avec {newEmail}, et non plus avec {oldEmail}.",
        "Rien ne change sans votre accord.",
      ],
      button: "Accepter le changement",
      second: { text: "Vous n’êtes pas d’accord ?", label: "Garder {oldEmail}" },
      unexpected:
        "Un doute ? Demandez d’abord à {by}, par un moyen que vous connaissez déjà. Sans réponse, cette lettre ne change rien.",
    },
    "address-changing": {
      subject: "Votre adresse de connexion va changer",
      preheader: "Si c’était vous, vous n’avez rien à faire. Sinon, cette lettre permet d’arrêter le changement.",
      title: "Votre adresse de connexion doit devenir {newEmail}",
      body: [
        "Quelqu’un, sans doute vous, a demandé à se connecter à {account} avec {newEmail} au lieu de {oldEmail}. Le changement prendra effet quand la nouvelle boîte l’aura confirmé.",
        "Si c’était vous, vous n’avez rien à faire ici.",
      ],
      button: "Ce n’était pas moi : arrêter",
    },
    "address-changed": {
      subject: "Votre adresse de connexion a été changée",
      preheader: "Si c’était vous, vous n’avez rien à faire. Sinon, cette lettre permet de reprendre l’adresse.",
      title: "Votre adresse de connexion est désormais {newEmail}",
      body: [
        "L’adresse a été changée le {changed}. {oldEmail} ne permet plus de se connecter à {account}, et toutes les sessions ont été fermées.",
        "Si c’était vous, vous n’avez rien à faire.",
        "Sinon, reprenez l’adresse : {oldEmail} permettra de nouveau de se connecter, toutes les sessions seront fermées, le mot de passe sera retiré, et cette boîte recevra un lien pour en choisir un nouveau.",
      ],
      button: "Ce n’était pas moi : la reprendre",
    },
    "ownership-offered": {
      subject: "{by} vous propose {account}",
      preheader: "La proposition vaut une semaine. Rien ne change tant que vous n’acceptez pas.",
      title: "{by} vous propose de devenir propriétaire de {account}",
      body: [
        "En acceptant, vous répondez de {account} : vous décidez qui en fait partie et quels comptes s’ouvrent au-dessous. L’actuel propriétaire en devient administrateur. La proposition vaut une semaine.",
      ],
      button: "Voir la proposition",
      unexpected:
        "Inattendue, ou non souhaitée ? Laissez cette lettre sans réponse ; rien ne change tant que vous n’acceptez pas.",
    },
    "password-reset": {
      subject: "Choisissez un nouveau mot de passe",
      preheader: "Le lien fonctionne jusqu’au {ends}.",
      title: "Choisissez un nouveau mot de passe",
      body: ["Quelqu’un, sans doute vous, a demandé un nouveau mot de passe pour {email}."],
      button: "Choisir un mot de passe",
      unexpected: "Ce n’était pas vous ? Laissez cette lettre sans réponse ; votre mot de passe ne change pas.",
    },
    "password-changed": {
      subject: "Votre mot de passe a été changé",
      preheader: "Toutes les autres sessions ont été fermées. Si c’était vous, vous n’avez rien à faire.",
      title: "Votre mot de passe a été changé",
      body: ["Le mot de passe de {email} a été changé le {changed}. Toutes les autres sessions ont été fermées."],
      button: "Ce n’était pas moi : réinitialiser",
      unexpected: "Si c’était vous, vous n’avez rien à faire.",
    },
  },
};
