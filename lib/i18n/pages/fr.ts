import type { PageMessages } from "@/lib/i18n/pages/shape";

/** « de » before a name that may begin with a vowel. */
const of = (name: string) => (/^[aeiouyàâäéèêëîïôöùûühAEIOUYÀÂÄÉÈÊËÎÏÔÖÙÛÜH]/.test(name) ? `d’${name}` : `de ${name}`);

export const fr: PageMessages = {
  common: {
    working: "Un instant",
    summary: "Pas encore envoyé. Merci de revoir ceci :",
    email: "Adresse e-mail",
    password: "Mot de passe",
    newPassword: "Nouveau mot de passe",
    passwordHelp: "8 caractères au moins",
    firstName: "Prénom",
    lastName: "Nom",
    familyNameFirst: false,
    signIn: "Se connecter",
    backToSignIn: "Retour à la connexion",
    toStart: "Aller à l’accueil",
    privacy: "Ce que deviennent ces données",
    privacyBody:
      "Votre nom et votre adresse sont conservés par l’exploitant de ce Foyer. Du mot de passe, seule une empreinte est gardée, d’où personne ne peut le lire.",
    privacyInvite: ({ inviter, account }) =>
      `Votre nom et votre adresse sont conservés pour ${account} et visibles de ceux qui gèrent le compte. ${inviter} voit que vous avez ouvert cette page et ce que vous décidez. Du mot de passe, seule une empreinte est gardée, d’où personne ne peut le lire.`,
    passwordWords: {
      show: "Afficher",
      hide: "Masquer",
      missing: "Encore {count} caractères",
      missingOne: "Encore un caractère",
      plain: "Assez long. Quelques mots de plus le rendraient plus sûr",
      good: "Bonne longueur",
    },
  },
  errors: {
    email_invalid: "Indiquez une adresse e-mail, par exemple ana@bakery.com",
    required: "Ce champ est nécessaire",
    too_long: "C’est trop long",
    password_required: "Choisissez un mot de passe",
    password_too_weak: "Choisissez un mot de passe d’au moins 8 caractères qui ne soit pas parmi les plus courants",
    sign_in_failed: "L’adresse et le mot de passe ne vont pas ensemble. Vérifiez les deux et réessayez.",
    rate_limited: "Trop de tentatives. Attendez dix minutes, puis réessayez.",
    setup_code_wrong: "Ce n’est pas le code affiché au dernier démarrage",
    already_set_up: "Foyer est déjà configuré. Connectez-vous.",
    token_used: "Ce lien a déjà servi, ou un plus récent a été envoyé.",
    token_invalid: "Ce lien est incomplet. Rouvrez-le depuis l’e-mail.",
    email_taken: "Quelqu’un d’autre se connecte désormais avec cette adresse ; rien n’a donc été modifié.",
    too_many_memberships:
      "Avec ce qui attend à cette adresse, il y aurait plus de comptes qu’un accès ne peut en réunir. Rien n’a été modifié.",
    login_required: "Cette adresse a désormais un accès. Connectez-vous avec son mot de passe.",
    password_not_allowed: "Cette adresse a désormais un accès. Connectez-vous avec son mot de passe.",
    wrong_account: "Vous êtes connecté sous une autre adresse.",
    account_suspended: "Ce compte est suspendu ; personne ne peut le rejoindre pour l’instant.",
    cross_site: "Le formulaire venait d’un autre site et n’a pas été envoyé. Rouvrez le lien depuis l’e-mail.",
    unavailable: "La base de données est injoignable pour l’instant. Rien n’a été modifié. Réessayez dans une minute.",
    internal: "Une erreur s’est produite de notre côté. Réessayez ; ce que vous avez saisi est toujours là.",
  },
  login: {
    title: "Se connecter à Foyer",
    forgot: "Mot de passe oublié ?",
    passwordChanged: "Votre mot de passe est changé. Connectez-vous avec le nouveau.",
    addressChanged: "Votre adresse de connexion est changée. Connectez-vous avec la nouvelle.",
  },
  setup: {
    title: "Configurer Foyer",
    lead: "Le premier compte sera le vôtre et vous pourrez inviter aussitôt.",
    code: "Code de configuration",
    codeHelp: "Affiché là où Foyer a été démarré",
    accountName: "Nom de l’entreprise",
    accountHelp: "Vos invités le lisent dans chaque e-mail",
    submit: "Ouvrir Foyer",
  },
  forgot: {
    title: "Mot de passe oublié ?",
    lead: "Nous vous envoyons un lien pour en choisir un nouveau.",
    submit: "M’envoyer un lien",
    sentTitle: "Regardez vos e-mails",
    sentBody: (email) =>
      `Si ${email} a un accès ici, un lien pour choisir un nouveau mot de passe est en route. Il ne sert qu’une fois.`,
  },
  reset: {
    title: "Choisir un nouveau mot de passe",
    lead: "Une fois changé, vos autres sessions se ferment.",
    submit: "Changer le mot de passe",
    dead: {
      title: "Ce lien ne fonctionne plus",
      body: "Il a servi, son délai est passé, ou un plus récent a été envoyé.",
    },
    askAgain: "M’envoyer un nouveau lien",
  },
  verify: {
    confirm: {
      title: (newEmail) => `Utiliser ${newEmail} pour se connecter`,
      body: ({ name, account }) => `${name}, ${of(account)}, doit désormais se connecter avec cette adresse.`,
      bodyPlain: (account) => `Le propriétaire ${of(account)} doit désormais se connecter avec cette adresse.`,
      asked: (by) => `La demande vient ${of(by)}.`,
      effect:
        "Dès que vous confirmez, l’ancienne adresse ne permet plus de se connecter et toutes les sessions se ferment.",
      consentToo: "Une fois confirmée, il faudra encore un accord depuis la boîte de l’ancienne adresse.",
      submit: "Utiliser cette adresse",
      unexpected: "Inattendu ? Fermez cette page ; rien ne change.",
    },
    consent: {
      title: (newEmail) => `Votre adresse de connexion peut-elle devenir ${newEmail} ?`,
      body: ({ by, account, oldEmail }) =>
        `${by} demande que vous vous connectiez désormais à ${account} avec elle, et non plus avec ${oldEmail}.`,
      effect: "Si vous acceptez, le changement prend effet aussitôt et toutes les sessions se ferment.",
      confirmToo: "Si vous acceptez, le changement prendra effet quand la nouvelle boîte l’aura confirmé.",
      submit: "Accepter le changement",
      refuse: "Ne rien changer",
    },
    stop: {
      title: (newEmail) => `Arrêter le changement vers ${newEmail} ?`,
      body: (oldEmail) =>
        `Vous continuez à vous connecter avec ${oldEmail}, et les liens des autres lettres ne fonctionnent plus.`,
      submit: "Arrêter le changement",
    },
    undo: {
      title: (oldEmail) => `Reprendre ${oldEmail} ?`,
      lead: "À faire si le changement ne venait pas de vous. Alors :",
      restored: ({ newEmail, oldEmail }) => `On se connecte de nouveau avec ${oldEmail}, et non plus avec ${newEmail}.`,
      sessions: "Toutes les sessions se ferment, sur tous les appareils.",
      password: (oldEmail) =>
        `Le mot de passe est retiré, et un lien pour en choisir un nouveau est envoyé à ${oldEmail}.`,
      submit: "Reprendre l’adresse",
    },
    done: {
      verified: {
        title: "Votre adresse de connexion est changée",
        body: "Toutes les sessions sont fermées. Connectez-vous avec la nouvelle adresse ; le mot de passe reste le même.",
      },
      consent_required: {
        title: "L’adresse est confirmée",
        body: "Une lettre attend dans la boîte de l’ancienne adresse. Une fois le changement accepté là-bas, la nouvelle servira à se connecter.",
      },
      verification_required: {
        title: "Vous avez accepté le changement",
        body: "Une lettre attend dans la nouvelle boîte. Tant que l’adresse n’y est pas confirmée, rien ne change.",
      },
      stopped: {
        title: "Le changement est arrêté",
        body: "Vous gardez votre adresse de connexion. L’auteur de la demande connaissait le mot de passe : si ce n’était pas vous, choisissez-en un nouveau maintenant.",
      },
      kept: {
        title: "Rien n’a changé",
        body: "Vous gardez votre adresse de connexion, et les liens de ce changement ne fonctionnent plus.",
      },
      undone: {
        title: "L’adresse est de nouveau la vôtre",
        body: "Toutes les sessions sont fermées et le mot de passe ne fonctionne plus. Un lien pour en choisir un nouveau arrive dans votre boîte.",
      },
    },
    newPassword: "Choisir un nouveau mot de passe",
    dead: {
      used: {
        title: "Ce lien ne fonctionne plus",
        body: "Il a servi, a été arrêté, ou une demande plus récente l’a remplacé. L’ouvrir n’a rien changé.",
      },
      overtaken: {
        title: "Il n’y a plus rien à arrêter",
        body: "Le changement a été arrêté ou remplacé, ou il a pris effet. Dans ce cas, une lettre plus récente dans cette boîte permet de reprendre l’adresse.",
      },
      expired: {
        title: "Le délai de ce lien est passé",
        body: "Rien n’a changé. Une fois connecté, on peut redemander le changement.",
      },
      tooLate: {
        title: "Le délai de ce lien est passé",
        body: "Pendant 72 heures, il permettait de reprendre l’adresse. Si le changement ne venait pas de vous, prévenez ceux qui gèrent votre compte.",
      },
    },
  },
  unsubscribe: {
    title: (account) => `Ne plus recevoir d’e-mails de ${account} ?`,
    body: ({ email, account }) =>
      `${account} n’enverrait plus à ${email} d’e-mails au sujet d’invitations, rappels compris.`,
    stays: "L’invitation elle-même reste ouverte : son lien fonctionne comme avant.",
    submit: (account) => `Ne plus recevoir d’e-mails de ${account} sur les invitations`,
    done: {
      title: (account) => `${account} ne vous enverra plus ces e-mails`,
      body: ({ email, account }) =>
        `Plus aucun e-mail au sujet d’invitations ne part vers ${email}. L’invitation elle-même fonctionne toujours avec son lien. Si vous changez d’avis, adressez-vous à ${account}.`,
    },
    invalid: {
      title: "Ce lien est incomplet",
      body: "Une partie s’est peut-être perdue, et rien n’a changé. Ouvrez-le de nouveau depuis l’e-mail, ou désabonnez-vous là où votre messagerie le propose à côté de l’expéditeur.",
    },
  },
  accept: {
    business: ({ inviter, account, parent }) => `${inviter} vous invite à ouvrir ${account} chez ${parent}`,
    user: ({ inviter, account }) => `${inviter} vous invite à rejoindre ${account}`,
    businessPlain: ({ account, parent }) => `${parent} vous invite à ouvrir ${account}`,
    userPlain: (account) => `Vous êtes invité à rejoindre ${account}`,
    userAs: ({ role }) => (role === "admin" ? "avec les droits d’administration" : "en tant que membre"),
    forEmail: (email) => `pour ${email}`,
    until: (moment) => `Le lien fonctionne jusqu’au ${moment}.`,
    open: (account) => `Ouvrir ${account}`,
    join: (account) => `Rejoindre ${account}`,
    hasLogin: (email) => `${email} a déjà un accès ici. Son mot de passe accepte l’invitation.`,
    signedInAs: (email) => `Vous êtes connecté avec ${email}.`,
    unsure: "Pas pour vous, ou inattendue ?",
    decline: "Décliner",
    ask: (inviter) => `Demander à ${inviter}`,
    other: {
      title: ({ invited, signedIn }) => `Cette invitation est pour ${invited}, et vous êtes connecté avec ${signedIn}`,
      body: "Rien n’est décidé : l’invitation reste ouverte dans tous les cas.",
    },
    switchAccount: "Changer de compte",
    stayAs: (email) => `Rester avec ${email}`,
  },
  decline: {
    title: "Décliner cette invitation ?",
    body: (inviter) => `Le lien ne fonctionnera plus et ${inviter} en sera informé. On pourra vous inviter à nouveau.`,
    submit: "Décliner",
    back: "Revenir à l’invitation",
    done: {
      title: "Vous avez décliné l’invitation",
      body: (inviter) =>
        `Un message a prévenu ${inviter}. Vous pouvez fermer cette page ; si vous changez d’avis, demandez une nouvelle invitation.`,
    },
  },
  ask: {
    title: (inviter) => `Cela vient-il vraiment ${of(inviter)} ?`,
    body: ({ inviter, account }) =>
      `Demandez à ${inviter} par un moyen que vous connaissez déjà : de vive voix, par téléphone ou par un e-mail que vous écrivez vous-même, si vous êtes bien invité à ${account}. L’invitation vous attend ici.`,
    report: "Rien ne se passe tant que vous n’acceptez pas. Si personne n’en sait rien, déclinez.",
  },
  again: {
    title: "Votre invitation est dans vos e-mails",
    body: "Ce navigateur n’a pas votre lien, ou l’a oublié. Nous pouvons renvoyer le même lien à l’adresse invitée.",
    submit: "Renvoyer le lien",
    sent: {
      title: "Regardez vos e-mails",
      body: "Si l’invitation est encore ouverte, son lien est en route vers l’adresse invitée.",
    },
  },
  welcome: {
    title: (account) => `Bienvenue chez ${account}`,
    owner: (account) => `${account} est ouvert et vous appartient. Vous êtes connecté.`,
    admin: (account) => `Vous administrez maintenant ${account} et vous êtes connecté.`,
    member: (account) => `Vous faites maintenant partie ${of(account)} et vous êtes connecté.`,
    next: {
      owner: ["Invitez les personnes avec qui vous travaillez", "Voyez qui a accepté"],
      admin: ["Invitez les personnes avec qui vous travaillez", "Voyez qui a accepté"],
      member: ["Voyez votre compte"],
    },
    go: (account) => `Aller à ${account}`,
  },
  problem: {
    someone: "la personne qui vous a invité",
    someAccount: "ce compte",
    expired: {
      title: "Cette invitation a expiré",
      body: (until) => (until ? `Le lien fonctionnait jusqu’au ${until}.` : "Le délai du lien est passé."),
      ask: (inviter) => `En demander une autre à ${inviter}`,
    },
    asked: {
      title: "Votre demande est en route",
      body: (inviter) => `${inviter} sait que vous souhaitez un nouveau lien. Il arrivera par e-mail.`,
    },
    openMailAgain: "Pour en demander un nouveau, rouvrez le lien depuis l’e-mail.",
    accepted: {
      title: "Cette invitation a été acceptée",
      body: (account) => `Le lien a fait son travail. Connectez-vous pour retrouver ${account}.`,
    },
    declined: {
      title: "Cette invitation a été déclinée",
      body: (inviter) => `Le lien ne fonctionne plus. Si c’était une erreur, demandez à ${inviter} de vous réinviter.`,
    },
    cancelled: {
      title: "Cette invitation a été retirée",
      body: (inviter) => `Le lien ne fonctionne plus. Si cela vous surprend, demandez à ${inviter}.`,
    },
    inside: {
      title: "Il n’y a plus rien à accepter",
      body: (account) =>
        `La personne qui utilise cette adresse fait déjà partie de ${account}. Connectez-vous pour y aller.`,
    },
    replaced: {
      title: "Un lien plus récent a été envoyé",
      body: "Celui-ci est remplacé. Utilisez le lien du dernier e-mail.",
      submit: "M’envoyer le dernier lien",
    },
    invalid: {
      title: "Ce lien est incomplet",
      body: "Une partie s’est peut-être perdue. Utilisez le bouton de l’e-mail, ou copiez l’adresse entière.",
    },
    suspended: {
      title: (account) => `Personne ne peut rejoindre ${account} pour l’instant`,
      body: (inviter) =>
        `Le compte est suspendu. Votre invitation n’a pas changé : réessayez le lien plus tard, ou demandez à ${inviter}.`,
    },
  },
  noAccount: {
    title: "Vous n’appartenez à aucun compte pour l’instant",
    body: "Votre accès fonctionne, mais vous ne faites partie d’aucun compte. Demandez une nouvelle invitation.",
    signOut: "Se déconnecter",
  },
  notFound: {
    title: "Il n’y a rien à cette adresse",
    body: "Elle contient peut-être une faute, ou ce qui était ici n’existe plus.",
  },
};
