import type { PageMessages } from "@/lib/i18n/pages/shape";

export const de: PageMessages = {
  common: {
    working: "Einen Moment",
    summary: "Noch nicht gesendet. Bitte sehen Sie sich das an:",
    email: "E-Mail",
    password: "Passwort",
    newPassword: "Neues Passwort",
    passwordHelp: "Mindestens 8 Zeichen",
    firstName: "Vorname",
    lastName: "Nachname",
    familyNameFirst: false,
    signIn: "Anmelden",
    backToSignIn: "Zurück zur Anmeldung",
    toStart: "Zur Startseite",
    privacy: "Was mit diesen Daten geschieht",
    privacyBody:
      "Name und E-Mail-Adresse liegen bei dem, der dieses Foyer betreibt. Vom Passwort wird nur ein Hash gespeichert, aus dem es niemand lesen kann.",
    privacyInvite: ({ inviter, account }) =>
      `Name und E-Mail-Adresse werden für ${account} gespeichert; wer das Konto verwaltet, sieht sie. ${inviter} sieht, dass Sie diese Seite geöffnet haben und wie Sie sich entscheiden. Vom Passwort wird nur ein Hash gespeichert, aus dem es niemand lesen kann.`,
    passwordWords: {
      show: "Zeigen",
      hide: "Verbergen",
      missing: "Noch {count} Zeichen",
      missingOne: "Noch ein Zeichen",
      plain: "Lang genug. Ein paar Wörter mehr machen es stärker",
      good: "Eine gute Länge",
    },
  },
  errors: {
    email_invalid: "Geben Sie eine E-Mail-Adresse ein, etwa ana@bakery.com",
    required: "Diese Angabe wird gebraucht",
    too_long: "Das ist zu lang",
    password_required: "Wählen Sie ein Passwort",
    password_too_weak: "Wählen Sie ein Passwort mit mindestens 8 Zeichen, das nicht zu den häufigsten gehört",
    sign_in_failed:
      "E-Mail-Adresse und Passwort passen nicht zusammen. Prüfen Sie beide und versuchen Sie es noch einmal.",
    rate_limited: "Das waren zu viele Versuche. Warten Sie zehn Minuten und versuchen Sie es dann noch einmal.",
    setup_code_wrong: "Das ist nicht der Code, der beim letzten Start angezeigt wurde",
    already_set_up: "Foyer ist bereits eingerichtet. Melden Sie sich an.",
    token_used: "Dieser Link wurde schon benutzt, oder es gibt einen neueren.",
    token_invalid: "Dieser Link ist nicht vollständig. Öffnen Sie ihn noch einmal aus der E-Mail.",
    email_taken: "Mit dieser Adresse meldet sich inzwischen jemand anderes an. Es wurde nichts geändert.",
    too_many_memberships:
      "Mit dem, was unter dieser Adresse wartet, kämen mehr Konten zusammen, als ein Zugang haben kann. Es wurde nichts geändert.",
    login_required: "Für diese Adresse gibt es inzwischen einen Zugang. Melden Sie sich mit dessen Passwort an.",
    password_not_allowed: "Für diese Adresse gibt es inzwischen einen Zugang. Melden Sie sich mit dessen Passwort an.",
    wrong_account: "Sie sind als jemand anderes angemeldet.",
    account_suspended: "Dieses Konto ist gesperrt, deshalb kann ihm zurzeit niemand beitreten.",
    cross_site:
      "Das Formular kam von einer fremden Seite und wurde nicht gesendet. Öffnen Sie den Link noch einmal aus der E-Mail.",
    unavailable:
      "Die Datenbank ist zurzeit nicht erreichbar. Nichts wurde geändert. Versuchen Sie es in einer Minute wieder.",
    internal: "Bei uns ist ein Fehler aufgetreten. Versuchen Sie es noch einmal; Ihre Eingaben sind noch da.",
  },
  login: {
    title: "Bei Foyer anmelden",
    forgot: "Passwort vergessen?",
    passwordChanged: "Ihr Passwort ist geändert. Melden Sie sich damit an.",
    addressChanged: "Ihre Anmeldeadresse ist geändert. Melden Sie sich mit der neuen an.",
  },
  setup: {
    title: "Foyer einrichten",
    lead: "Das erste Konto gehört Ihnen, und Sie können gleich einladen.",
    code: "Einrichtungscode",
    codeHelp: "Steht dort, wo Foyer gestartet wurde",
    accountName: "Name des Unternehmens",
    accountHelp: "Eingeladene lesen ihn in jeder E-Mail",
    submit: "Foyer öffnen",
  },
  forgot: {
    title: "Passwort vergessen?",
    lead: "Wir schicken Ihnen einen Link, mit dem Sie ein neues wählen.",
    submit: "Link schicken",
    sentTitle: "Sehen Sie in Ihr Postfach",
    sentBody: (email) =>
      `Falls es für ${email} einen Zugang gibt, ist ein Link für ein neues Passwort unterwegs. Er gilt einmal.`,
  },
  reset: {
    title: "Neues Passwort wählen",
    lead: "Danach sind Sie überall sonst abgemeldet.",
    submit: "Passwort ändern",
    dead: {
      title: "Dieser Link gilt nicht mehr",
      body: "Er wurde benutzt, seine Zeit ist abgelaufen, oder es gibt einen neueren.",
    },
    askAgain: "Neuen Link schicken",
  },
  verify: {
    confirm: {
      title: (newEmail) => `Mit ${newEmail} anmelden`,
      body: ({ name, account }) => `${name} von ${account} soll sich künftig mit dieser Adresse anmelden.`,
      bodyPlain: (account) => `Wem ${account} gehört, soll sich künftig mit dieser Adresse anmelden.`,
      asked: (by) => `Darum gebeten hat ${by}.`,
      effect:
        "Sobald Sie bestätigen, gilt die bisherige Adresse nicht mehr für die Anmeldung, und alle Sitzungen enden.",
      consentToo: "Nach Ihrer Bestätigung muss auch das Postfach der bisherigen Adresse noch zustimmen.",
      submit: "Diese Adresse verwenden",
      unexpected: "Nicht erwartet? Schließen Sie diese Seite; es ändert sich nichts.",
    },
    consent: {
      title: (newEmail) => `Darf ${newEmail} Ihre Anmeldeadresse werden?`,
      body: ({ by, account, oldEmail }) =>
        `${by} bittet darum, dass Sie sich bei ${account} künftig damit anmelden, nicht mehr mit ${oldEmail}.`,
      effect: "Wenn Sie zustimmen, gilt es sofort, und alle Sitzungen enden.",
      confirmToo: "Wenn Sie zustimmen, gilt es, sobald das neue Postfach es bestätigt.",
      submit: "Der Änderung zustimmen",
      refuse: "Nicht ändern",
    },
    stop: {
      title: (newEmail) => `Die Änderung auf ${newEmail} stoppen?`,
      body: (oldEmail) =>
        `Sie melden sich weiter mit ${oldEmail} an, und die Links in den anderen Briefen gelten nicht mehr.`,
      submit: "Änderung stoppen",
    },
    undo: {
      title: (oldEmail) => `${oldEmail} zurückholen?`,
      lead: "Tun Sie das, wenn die Änderung nicht von Ihnen kam. Dann geschieht dies:",
      restored: ({ newEmail, oldEmail }) => `Die Anmeldung geht wieder mit ${oldEmail} und nicht mehr mit ${newEmail}.`,
      sessions: "Alle Sitzungen enden, auf jedem Gerät.",
      password: (oldEmail) => `Das Passwort wird ungültig, und ${oldEmail} bekommt einen Link, um ein neues zu wählen.`,
      submit: "Adresse zurückholen",
    },
    done: {
      verified: {
        title: "Ihre Anmeldeadresse ist geändert",
        body: "Alle Sitzungen sind beendet. Melden Sie sich mit der neuen Adresse an; das Passwort ist dasselbe wie zuvor.",
      },
      consent_required: {
        title: "Die Adresse ist bestätigt",
        body: "Im Postfach der bisherigen Adresse wartet ein Brief. Wird der Änderung dort zugestimmt, gilt die neue für die Anmeldung.",
      },
      verification_required: {
        title: "Sie haben zugestimmt",
        body: "Im neuen Postfach wartet ein Brief. Bis die Adresse dort bestätigt ist, ändert sich nichts.",
      },
      stopped: {
        title: "Die Änderung ist gestoppt",
        body: "Sie melden sich weiter mit Ihrer Adresse an. Wer die Änderung wollte, kannte das Passwort: Waren Sie das nicht, wählen Sie jetzt ein neues.",
      },
      kept: {
        title: "Es hat sich nichts geändert",
        body: "Sie melden sich weiter mit Ihrer Adresse an, und die Links zu dieser Änderung gelten nicht mehr.",
      },
      undone: {
        title: "Die Adresse ist wieder Ihre",
        body: "Alle Sitzungen sind beendet, und das Passwort gilt nicht mehr. Ein Link, um ein neues zu wählen, ist unterwegs in Ihr Postfach.",
      },
    },
    newPassword: "Neues Passwort wählen",
    dead: {
      used: {
        title: "Dieser Link gilt nicht mehr",
        body: "Er wurde benutzt oder gestoppt, oder es gibt eine neuere Anfrage. Das Öffnen hat nichts geändert.",
      },
      overtaken: {
        title: "Es gibt nichts mehr zu stoppen",
        body: "Die Änderung wurde gestoppt oder ersetzt, oder sie gilt schon. Gilt sie, holt ein neuerer Brief in diesem Postfach die Adresse zurück.",
      },
      expired: {
        title: "Dieser Link ist abgelaufen",
        body: "Es wurde nichts geändert. Nach der Anmeldung lässt sich die Änderung noch einmal anstoßen.",
      },
      tooLate: {
        title: "Dieser Link ist abgelaufen",
        body: "72 Stunden lang holte er die Adresse zurück. Kam die Änderung nicht von Ihnen, wenden Sie sich an die, die Ihr Konto verwalten.",
      },
    },
  },
  unsubscribe: {
    title: (account) => `Keine E-Mails mehr von ${account}?`,
    body: ({ email, account }) =>
      `An ${email} gehen dann keine E-Mails über Einladungen von ${account} mehr, auch keine Erinnerungen.`,
    stays: "Die Einladung selbst bleibt offen: Ihr Link funktioniert wie zuvor.",
    submit: (account) => `Keine E-Mails mehr von ${account} über Einladungen`,
    done: {
      title: (account) => `${account} schreibt Ihnen dazu nicht mehr`,
      body: ({ email, account }) =>
        `An ${email} gehen keine E-Mails über Einladungen mehr. Die Einladung selbst funktioniert weiter mit ihrem Link. Wenn Sie es sich anders überlegen, wenden Sie sich an ${account}.`,
    },
    invalid: {
      title: "Dieser Link ist nicht vollständig",
      body: "Ein Teil ging vielleicht unterwegs verloren, darum hat sich nichts geändert. Öffnen Sie ihn noch einmal aus der E-Mail, oder melden Sie sich dort ab, wo Ihr Mailprogramm es neben dem Absender anbietet.",
    },
  },
  accept: {
    business: ({ inviter, account, parent }) => `${inviter} lädt Sie ein, ${account} bei ${parent} zu eröffnen`,
    user: ({ inviter, account }) => `${inviter} lädt Sie zu ${account} ein`,
    businessPlain: ({ account, parent }) => `${parent} lädt Sie ein, ${account} zu eröffnen`,
    userPlain: (account) => `Sie sind zu ${account} eingeladen`,
    userAs: ({ role }) => (role === "admin" ? "mit Verwaltungsrechten" : "als Mitglied"),
    forEmail: (email) => `für ${email}`,
    until: (moment) => `Der Link gilt bis ${moment}.`,
    open: (account) => `${account} eröffnen`,
    join: (account) => `${account} beitreten`,
    hasLogin: (email) => `Für ${email} gibt es hier einen Zugang. Mit dessen Passwort nehmen Sie die Einladung an.`,
    signedInAs: (email) => `Sie sind als ${email} angemeldet.`,
    unsure: "Nicht für Sie, oder unerwartet?",
    decline: "Ablehnen",
    ask: (inviter) => `${inviter} fragen`,
    other: {
      title: ({ invited, signedIn }) => `Diese Einladung ist für ${invited}, und Sie sind als ${signedIn} angemeldet`,
      body: "Damit ist nichts entschieden: Die Einladung bleibt in jedem Fall offen.",
    },
    switchAccount: "Konto wechseln",
    stayAs: (email) => `Bei ${email} bleiben`,
  },
  decline: {
    title: "Diese Einladung ablehnen?",
    body: (inviter) => `Der Link gilt dann nicht mehr, und ${inviter} erfährt es. Sie können wieder eingeladen werden.`,
    submit: "Ablehnen",
    back: "Zurück zur Einladung",
    done: {
      title: "Sie haben die Einladung abgelehnt",
      body: (inviter) =>
        `${inviter} weiß Bescheid. Sie können diese Seite schließen; wenn Sie es sich anders überlegen, bitten Sie um eine neue Einladung.`,
    },
  },
  ask: {
    title: (inviter) => `Kommt das wirklich von ${inviter}?`,
    body: ({ inviter, account }) =>
      `Fragen Sie ${inviter} auf einem Weg, den Sie schon kennen: persönlich, am Telefon oder mit einer eigenen E-Mail, ob Sie zu ${account} eingeladen sind. Die Einladung wartet solange hier.`,
    report: "Bis Sie annehmen, geschieht nichts. Weiß dort niemand davon, lehnen Sie ab.",
  },
  again: {
    title: "Ihre Einladung ist in Ihrem Postfach",
    body: "Dieser Browser kennt Ihren Link nicht oder nicht mehr. Wir können denselben Link noch einmal an die eingeladene Adresse schicken.",
    submit: "Link noch einmal schicken",
    sent: {
      title: "Sehen Sie in Ihr Postfach",
      body: "Falls die Einladung noch offen ist, ist ihr Link unterwegs an die eingeladene Adresse.",
    },
  },
  welcome: {
    title: (account) => `Willkommen bei ${account}`,
    owner: (account) => `${account} ist eröffnet und gehört Ihnen. Sie sind angemeldet.`,
    admin: (account) => `Sie verwalten jetzt ${account} mit und sind angemeldet.`,
    member: (account) => `Sie gehören jetzt zu ${account} und sind angemeldet.`,
    next: {
      owner: ["Laden Sie die ein, mit denen Sie arbeiten", "Sehen Sie, wer angenommen hat"],
      admin: ["Laden Sie die ein, mit denen Sie arbeiten", "Sehen Sie, wer angenommen hat"],
      member: ["Sehen Sie sich Ihr Konto an"],
    },
    go: (account) => `Zu ${account}`,
  },
  problem: {
    someone: "die einladende Person",
    someAccount: "diesem Konto",
    expired: {
      title: "Diese Einladung ist abgelaufen",
      body: (until) => (until ? `Der Link galt bis ${until}.` : "Der letzte Tag des Links ist vorbei."),
      ask: (inviter) => `${inviter} um einen neuen bitten`,
    },
    asked: {
      title: "Ihre Bitte ist unterwegs",
      body: (inviter) => `${inviter} weiß, dass Sie einen neuen Link möchten. Er kommt per E-Mail.`,
    },
    openMailAgain: "Um einen neuen zu erbitten, öffnen Sie den Link noch einmal aus der E-Mail.",
    accepted: {
      title: "Diese Einladung wurde angenommen",
      body: (account) => `Der Link hat seine Arbeit getan. Melden Sie sich an, um zu ${account} zu kommen.`,
    },
    declined: {
      title: "Diese Einladung wurde abgelehnt",
      body: (inviter) =>
        `Der Link gilt nicht mehr. War das nicht beabsichtigt, bitten Sie ${inviter} um eine neue Einladung.`,
    },
    cancelled: {
      title: "Diese Einladung wurde zurückgezogen",
      body: (inviter) => `Der Link gilt nicht mehr. Kommt das unerwartet, fragen Sie ${inviter}.`,
    },
    inside: {
      title: "Hier gibt es nichts mehr anzunehmen",
      body: (account) =>
        `Wer diese Adresse nutzt, gehört schon zu ${account}. Melden Sie sich an, um dorthin zu kommen.`,
    },
    replaced: {
      title: "Es gibt einen neueren Link",
      body: "Dieser wurde ersetzt. Benutzen Sie den Link in der neuesten E-Mail.",
      submit: "Neuesten Link schicken",
    },
    invalid: {
      title: "Dieser Link ist nicht vollständig",
      body: "Ein Teil ging vielleicht unterwegs verloren. Drücken Sie den Knopf in der E-Mail, oder kopieren Sie die ganze Adresse daraus.",
    },
    suspended: {
      title: (account) => `Der Beitritt zu ${account} ist zurzeit nicht möglich`,
      body: (inviter) =>
        `Das Konto ist gesperrt. An Ihrer Einladung hat sich nichts geändert: Versuchen Sie den Link später noch einmal, oder fragen Sie ${inviter}.`,
    },
  },
  noAccount: {
    title: "Sie gehören zurzeit zu keinem Konto",
    body: "Ihr Zugang funktioniert, aber kein Konto führt Sie. Bitten Sie um eine neue Einladung.",
    signOut: "Abmelden",
  },
  notFound: {
    title: "Unter dieser Adresse ist nichts",
    body: "Vielleicht ist sie vertippt, oder was hier war, gibt es nicht mehr.",
  },
};
