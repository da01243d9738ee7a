import type { Words } from "./words";

const NOT_EXPECTED =
  "¿No esperaba esta carta? No pasa nada hasta que acepte. Puede rechazar la invitación en la misma página o no responder.";

export const es: Words = {
  dir: "ltr",
  greeting: "Hola, {name}:",
  greetingNobody: "Hola:",
  writes: "{inviter} escribe:",
  ends: "El enlace funciona hasta el {ends}.",
  address: "Si el botón no funciona, abra esta dirección:",
  recipient: "Esta carta es para {email}.",
  letters: {
    "invite-business": {
      subject: "{inviter} le invita a abrir {account}",
      title: "{inviter} le invita a abrir {account} en {parent}",
      body: [
        "Al aceptar, se abre {account} en {parent} y usted pasa a tener su propiedad. Lleva más o menos un minuto.",
      ],
      button: "Abrir {account}",
      unexpected: NOT_EXPECTED,
    },
    "invite-user": {
      subject: "{inviter} le invita a {account}",
      title: "{inviter} le invita a unirse a {account}",
      body: ["Al aceptar, formará parte de {account} y entrará como {email}. Lleva más o menos un minuto."],
      button: "Unirse a {account}",
      unexpected: NOT_EXPECTED,
    },
    "invite-link-again": {
      subject: "Su enlace a {account}",
      title: "Aquí tiene de nuevo su enlace a {account}",
      body: ["Alguien abrió su invitación de {inviter} en otro navegador y pidió el enlace. Es el mismo que antes."],
      button: "Abrir la invitación",
      unexpected: "¿No lo ha pedido? Puede dejar esta carta sin respuesta; nada ha cambiado.",
    },
    "invite-cancelled": {
      subject: "Se retiró su invitación a {account}",
      title: "Se retiró su invitación a {account}",
      body: [
        "La retiró {by}, y el enlace de la carta anterior ya no funciona. No tiene que hacer nada.",
        "Si cree que es un error, pregunte a {inviter}.",
      ],
    },
    "invite-cancelled-inviter": {
      subject: "Se retiró la invitación de {invitee}",
      title: "Se retiró la invitación de {invitee}",
      body: [
        "{by} retiró la invitación de {inviteeEmail} a {account}. Su enlace ya no funciona.",
        "Puede volver a invitar a esta persona cuando quiera.",
      ],
      button: "Ver la invitación",
    },
    "invite-declined": {
      subject: "{invitee} rechazó su invitación",
      title: "{invitee} rechazó la invitación a {account}",
      body: [
        "Se envió a {inviteeEmail} y su enlace ya no funciona. Puede volver a invitar a esta persona cuando quiera.",
      ],
      button: "Ver la invitación",
    },
    "invite-accepted": {
      subject: "{invitee} aceptó su invitación",
      title: "{invitee} aceptó la invitación a {account}",
      body: ["Desde ahora, {inviteeEmail} puede entrar en {account}. No le queda nada por hacer."],
      button: "Ver la invitación",
    },
    "invite-requested": {
      subject: "{invitee} pide un enlace nuevo",
      title: "{invitee} pide un enlace nuevo a {account}",
      body: [
        "La invitación a {inviteeEmail} terminó antes de usarse. Esta persona abrió el enlace antiguo y pide que le envíe uno nuevo.",
      ],
      button: "Enviar un enlace nuevo",
      unexpected: "¿Prefiere no hacerlo? Deje esta carta sin respuesta; el enlace antiguo sigue cerrado.",
    },
    "invite-reminder": {
      subject: "Reminder: {inviter} invited you to {account}",
      title: "{inviter} is waiting for you at {account}",
      body: ["{inviter} invited you, and the invitation is still open. It is the same link as in the first letter."],
      button: "Open the invitation",
      unexpected: "Not for you? You can decline on the same page, or leave this letter unanswered.",
    },
    "invitations-expired": {
      subject: "{count} invitations ended unanswered",
      title: "{count} invitations to {account} ended unanswered",
      body: ["Their links no longer work. You can invite each of them again."],
      button: "See them",
    },
    "batch-finished": {
      subject: "{batchName} is done",
      title: "{batchName} is done",
      body: ["{invited} of {total} people were invited, {skipped} were skipped, {failed} failed."],
      button: "See the list",
    },
    "address-confirm": {
      subject: "Confirme su nueva dirección de acceso",
      title: "Confirme que esta dirección es suya",
      body: [
        "{person}, de {account}, va a entrar con {newEmail} a partir de ahora. Nada cambia hasta que usted confirme que este buzón es suyo.",
      ],
      button: "Confirmar esta dirección",
      unexpected: "¿No esperaba esta carta? Déjela sin respuesta; así nadie podrá entrar con su dirección.",
    },
    "address-consent": {
      subject: "¿Está de acuerdo en cambiar su dirección de acceso?",
      title: "¿Puede ser {newEmail} su dirección de acceso?",
      body: [
        "{by} pide que usted entre en {account} con {newEmail} a partir de ahora, y ya no con {oldEmail}.",
        "Nada cambia si usted no está de acuerdo.",
      ],
      button: "Aceptar el cambio",
      second: { text: "¿No está de acuerdo?", label: "Conservar {oldEmail}" },
      unexpected:
        "¿No lo tiene claro? Pregunte antes a {by} por un medio que ya conozca. Si no responde a esta carta, nada cambia.",
    },
    "address-changing": {
      subject: "Su dirección de acceso va a cambiar",
      title: "Su dirección de acceso pasará a ser {newEmail}",
      body: [
        "Alguien, probablemente usted, pidió entrar en {account} con {newEmail} en lugar de {oldEmail}. El cambio se hace cuando el nuevo buzón lo confirme.",
        "Si fue usted, no tiene que hacer nada aquí.",
      ],
      button: "No he sido yo: detener el cambio",
    },
    "address-changed": {
      subject: "Se cambió su dirección de acceso",
      title: "Su dirección de acceso es ahora {newEmail}",
      body: [
        "La dirección se cambió el {changed}. Con {oldEmail} ya no se entra en {account}, y se cerraron todas las sesiones.",
        "Si fue usted, no tiene que hacer nada.",
        "Si no, recupere la dirección: se volverá a entrar con {oldEmail}, se cerrarán todas las sesiones, se anulará la contraseña y llegará a este buzón un enlace para elegir otra.",
      ],
      button: "No he sido yo: recuperarla",
    },
    "ownership-offered": {
      subject: "{by} le ofrece {account}",
      title: "{by} le ofrece la propiedad de {account}",
      body: [
        "Al aceptar, {account} queda a su cargo: usted decide quién forma parte de la cuenta y qué cuentas se abren por debajo. Quien la tiene ahora pasa a administrarla. La propuesta vale una semana.",
      ],
      button: "Ver la propuesta",
      unexpected: "¿No la esperaba o no la quiere? Deje esta carta sin respuesta; nada cambia hasta que acepte.",
    },
    "password-reset": {
      subject: "Elija una contraseña nueva",
      title: "Elija una contraseña nueva",
      body: ["Alguien, probablemente usted, pidió una contraseña nueva para {email}."],
      button: "Elegir una contraseña",
      unexpected: "¿No fue usted? Deje esta carta sin respuesta; su contraseña no cambia.",
    },
    "password-changed": {
      subject: "Se cambió su contraseña",
      title: "Se cambió su contraseña",
      body: ["La contraseña de {email} se cambió el {changed}. Se cerraron todas las demás sesiones."],
      button: "No he sido yo: restablecerla",
      unexpected: "Si fue usted, no tiene que hacer nada.",
    },
  },
};
