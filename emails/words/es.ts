import type { Words } from "./words";

const NOT_EXPECTED =
  "¿No esperabas esta carta? No pasa nada hasta que aceptes. Puedes rechazar la invitación en la misma página o no responder.";

export const es: Words = {
  dir: "ltr",
  greeting: "Hola, {name}:",
  greetingNobody: "Hola:",
  writes: "{inviter} escribe:",
  ends: "El enlace funciona hasta el {ends}.",
  address: "Si el botón no funciona, abre esta dirección:",
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
      subject: "{inviter} te invita a abrir {account}",
      preheader: "El enlace funciona hasta el {ends}. Lleva más o menos un minuto.",
      title: "{inviter} te invita a abrir {account} en {parent}",
      body: ["Al aceptar, se abre {account} en {parent} y su propiedad pasa a ser tuya. Lleva más o menos un minuto."],
      button: "Abrir {account}",
      unexpected: NOT_EXPECTED,
      plain: {
        title: "{parent} te invita a abrir {account}",
        body: ["Al aceptar, se abre {account} y su propiedad pasa a ser tuya. Lleva más o menos un minuto."],
      },
    },
    "invite-user": {
      subject: "{inviter} te invita a {account}",
      preheader: "El enlace funciona hasta el {ends}. Lleva más o menos un minuto.",
      title: "{inviter} te invita a unirte a {account}",
      body: ["Al aceptar, formarás parte de {account} y entrarás como {email}. Lleva más o menos un minuto."],
      button: "Unirme a {account}",
      unexpected: NOT_EXPECTED,
      plain: { subject: "Te invitan a {account}", title: "Te invitan a unirte a {account}" },
    },
    "invite-link-again": {
      subject: "Tu enlace a {account}",
      preheader: "Es el mismo enlace de antes y funciona hasta el {ends}.",
      title: "Aquí tienes de nuevo tu enlace a {account}",
      body: ["Alguien abrió tu invitación de {inviter} en otro navegador y pidió el enlace. Es el mismo que antes."],
      button: "Abrir la invitación",
      unexpected: "¿No lo has pedido? Puedes dejar esta carta sin respuesta; nada ha cambiado.",
    },
    "invite-cancelled": {
      subject: "Se retiró tu invitación a {account}",
      preheader: "El enlace de la carta anterior ya no funciona. No tienes que hacer nada.",
      title: "Se retiró tu invitación a {account}",
      body: [
        "La retiró {by}, y el enlace de la carta anterior ya no funciona. No tienes que hacer nada.",
        "Si crees que es un error, pregunta a {inviter}.",
      ],
    },
    "invite-cancelled-inviter": {
      subject: "Se retiró la invitación de {invitee}",
      preheader: "La retiró {by}, y su enlace ya no funciona.",
      title: "Se retiró la invitación de {invitee}",
      body: [
        "{by} retiró la invitación de {inviteeEmail} a {account}. Su enlace ya no funciona.",
        "Puedes volver a invitar a esta persona cuando quieras.",
      ],
      button: "Ver la invitación",
    },
    "invite-declined": {
      subject: "{invitee} rechazó tu invitación",
      preheader: "Era para {account}. Puedes volver a invitar a esta persona cuando quieras.",
      title: "{invitee} rechazó la invitación a {account}",
      body: [
        "Se envió a {inviteeEmail} y su enlace ya no funciona. Puedes volver a invitar a esta persona cuando quieras.",
      ],
      button: "Ver la invitación",
    },
    "invite-accepted": {
      subject: "{invitee} aceptó tu invitación",
      preheader: "Desde ahora, {inviteeEmail} puede entrar en {account}.",
      title: "{invitee} aceptó la invitación a {account}",
      body: ["Desde ahora, {inviteeEmail} puede entrar en {account}. No te queda nada por hacer."],
      button: "Ver la invitación",
    },
    "invite-requested": {
      subject: "{invitee} pide un enlace nuevo",
      preheader: "La invitación a {account} terminó antes de usarse.",
      title: "{invitee} pide un enlace nuevo a {account}",
      body: [
        "La invitación a {inviteeEmail} terminó antes de usarse. Esta persona abrió el enlace antiguo y pide que le envíes uno nuevo.",
      ],
      button: "Enviar un enlace nuevo",
      unexpected: "¿Prefieres no hacerlo? Deja esta carta sin respuesta; el enlace antiguo sigue cerrado.",
    },
    "invite-reminder": {
      subject: "Recordatorio: {inviter} te invita a {account}",
      preheader: "La invitación sigue abierta hasta el {ends}.",
      title: "Tu invitación a {account} sigue abierta",
      body: [
        "{inviter} te envió una invitación y aún no tiene noticias tuyas. El botón lleva al mismo enlace de la primera carta, y aceptar lleva más o menos un minuto.",
      ],
      button: "Abrir la invitación",
      unexpected: "¿No es para ti? Puedes rechazarla en la misma página o dejar esta carta sin respuesta.",
      plain: {
        subject: "Recordatorio: tu invitación a {account}",
        body: [
          "Recibiste una invitación y aún no la has respondido. El botón lleva al mismo enlace de la primera carta, y aceptar lleva más o menos un minuto.",
        ],
      },
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
          one: "Su enlace ya no funciona. Puedes volver a invitar a esta persona cuando quieras.",
          other: "Sus enlaces ya no funcionan. Puedes volver a invitar a cada una de estas personas cuando quieras.",
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
      subject: "Confirma tu nueva dirección de acceso",
      preheader: "Nada cambia hasta que confirmes que este buzón es tuyo.",
      title: "Confirma que esta dirección es tuya",
      body: [
        "{person}, de {account}, va a entrar con {newEmail} a partir de ahora. Nada cambia hasta que confirmes que este buzón es tuyo.",
      ],
      button: "Confirmar esta dirección",
      unexpected: "¿No esperabas esta carta? Déjala sin respuesta; así nadie podrá entrar con tu dirección.",
    },
    "address-consent": {
      subject: "¿Estás de acuerdo en cambiar tu dirección de acceso?",
      preheader: "Lo pide {by}. Nada cambia si no estás de acuerdo.",
      title: "¿Puede ser {newEmail} tu dirección de acceso?",
      body: [
        "{by} pide que entres en {account} con {newEmail} a partir de ahora, y ya no con {oldEmail}.",
        "Nada cambia si no estás de acuerdo.",
      ],
      button: "Aceptar el cambio",
      second: { text: "¿No estás de acuerdo?", label: "Conservar {oldEmail}" },
      unexpected:
        "¿No lo tienes claro? Pregunta antes a {by} por un medio que ya conozcas. Si no respondes a esta carta, nada cambia.",
    },
    "address-changing": {
      subject: "Tu dirección de acceso va a cambiar",
      preheader: "Si fuiste tú, no tienes que hacer nada. Si no, con esta carta puedes detener el cambio.",
      title: "Tu dirección de acceso pasará a ser {newEmail}",
      body: [
        "Alguien, probablemente tú, pidió entrar en {account} con {newEmail} en lugar de {oldEmail}. El cambio se hace cuando el nuevo buzón lo confirme.",
        "Si fuiste tú, no tienes que hacer nada aquí.",
      ],
      button: "No he sido yo: detener el cambio",
    },
    "address-changed": {
      subject: "Se cambió tu dirección de acceso",
      preheader: "Si fuiste tú, no tienes que hacer nada. Si no, con esta carta puedes recuperar la dirección.",
      title: "Tu dirección de acceso es ahora {newEmail}",
      body: [
        "La dirección se cambió el {changed}. Con {oldEmail} ya no se entra en {account}, y se cerraron todas las sesiones.",
        "Si fuiste tú, no tienes que hacer nada.",
        "Si no, recupera la dirección: se volverá a entrar con {oldEmail}, se cerrarán todas las sesiones, se anulará la contraseña y llegará a este buzón un enlace para elegir otra.",
      ],
      button: "No he sido yo: recuperarla",
    },
    "ownership-offered": {
      subject: "{by} te ofrece {account}",
      preheader: "La propuesta vale una semana. Nada cambia hasta que aceptes.",
      title: "{by} te ofrece la propiedad de {account}",
      body: [
        "Al aceptar, {account} queda a tu cargo: tú decides quién forma parte de la cuenta y qué cuentas se abren por debajo. Quien la tiene ahora pasa a administrarla. La propuesta vale una semana.",
      ],
      button: "Ver la propuesta",
      unexpected: "¿No la esperabas o no la quieres? Deja esta carta sin respuesta; nada cambia hasta que aceptes.",
    },
    "password-reset": {
      subject: "Elige una contraseña nueva",
      preheader: "El enlace funciona hasta el {ends}.",
      title: "Elige una contraseña nueva",
      body: ["Alguien, probablemente tú, pidió una contraseña nueva para {email}."],
      button: "Elegir una contraseña",
      unexpected: "¿No fuiste tú? Deja esta carta sin respuesta; tu contraseña no cambia.",
    },
    "password-changed": {
      subject: "Se cambió tu contraseña",
      preheader: "Se cerraron todas las demás sesiones. Si fuiste tú, no tienes que hacer nada.",
      title: "Se cambió tu contraseña",
      body: ["La contraseña de {email} se cambió el {changed}. Se cerraron todas las demás sesiones."],
      button: "No he sido yo: restablecerla",
      unexpected: "Si fuiste tú, no tienes que hacer nada.",
    },
  },
};
