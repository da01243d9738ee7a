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
  questions: "¿Preguntas?",
  stop: "No quiero más recordatorios",
  more: { by: "more", other: "y {more} más" },
  tally: { invited: "Invitadas", skipped: "Omitidas", failed: "Con error" },
  sample: {
    subject: "Prueba: {subject}",
    note: "Esto es una muestra: su contenido es inventado y sus enlaces solo llevan a la página de inicio.",
  },
  letters: {
    "invite-business": {
      subject: "{inviter} le invita a abrir {account}",
      preheader: "El enlace funciona hasta el {ends}. Lleva más o menos un minuto.",
      title: "{inviter} le invita a abrir {account} en {parent}",
      body: [
        "Al aceptar, se abre {account} en {parent} y usted pasa a tener su propiedad. Lleva más o menos un minuto.",
      ],
      button: "Abrir {account}",
      unexpected: NOT_EXPECTED,
    },
    "invite-user": {
      subject: "{inviter} le invita a {account}",
      preheader: "El enlace funciona hasta el {ends}. Lleva más o menos un minuto.",
      title: "{inviter} le invita a unirse a {account}",
      body: ["Al aceptar, formará parte de {account} y entrará como {email}. Lleva más o menos un minuto."],
      button: "Unirse a {account}",
      unexpected: NOT_EXPECTED,
    },
    "invite-link-again": {
      subject: "Su enlace a {account}",
      preheader: "Es el mismo enlace de antes y funciona hasta el {ends}.",
      title: "Aquí tiene de nuevo su enlace a {account}",
      body: ["Alguien abrió su invitación de {inviter} en otro navegador y pidió el enlace. Es el mismo que antes."],
      button: "Abrir la invitación",
      unexpected: "¿No lo ha pedido? Puede dejar esta carta sin respuesta; nada ha cambiado.",
    },
    "invite-cancelled": {
      subject: "Se retiró su invitación a {account}",
      preheader: "El enlace de la carta anterior ya no funciona. No tiene que hacer nada.",
      title: "Se retiró su invitación a {account}",
      body: [
        "La retiró {by}, y el enlace de la carta anterior ya no funciona. No tiene que hacer nada.",
        "Si cree que es un error, pregunte a {inviter}.",
      ],
    },
    "invite-cancelled-inviter": {
      subject: "Se retiró la invitación de {invitee}",
      preheader: "La retiró {by}, y su enlace ya no funciona.",
      title: "Se retiró la invitación de {invitee}",
      body: [
        "{by} retiró la invitación de {inviteeEmail} a {account}. Su enlace ya no funciona.",
        "Puede volver a invitar a esta persona cuando quiera.",
      ],
      button: "Ver la invitación",
    },
    "invite-declined": {
      subject: "{invitee} rechazó su invitación",
      preheader: "Era para {account}. Puede volver a invitar a esta persona cuando quiera.",
      title: "{invitee} rechazó la invitación a {account}",
      body: [
        "Se envió a {inviteeEmail} y su enlace ya no funciona. Puede volver a invitar a esta persona cuando quiera.",
      ],
      button: "Ver la invitación",
    },
    "invite-accepted": {
      subject: "{invitee} aceptó su invitación",
      preheader: "Desde ahora, {inviteeEmail} puede entrar en {account}.",
      title: "{invitee} aceptó la invitación a {account}",
      body: ["Desde ahora, {inviteeEmail} puede entrar en {account}. No le queda nada por hacer."],
      button: "Ver la invitación",
    },
    "invite-requested": {
      subject: "{invitee} pide un enlace nuevo",
      preheader: "La invitación a {account} terminó antes de usarse.",
      title: "{invitee} pide un enlace nuevo a {account}",
      body: [
        "La invitación a {inviteeEmail} terminó antes de usarse. Esta persona abrió el enlace antiguo y pide que le envíe uno nuevo.",
      ],
      button: "Enviar un enlace nuevo",
      unexpected: "¿Prefiere no hacerlo? Deje esta carta sin respuesta; el enlace antiguo sigue cerrado.",
    },
    "invite-reminder": {
      subject: "Recordatorio: {inviter} le invita a {account}",
      preheader: "La invitación sigue abierta hasta el {ends}.",
      title: "Su invitación a {account} sigue abierta",
      body: [
        "{inviter} le envió una invitación y aún no tiene noticias suyas. El botón lleva al mismo enlace de la primera carta, y aceptar lleva más o menos un minuto.",
      ],
      button: "Abrir la invitación",
      unexpected: "¿No es para usted? Puede rechazarla en la misma página o dejar esta carta sin respuesta.",
    },
    "invitations-expired": {
      subject: {
        by: "count",
        one: "{count} invitación terminó sin respuesta",
        other: "{count} invitaciones terminaron sin respuesta",
      },
      preheader: "{account}: {names}",
      title: {
        by: "count",
        one: "{count} invitación de {account} terminó sin respuesta",
        other: "{count} invitaciones de {account} terminaron sin respuesta",
      },
      body: [
        {
          by: "count",
          one: "Su enlace ya no funciona. Puede volver a invitar a esta persona cuando quiera.",
          other: "Sus enlaces ya no funcionan. Puede volver a invitar a cada una de estas personas cuando quiera.",
        },
      ],
      button: "Ver las invitaciones",
    },
    "batch-finished": {
      subject: "Lista terminada: {batchName}",
      preheader: "{invited} de {total} con invitación",
      title: "La lista {batchName} está terminada",
      body: [
        {
          by: "total",
          one: "En la lista había {total} persona. Este es el resultado.",
          other: "En la lista había {total} personas. Este es el resultado.",
        },
      ],
      button: "Ver la lista",
      unexpected:
        "Omitidas: ya tenían invitación, ya estaban dentro o aparecían dos veces. De cada una con error, la lista dice el motivo.",
    },
    "address-confirm": {
      subject: "Confirme su nueva dirección de acceso",
      preheader: "Nada cambia hasta que usted confirme que este buzón es suyo.",
      title: "Confirme que esta dirección es suya",
      body: [
        "{person}, de {account}, va a entrar con {newEmail} a partir de ahora. Nada cambia hasta que usted confirme que este buzón es suyo.",
      ],
      button: "Confirmar esta dirección",
      unexpected: "¿No esperaba esta carta? Déjela sin respuesta; así nadie podrá entrar con su dirección.",
    },
    "address-consent": {
      subject: "¿Está de acuerdo en cambiar su dirección de acceso?",
      preheader: "Lo pide {by}. Nada cambia si usted no está de acuerdo.",
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
      preheader: "Si fue usted, no tiene que hacer nada. Si no, con esta carta puede detener el cambio.",
      title: "Su dirección de acceso pasará a ser {newEmail}",
      body: [
        "Alguien, probablemente usted, pidió entrar en {account} con {newEmail} en lugar de {oldEmail}. El cambio se hace cuando el nuevo buzón lo confirme.",
        "Si fue usted, no tiene que hacer nada aquí.",
      ],
      button: "No he sido yo: detener el cambio",
    },
    "address-changed": {
      subject: "Se cambió su dirección de acceso",
      preheader: "Si fue usted, no tiene que hacer nada. Si no, con esta carta puede recuperar la dirección.",
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
      preheader: "La propuesta vale una semana. Nada cambia hasta que acepte.",
      title: "{by} le ofrece la propiedad de {account}",
      body: [
        "Al aceptar, {account} queda a su cargo: usted decide quién forma parte de la cuenta y qué cuentas se abren por debajo. Quien la tiene ahora pasa a administrarla. La propuesta vale una semana.",
      ],
      button: "Ver la propuesta",
      unexpected: "¿No la esperaba o no la quiere? Deje esta carta sin respuesta; nada cambia hasta que acepte.",
    },
    "password-reset": {
      subject: "Elija una contraseña nueva",
      preheader: "El enlace funciona hasta el {ends}.",
      title: "Elija una contraseña nueva",
      body: ["Alguien, probablemente usted, pidió una contraseña nueva para {email}."],
      button: "Elegir una contraseña",
      unexpected: "¿No fue usted? Deje esta carta sin respuesta; su contraseña no cambia.",
    },
    "password-changed": {
      subject: "Se cambió su contraseña",
      preheader: "Se cerraron todas las demás sesiones. Si fue usted, no tiene que hacer nada.",
      title: "Se cambió su contraseña",
      body: ["La contraseña de {email} se cambió el {changed}. Se cerraron todas las demás sesiones."],
      button: "No he sido yo: restablecerla",
      unexpected: "Si fue usted, no tiene que hacer nada.",
    },
  },
};
