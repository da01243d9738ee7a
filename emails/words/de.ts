import type { Words } from "./words";

const NOT_EXPECTED =
  "Nicht erwartet? Es geschieht nichts, solange Sie nicht annehmen. Sie können auf derselben Seite ablehnen oder diesen Brief unbeantwortet lassen.";

export const de: Words = {
  dir: "ltr",
  greeting: "Guten Tag {name},",
  greetingNobody: "Guten Tag,",
  writes: "{inviter} schreibt:",
  ends: "Der Link gilt bis zum {ends}.",
  address: "Wenn die Schaltfläche nicht funktioniert, öffnen Sie diese Adresse:",
  recipient: "Dieser Brief ist für {email}.",
  questions: "Fragen?",
  stop: "Keine Erinnerungen mehr",
  more: { by: "more", one: "und {more} weitere", other: "und {more} weitere" },
  tally: { invited: "Eingeladen", skipped: "Übersprungen", failed: "Fehlgeschlagen" },
  sample: {
    subject: "Probe: {subject}",
    note: "Das ist ein Muster: Was darin steht, ist erfunden, und die Links führen nur zur Startseite.",
  },
  letters: {
    "invite-business": {
      subject: "{inviter} lädt Sie ein, {account} zu eröffnen",
      preheader: "Der Link gilt bis zum {ends}. Das Annehmen dauert etwa eine Minute.",
      title: "{inviter} lädt Sie ein, {account} bei {parent} zu eröffnen",
      body: ["Wenn Sie annehmen, wird {account} bei {parent} eröffnet und gehört Ihnen. Das dauert etwa eine Minute."],
      button: "{account} eröffnen",
      unexpected: NOT_EXPECTED,
      plain: {
        title: "{parent} lädt Sie ein, {account} zu eröffnen",
        body: ["Wenn Sie annehmen, wird {account} eröffnet und gehört Ihnen. Das dauert etwa eine Minute."],
      },
    },
    "invite-user": {
      subject: "{inviter} lädt Sie zu {account} ein",
      preheader: "Der Link gilt bis zum {ends}. Das Annehmen dauert etwa eine Minute.",
      title: "{inviter} lädt Sie zu {account} ein",
      body: [
        "Wenn Sie annehmen, gehören Sie zu {account} und melden sich als {email} an. Das dauert etwa eine Minute.",
      ],
      button: "{account} beitreten",
      unexpected: NOT_EXPECTED,
      plain: { subject: "Ihre Einladung zu {account}", title: "Sie sind zu {account} eingeladen" },
    },
    "invite-link-again": {
      subject: "Ihr Link zu {account}",
      preheader: "Es ist derselbe Link wie zuvor, und er gilt bis zum {ends}.",
      title: "Hier ist noch einmal Ihr Link zu {account}",
      body: [
        "Jemand hat Ihre Einladung von {inviter} in einem anderen Browser geöffnet und um den Link gebeten. Es ist derselbe wie zuvor.",
      ],
      button: "Einladung öffnen",
      unexpected: "Nicht angefordert? Sie können diesen Brief unbeantwortet lassen; es hat sich nichts geändert.",
    },
    "invite-cancelled": {
      subject: "Ihre Einladung zu {account} ist zurückgezogen",
      preheader: "Der Link im früheren Brief funktioniert nicht mehr. Sie müssen nichts tun.",
      title: "Ihre Einladung zu {account} wurde zurückgezogen",
      body: [
        "{by} hat sie zurückgezogen, und der Link im früheren Brief funktioniert nicht mehr. Sie müssen nichts tun.",
        "Wenn Sie das für einen Irrtum halten, fragen Sie {inviter}.",
      ],
    },
    "invite-cancelled-inviter": {
      subject: "Die Einladung für {invitee} ist zurückgezogen",
      preheader: "{by} hat sie zurückgezogen, und ihr Link funktioniert nicht mehr.",
      title: "Die Einladung für {invitee} wurde zurückgezogen",
      body: [
        "{by} hat die Einladung von {inviteeEmail} zu {account} zurückgezogen. Ihr Link funktioniert nicht mehr.",
        "Sie können diese Person jederzeit wieder einladen.",
      ],
      button: "Einladung ansehen",
    },
    "invite-declined": {
      subject: "{invitee} hat Ihre Einladung abgelehnt",
      preheader: "Es ging um {account}. Sie können diese Person jederzeit wieder einladen.",
      title: "{invitee} hat die Einladung zu {account} abgelehnt",
      body: [
        "Sie ging an {inviteeEmail}, und ihr Link funktioniert nicht mehr. Sie können diese Person jederzeit wieder einladen.",
      ],
      button: "Einladung ansehen",
    },
    "invite-accepted": {
      subject: "{invitee} hat Ihre Einladung angenommen",
      preheader: "{inviteeEmail} kann sich ab jetzt bei {account} anmelden.",
      title: "{invitee} hat die Einladung zu {account} angenommen",
      body: ["{inviteeEmail} kann sich ab jetzt bei {account} anmelden. Für Sie ist nichts mehr zu tun."],
      button: "Einladung ansehen",
    },
    "invite-requested": {
      subject: "{invitee} bittet um einen neuen Link",
      preheader: "Die Einladung zu {account} ist abgelaufen, bevor sie benutzt wurde.",
      title: "{invitee} bittet um einen neuen Link zu {account}",
      body: [
        "Die Einladung an {inviteeEmail} ist abgelaufen, bevor sie benutzt wurde. Die eingeladene Person hat den alten Link geöffnet und bittet Sie um einen neuen.",
      ],
      button: "Neuen Link senden",
      unexpected: "Lieber nicht? Lassen Sie diesen Brief unbeantwortet; der alte Link bleibt geschlossen.",
    },
    "invite-reminder": {
      subject: "Erinnerung: {inviter} lädt Sie zu {account} ein",
      preheader: "Die Einladung ist noch bis zum {ends} offen.",
      title: "Ihre Einladung zu {account} ist noch offen",
      body: [
        "{inviter} hat Sie eingeladen und noch nichts von Ihnen gehört. Die Schaltfläche führt zum selben Link wie im ersten Brief, und das Annehmen dauert etwa eine Minute.",
      ],
      button: "Einladung öffnen",
      unexpected: "Nicht für Sie? Sie können auf derselben Seite ablehnen oder diesen Brief unbeantwortet lassen.",
      plain: {
        subject: "Erinnerung: Ihre Einladung zu {account}",
        body: [
          "Sie wurden eingeladen und haben noch nicht geantwortet. Die Schaltfläche führt zum selben Link wie im ersten Brief, und das Annehmen dauert etwa eine Minute.",
        ],
      },
    },
    "invitations-expired": {
      subject: {
        by: "count",
        one: "{count} Einladung ist ohne Antwort abgelaufen",
        other: "{count} Einladungen sind ohne Antwort abgelaufen",
      },
      preheader: "{account}: {names}",
      title: {
        by: "count",
        one: "{count} Einladung von {account} ist ohne Antwort abgelaufen",
        other: "{count} Einladungen von {account} sind ohne Antwort abgelaufen",
      },
      body: [
        {
          by: "count",
          one: "Der Link funktioniert nicht mehr. Sie können diese Person jederzeit wieder einladen.",
          other: "Die Links funktionieren nicht mehr. Sie können jede dieser Personen jederzeit wieder einladen.",
        },
      ],
      button: "Einladungen ansehen",
    },
    "batch-finished": {
      subject: "{batchName} ist abgeschlossen",
      preheader: "{invited} von {total} eingeladen",
      title: "{batchName} ist abgeschlossen",
      body: [
        {
          by: "total",
          one: "Auf der Liste stand {total} Person. Hier ist das Ergebnis.",
          other: "Auf der Liste standen {total} Personen. Hier ist das Ergebnis.",
        },
      ],
      button: "Liste ansehen",
      unexpected:
        "Übersprungen: schon eingeladen, schon dabei oder doppelt auf der Liste. Warum eine Einladung fehlgeschlagen ist, steht in der Liste.",
    },
    "address-confirm": {
      subject: "Bestätigen Sie Ihre neue Anmeldeadresse",
      preheader: "Es ändert sich nichts, bis Sie bestätigen, dass dieses Postfach Ihnen gehört.",
      title: "Bestätigen Sie, dass diese Adresse Ihnen gehört",
      body: [
        "{person} von {account} soll sich künftig mit {newEmail} anmelden. Es ändert sich nichts, bis Sie bestätigen, dass dieses Postfach Ihnen gehört.",
      ],
      button: "Diese Adresse bestätigen",
      unexpected:
        "Nicht erwartet? Lassen Sie diesen Brief unbeantwortet; dann kann sich niemand mit Ihrer Adresse anmelden.",
    },
    "address-consent": {
      subject: "Darf Ihre Anmeldeadresse geändert werden?",
      preheader: "{by} bittet darum. Ohne Ihre Zustimmung ändert sich nichts.",
      title: "Darf {newEmail} Ihre Anmeldeadresse werden?",
      body: [
        "{by} bittet darum, dass Sie sich bei {account} künftig mit {newEmail} anmelden, nicht mehr mit {oldEmail}.",
        "Ohne Ihre Zustimmung ändert sich nichts.",
      ],
      button: "Der Änderung zustimmen",
      second: { text: "Nicht einverstanden?", label: "{oldEmail} behalten" },
      unexpected:
        "Nicht sicher? Fragen Sie zuerst bei {by} nach, auf einem Weg, den Sie schon kennen. Bleibt dieser Brief unbeantwortet, ändert sich nichts.",
    },
    "address-changing": {
      subject: "Ihre Anmeldeadresse soll sich ändern",
      preheader: "Wenn Sie das waren, ist nichts zu tun. Wenn nicht, lässt sich die Änderung mit diesem Brief stoppen.",
      title: "Ihre Anmeldeadresse soll {newEmail} werden",
      body: [
        "Jemand, vermutlich Sie, möchte sich bei {account} mit {newEmail} statt mit {oldEmail} anmelden. Das gilt, sobald das neue Postfach es bestätigt.",
        "Wenn Sie das waren, ist hier nichts zu tun.",
      ],
      button: "Das war ich nicht: Änderung stoppen",
    },
    "address-changed": {
      subject: "Ihre Anmeldeadresse wurde geändert",
      preheader: "Wenn Sie das waren, ist nichts zu tun. Wenn nicht, holen Sie die Adresse mit diesem Brief zurück.",
      title: "Ihre Anmeldeadresse ist jetzt {newEmail}",
      body: [
        "Die Adresse wurde geändert: {changed}. Mit {oldEmail} meldet man sich bei {account} nicht mehr an, und alle Sitzungen wurden abgemeldet.",
        "Wenn Sie das waren, ist nichts zu tun.",
        "Wenn nicht, holen Sie die Adresse zurück: Dann gilt wieder {oldEmail}, alle Sitzungen enden, das Passwort wird ungültig, und dieses Postfach bekommt einen Link, um ein neues zu wählen.",
      ],
      button: "Das war ich nicht: zurückholen",
    },
    "ownership-offered": {
      subject: "{by} bietet Ihnen {account} an",
      preheader: "Das Angebot gilt eine Woche. Es ändert sich nichts, solange Sie nicht annehmen.",
      title: "{by} bietet Ihnen an, {account} zu übernehmen",
      body: [
        "Wenn Sie annehmen, gehört {account} Ihnen: Sie entscheiden, wer dazugehört und welche Konten darunter eröffnet werden. Wem es jetzt gehört, der verwaltet es dann mit. Das Angebot gilt eine Woche.",
      ],
      button: "Angebot ansehen",
      unexpected:
        "Nicht erwartet oder nicht gewünscht? Lassen Sie diesen Brief unbeantwortet; es ändert sich nichts, solange Sie nicht annehmen.",
    },
    "password-reset": {
      subject: "Wählen Sie ein neues Passwort",
      preheader: "Der Link gilt bis zum {ends}.",
      title: "Wählen Sie ein neues Passwort",
      body: ["Jemand, vermutlich Sie, hat ein neues Passwort für {email} angefordert."],
      button: "Passwort wählen",
      unexpected: "Waren Sie das nicht? Lassen Sie diesen Brief unbeantwortet; Ihr Passwort bleibt, wie es ist.",
    },
    "password-changed": {
      subject: "Ihr Passwort wurde geändert",
      preheader: "Alle anderen Sitzungen wurden abgemeldet. Wenn Sie das waren, ist nichts zu tun.",
      title: "Ihr Passwort wurde geändert",
      body: ["Das Passwort für {email} wurde geändert: {changed}. Alle anderen Sitzungen wurden abgemeldet."],
      button: "Das war ich nicht: zurücksetzen",
      unexpected: "Wenn Sie das waren, ist nichts zu tun.",
    },
  },
};
