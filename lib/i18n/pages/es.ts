import type { PageMessages } from "@/lib/i18n/pages/shape";

export const es: PageMessages = {
  common: {
    working: "Un momento",
    summary: "Aún no se ha enviado. Revisa esto:",
    email: "Correo electrónico",
    password: "Contraseña",
    newPassword: "Nueva contraseña",
    passwordHelp: "Al menos 8 caracteres",
    firstName: "Nombre",
    lastName: "Apellidos",
    familyNameFirst: false,
    signIn: "Iniciar sesión",
    backToSignIn: "Volver a iniciar sesión",
    toStart: "Ir al inicio",
    privacy: "Qué se hace con estos datos",
    privacyBody:
      "Tu nombre y tu correo los guarda quien administra este Foyer. De la contraseña solo se guarda un hash, del que nadie puede leerla.",
    privacyInvite: ({ inviter, account }) =>
      `Tu nombre y tu correo se guardan para ${account} y los ven quienes administran la cuenta. ${inviter} ve que abriste esta página y lo que decides. De la contraseña solo se guarda un hash, del que nadie puede leerla.`,
    passwordWords: {
      show: "Mostrar",
      hide: "Ocultar",
      missing: "Faltan {count} caracteres",
      missingOne: "Falta un carácter",
      plain: "Suficiente. Con unas palabras más sería más segura",
      good: "Buena longitud",
    },
  },
  errors: {
    email_invalid: "Escribe una dirección de correo, por ejemplo ana@bakery.com",
    required: "Este dato es necesario",
    too_long: "Es demasiado largo",
    password_required: "Elige una contraseña",
    password_too_weak: "Elige una contraseña de al menos 8 caracteres que no sea de las más comunes",
    sign_in_failed: "El correo y la contraseña no coinciden. Revisa ambos e inténtalo de nuevo.",
    rate_limited: "Demasiados intentos. Espera diez minutos e inténtalo de nuevo.",
    setup_code_wrong: "Este no es el código que se mostró en el último arranque",
    already_set_up: "Foyer ya está configurado. Inicia sesión.",
    token_used: "Este enlace ya se usó, o se envió uno más reciente.",
    token_invalid: "Este enlace está incompleto. Ábrelo de nuevo desde el correo.",
    email_taken: "Entretanto, otra persona usa esta dirección para entrar, así que no se ha cambiado nada.",
    too_many_memberships:
      "Con lo que espera en esta dirección se reunirían más cuentas de las que admite un acceso. No se ha cambiado nada.",
    login_required: "Esta dirección ya tiene acceso. Inicia sesión con su contraseña.",
    password_not_allowed: "Esta dirección ya tiene acceso. Inicia sesión con su contraseña.",
    wrong_account: "Has iniciado sesión como otra persona.",
    account_suspended: "Esta cuenta está suspendida y ahora nadie puede unirse.",
    cross_site: "El formulario venía de otro sitio y no se envió. Abre de nuevo el enlace del correo.",
    unavailable: "Ahora no se puede acceder a la base de datos. No se ha cambiado nada. Inténtalo en un minuto.",
    internal: "Algo ha fallado de nuestro lado. Inténtalo de nuevo; lo que escribiste sigue aquí.",
  },
  login: {
    title: "Inicia sesión en Foyer",
    forgot: "¿Olvidaste la contraseña?",
    passwordChanged: "Tu contraseña ha cambiado. Inicia sesión con ella.",
    addressChanged: "Tu dirección de acceso ha cambiado. Inicia sesión con la nueva.",
  },
  setup: {
    title: "Configura Foyer",
    lead: "La primera cuenta será tuya y podrás invitar enseguida.",
    code: "Código de configuración",
    codeHelp: "Aparece donde se inició Foyer",
    accountName: "Nombre de la empresa",
    accountHelp: "Quienes invites lo leerán en cada correo",
    submit: "Abrir Foyer",
  },
  forgot: {
    title: "¿Olvidaste la contraseña?",
    lead: "Te enviamos un enlace para elegir otra.",
    submit: "Enviarme un enlace",
    sentTitle: "Mira tu correo",
    sentBody: (email) =>
      `Si ${email} tiene acceso aquí, un enlace para elegir otra contraseña está en camino. Sirve una sola vez.`,
  },
  reset: {
    title: "Elige una contraseña nueva",
    lead: "Al cambiarla se cierran tus demás sesiones.",
    submit: "Cambiar la contraseña",
    dead: {
      title: "Este enlace ya no sirve",
      body: "Ya se usó, se acabó su plazo o se envió uno más reciente.",
    },
    askAgain: "Enviarme otro enlace",
  },
  verify: {
    confirm: {
      title: (newEmail) => `Usar ${newEmail} para iniciar sesión`,
      body: ({ name, account }) => `${name}, de ${account}, iniciará sesión con esta dirección a partir de ahora.`,
      bodyPlain: (account) =>
        `Quien tiene la propiedad de ${account} iniciará sesión con esta dirección a partir de ahora.`,
      asked: (by) => `Lo ha pedido ${by}.`,
      effect: "Al confirmarla, la dirección anterior deja de servir para entrar y se cierran todas las sesiones.",
      consentToo: "Después de confirmarla, falta que se acepte también desde el buzón de la dirección anterior.",
      submit: "Usar esta dirección",
      unexpected: "¿No lo esperabas? Cierra esta página; nada cambia.",
    },
    consent: {
      title: (newEmail) => `¿Puede ser ${newEmail} tu dirección de acceso?`,
      body: ({ by, account, oldEmail }) =>
        `${by} pide que inicies sesión en ${account} con ella a partir de ahora, y ya no con ${oldEmail}.`,
      effect: "Si aceptas, el cambio se hace enseguida y se cierran todas las sesiones.",
      confirmToo: "Si aceptas, el cambio se hace cuando el nuevo buzón lo confirme.",
      submit: "Aceptar el cambio",
      refuse: "No cambiarla",
    },
    stop: {
      title: (newEmail) => `¿Detener el cambio a ${newEmail}?`,
      body: (oldEmail) => `Seguirás entrando con ${oldEmail}, y los enlaces de las otras cartas dejan de servir.`,
      submit: "Detener el cambio",
    },
    undo: {
      title: (oldEmail) => `¿Recuperar ${oldEmail}?`,
      lead: "Hazlo si el cambio no fue cosa tuya. Entonces:",
      restored: ({ newEmail, oldEmail }) => `Se vuelve a entrar con ${oldEmail}, y ya no con ${newEmail}.`,
      sessions: "Se cierran todas las sesiones, en todos los dispositivos.",
      password: (oldEmail) => `La contraseña se anula, y a ${oldEmail} llega un enlace para elegir otra.`,
      submit: "Recuperar la dirección",
    },
    done: {
      verified: {
        title: "Tu dirección de acceso ha cambiado",
        body: "Se han cerrado todas las sesiones. Inicia sesión con la nueva dirección; la contraseña es la misma de antes.",
      },
      consent_required: {
        title: "La dirección está confirmada",
        body: "En el buzón de la dirección anterior espera una carta. Cuando se acepte allí el cambio, se entrará con la nueva.",
      },
      verification_required: {
        title: "Has aceptado el cambio",
        body: "En el nuevo buzón espera una carta. Hasta que la dirección se confirme allí, nada cambia.",
      },
      stopped: {
        title: "El cambio está detenido",
        body: "Sigues entrando con la dirección que tienes. Quien pidió el cambio sabía la contraseña: si no fuiste tú, elige otra ahora.",
      },
      kept: {
        title: "No se ha cambiado nada",
        body: "Sigues entrando con la dirección que tienes, y los enlaces sobre este cambio ya no sirven.",
      },
      undone: {
        title: "La dirección vuelve a ser tuya",
        body: "Se han cerrado todas las sesiones y la contraseña ya no sirve. Un enlace para elegir otra va camino de tu buzón.",
      },
    },
    newPassword: "Elegir otra contraseña",
    dead: {
      used: {
        title: "Este enlace ya no sirve",
        body: "Se usó o se detuvo, o lo sustituyó una petición más reciente. Al abrirlo no ha cambiado nada.",
      },
      overtaken: {
        title: "Ya no hay nada que detener",
        body: "El cambio se detuvo o se sustituyó, o ya se ha hecho. Si se ha hecho, con una carta más reciente de este buzón se recupera la dirección.",
      },
      expired: {
        title: "El plazo de este enlace ha terminado",
        body: "No se ha cambiado nada. Después de iniciar sesión se puede volver a pedir el cambio.",
      },
      tooLate: {
        title: "El plazo de este enlace ha terminado",
        body: "Durante 72 horas sirvió para recuperar la dirección. Si el cambio no fue cosa tuya, avisa a quienes administran tu cuenta.",
      },
    },
  },
  unsubscribe: {
    title: (account) => `¿No quieres más correos de ${account}?`,
    body: ({ email, account }) =>
      `${account} dejaría de enviar a ${email} correos sobre invitaciones, también los recordatorios.`,
    stays: "La invitación sigue abierta: su enlace funciona igual que antes.",
    submit: (account) => `No recibir más correos de ${account} sobre invitaciones`,
    done: {
      title: (account) => `${account} ya no te enviará estos correos`,
      body: ({ email, account }) =>
        `Ya no se enviarán a ${email} correos sobre invitaciones. La invitación sigue funcionando con su enlace. Si cambias de opinión, pídeselo a ${account}.`,
    },
    invalid: {
      title: "Este enlace está incompleto",
      body: "Quizá se perdió una parte, así que nada ha cambiado. Ábrelo otra vez desde el correo, o usa la opción de darse de baja que tu programa muestra junto al remitente.",
    },
  },
  accept: {
    business: ({ inviter, account, parent }) => `${inviter} te invita a abrir ${account} en ${parent}`,
    user: ({ inviter, account }) => `${inviter} te invita a unirte a ${account}`,
    businessPlain: ({ account, parent }) => `${parent} te invita a abrir ${account}`,
    userPlain: (account) => `Te invitan a unirte a ${account}`,
    userAs: ({ role }) => (role === "admin" ? "con permisos de administración" : "como miembro"),
    forEmail: (email) => `para ${email}`,
    until: (moment) => `El enlace sirve hasta el ${moment}.`,
    open: (account) => `Abrir ${account}`,
    join: (account) => `Unirme a ${account}`,
    hasLogin: (email) => `${email} ya tiene acceso aquí. Con su contraseña aceptas la invitación.`,
    signedInAs: (email) => `Has iniciado sesión como ${email}.`,
    unsure: "¿No es para ti o no la esperabas?",
    decline: "Rechazar",
    ask: (inviter) => `Preguntar a ${inviter}`,
    other: {
      title: ({ invited, signedIn }) => `Esta invitación es para ${invited}, y has iniciado sesión como ${signedIn}`,
      body: "Nada está decidido: la invitación sigue abierta en cualquier caso.",
    },
    switchAccount: "Cambiar de cuenta",
    stayAs: (email) => `Seguir como ${email}`,
  },
  decline: {
    title: "¿Rechazar esta invitación?",
    body: (inviter) => `El enlace deja de servir y se avisa a ${inviter}. Pueden volver a invitarte.`,
    submit: "Rechazar",
    back: "Volver a la invitación",
    done: {
      title: "Has rechazado la invitación",
      body: (inviter) =>
        `Se ha avisado a ${inviter}. Puedes cerrar esta página; si cambias de idea, pide otra invitación.`,
    },
  },
  ask: {
    title: (inviter) => `¿De verdad viene de ${inviter}?`,
    body: ({ inviter, account }) =>
      `Pregunta a ${inviter} por una vía que ya conozcas: en persona, por teléfono o con un correo que escribas tú. Pregunta si te ha invitado a ${account}. La invitación espera aquí mientras tanto.`,
    report: "No pasa nada hasta que aceptes. Si no sabe nada, recházala.",
  },
  again: {
    title: "Tu invitación está en tu correo",
    body: "Este navegador no tiene tu enlace, o ya lo olvidó. Podemos enviar el mismo enlace otra vez a la dirección invitada.",
    submit: "Enviar el enlace otra vez",
    sent: {
      title: "Mira tu correo",
      body: "Si la invitación sigue abierta, su enlace está en camino a la dirección invitada.",
    },
  },
  welcome: {
    title: (account) => `Te damos la bienvenida a ${account}`,
    owner: (account) => `${account} está abierta y es tuya. Ya has iniciado sesión.`,
    admin: (account) => `Ahora administras ${account} y ya has iniciado sesión.`,
    member: (account) => `Ahora formas parte de ${account} y ya has iniciado sesión.`,
    next: {
      owner: ["Invita a las personas con las que trabajas", "Mira quién ha aceptado"],
      admin: ["Invita a las personas con las que trabajas", "Mira quién ha aceptado"],
      member: ["Mira tu cuenta"],
    },
    go: (account) => `Ir a ${account}`,
  },
  problem: {
    someone: "quien te invitó",
    someAccount: "la cuenta",
    expired: {
      title: "Esta invitación ha caducado",
      body: (until) => (until ? `El enlace servía hasta el ${until}.` : "El plazo del enlace ha terminado."),
      ask: (inviter) => `Pedir otro a ${inviter}`,
    },
    asked: {
      title: "Tu petición está en camino",
      body: (inviter) => `Se ha avisado a ${inviter} de que quieres otro enlace. Llegará por correo.`,
    },
    openMailAgain: "Para pedir otro, abre de nuevo el enlace del correo.",
    accepted: {
      title: "Esta invitación ya se aceptó",
      body: (account) => `El enlace ya cumplió su función. Inicia sesión para ir a ${account}.`,
    },
    declined: {
      title: "Esta invitación se rechazó",
      body: (inviter) => `El enlace ya no sirve. Si fue sin querer, pide otra invitación a ${inviter}.`,
    },
    cancelled: {
      title: "Esta invitación se retiró",
      body: (inviter) => `El enlace ya no sirve. Si no lo esperabas, pregunta a ${inviter}.`,
    },
    inside: {
      title: "No queda nada por aceptar",
      body: (account) => `Quien usa esta dirección ya pertenece a ${account}. Inicia sesión para ir allí.`,
    },
    replaced: {
      title: "Se envió un enlace más reciente",
      body: "Este quedó sustituido. Usa el del correo más reciente.",
      submit: "Enviarme el más reciente",
    },
    invalid: {
      title: "Este enlace está incompleto",
      body: "Quizá se perdió una parte. Pulsa el botón del correo o copia la dirección entera.",
    },
    suspended: {
      title: (account) => `Ahora nadie puede unirse a ${account}`,
      body: (inviter) =>
        `La cuenta está suspendida. Tu invitación no ha cambiado: prueba el enlace más tarde o pregunta a ${inviter}.`,
    },
  },
  noAccount: {
    title: "Ahora no perteneces a ninguna cuenta",
    body: "Tu acceso funciona, pero ninguna cuenta te incluye. Pide otra invitación a quien te invitó.",
    signOut: "Cerrar sesión",
  },
  notFound: { title: "No hay nada en esta dirección", body: "Puede tener una errata, o lo que había ya no está." },
};
