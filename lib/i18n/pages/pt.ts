import type { PageMessages } from "@/lib/i18n/pages/shape";

export const pt: PageMessages = {
  common: {
    working: "Um momento",
    summary: "Ainda não foi enviado. Reveja isto:",
    email: "E-mail",
    password: "Palavra-passe",
    newPassword: "Nova palavra-passe",
    passwordHelp: "Pelo menos 8 caracteres",
    firstName: "Nome",
    lastName: "Apelido",
    familyNameFirst: false,
    signIn: "Entrar",
    backToSignIn: "Voltar à página de entrada",
    toStart: "Ir para o início",
    privacy: "O que acontece com estes dados",
    privacyBody:
      "O seu nome e o seu e-mail ficam com quem administra este Foyer. Da palavra-passe guarda-se apenas um hash, a partir do qual ninguém pode lê-la.",
    privacyInvite: ({ inviter, account }) =>
      `O seu nome e o seu e-mail são guardados para ${account} e vistos por quem administra a conta. ${inviter} vê que esta página foi aberta e o que ficou decidido. Da palavra-passe guarda-se apenas um hash, a partir do qual ninguém pode lê-la.`,
    passwordWords: {
      show: "Mostrar",
      hide: "Ocultar",
      missing: "Faltam {count} caracteres",
      missingOne: "Falta um carácter",
      plain: "Suficiente. Mais algumas palavras torná-la-iam mais segura",
      good: "Bom tamanho",
    },
  },
  errors: {
    email_invalid: "Escreva um endereço de e-mail, por exemplo ana@bakery.com",
    required: "Esta informação é necessária",
    too_long: "É demasiado longo",
    password_required: "Escolha uma palavra-passe",
    password_too_weak: "Escolha uma palavra-passe com pelo menos 8 caracteres que não esteja entre as mais comuns",
    sign_in_failed: "O e-mail e a palavra-passe não correspondem. Verifique os dois e tente de novo.",
    rate_limited: "Houve demasiadas tentativas. Espere dez minutos e tente de novo.",
    setup_code_wrong: "Este não é o código mostrado no último início",
    already_set_up: "O Foyer já está configurado. Entre na sua conta.",
    token_used: "Este link já foi usado, ou foi enviado um mais recente.",
    token_invalid: "Este link está incompleto. Abra-o de novo a partir do e-mail.",
    email_taken: "Agora outra pessoa entra com este endereço, por isso nada foi alterado.",
    too_many_memberships:
      "Com o que espera neste endereço, haveria mais contas do que um acesso permite. Nada foi alterado.",
    login_required: "Este endereço já tem acesso. Entre com a respetiva palavra-passe.",
    password_not_allowed: "Este endereço já tem acesso. Entre com a respetiva palavra-passe.",
    wrong_account: "A sessão aberta é de outra pessoa.",
    account_suspended: "Esta conta está suspensa e de momento ninguém pode juntar-se a ela.",
    cross_site: "O formulário veio de outro site e não foi enviado. Abra de novo o link do e-mail.",
    unavailable:
      "De momento não é possível aceder à base de dados. Nada foi alterado. Tente de novo dentro de um minuto.",
    internal: "Algo correu mal do nosso lado. Tente de novo; o que escreveu continua aqui.",
  },
  login: {
    title: "Entrar no Foyer",
    forgot: "Esqueceu-se da palavra-passe?",
    passwordChanged: "A sua palavra-passe foi alterada. Entre com ela.",
    addressChanged: "O seu endereço de acesso foi alterado. Entre com o novo.",
  },
  setup: {
    title: "Configurar o Foyer",
    lead: "A primeira conta será sua, e poderá logo convidar.",
    code: "Código de configuração",
    codeHelp: "Aparece onde o Foyer foi iniciado",
    accountName: "Nome da empresa",
    accountHelp: "Quem for convidado lê-o em cada e-mail",
    submit: "Abrir o Foyer",
  },
  forgot: {
    title: "Esqueceu-se da palavra-passe?",
    lead: "Enviamos um link para escolher outra.",
    submit: "Enviar um link",
    sentTitle: "Veja o seu e-mail",
    sentBody: (email) =>
      `Se ${email} tiver acesso aqui, um link para escolher outra palavra-passe está a caminho. Só funciona uma vez.`,
  },
  reset: {
    title: "Escolha uma nova palavra-passe",
    lead: "Ao alterá-la, as suas outras sessões são encerradas.",
    submit: "Alterar a palavra-passe",
    dead: {
      title: "Este link já não funciona",
      body: "Já foi usado, o prazo terminou ou foi enviado um mais recente.",
    },
    askAgain: "Enviar um novo link",
  },
  verify: {
    confirm: {
      title: (newEmail) => `Usar ${newEmail} para entrar`,
      body: ({ name, account }) => `${name}, de ${account}, vai passar a entrar com este endereço.`,
      bodyPlain: (account) => `Quem tem a propriedade de ${account} vai passar a entrar com este endereço.`,
      asked: (by) => `O pedido veio de ${by}.`,
      effect: "Ao confirmar, o endereço anterior deixa de servir para entrar, e todas as sessões são encerradas.",
      consentToo: "Depois de confirmar, falta ainda a aprovação na caixa de correio do endereço anterior.",
      submit: "Usar este endereço",
      unexpected: "Não esperava? Feche esta página; nada muda.",
    },
    consent: {
      title: (newEmail) => `O seu endereço de acesso pode passar a ser ${newEmail}?`,
      body: ({ by, account, oldEmail }) =>
        `${by} pede que passe a entrar em ${account} com ele, e já não com ${oldEmail}.`,
      effect: "Se concordar, a mudança vale de imediato, e todas as sessões são encerradas.",
      confirmToo: "Se concordar, a mudança vale assim que a nova caixa de correio a confirmar.",
      submit: "Concordar com a mudança",
      refuse: "Não mudar",
    },
    stop: {
      title: (newEmail) => `Impedir a mudança para ${newEmail}?`,
      body: (oldEmail) => `Continua a entrar com ${oldEmail}, e os links das outras cartas deixam de funcionar.`,
      submit: "Impedir a mudança",
    },
    undo: {
      title: (oldEmail) => `Recuperar ${oldEmail}?`,
      lead: "Faça isto se a mudança não foi sua. Então:",
      restored: ({ newEmail, oldEmail }) => `Volta-se a entrar com ${oldEmail}, e já não com ${newEmail}.`,
      sessions: "Todas as sessões são encerradas, em todos os dispositivos.",
      password: (oldEmail) => `A palavra-passe é anulada, e um link para escolher outra é enviado para ${oldEmail}.`,
      submit: "Recuperar o endereço",
    },
    done: {
      verified: {
        title: "O seu endereço de acesso foi alterado",
        body: "Todas as sessões foram encerradas. Entre com o novo endereço; a palavra-passe é a mesma de antes.",
      },
      consent_required: {
        title: "O endereço está confirmado",
        body: "Há uma carta à espera na caixa de correio do endereço anterior. Quando a mudança for aprovada lá, o novo passa a valer.",
      },
      verification_required: {
        title: "Concordou com a mudança",
        body: "Há uma carta à espera na nova caixa de correio. Até que o endereço seja confirmado lá, nada muda.",
      },
      stopped: {
        title: "A mudança foi impedida",
        body: "Continua a entrar com o endereço que tem. Quem pediu a mudança sabia a palavra-passe: se o pedido não foi seu, escolha outra agora.",
      },
      kept: {
        title: "Nada mudou",
        body: "Continua a entrar com o endereço que tem, e os links desta mudança já não funcionam.",
      },
      undone: {
        title: "O endereço é seu de novo",
        body: "Todas as sessões foram encerradas, e a palavra-passe já não vale. Um link para escolher outra está a caminho do seu e-mail.",
      },
    },
    newPassword: "Escolher uma nova palavra-passe",
    dead: {
      used: {
        title: "Este link já não funciona",
        body: "Já foi usado ou impedido, ou um pedido mais recente tomou o seu lugar. Abri-lo não mudou nada.",
      },
      overtaken: {
        title: "Já não há nada a impedir",
        body: "A mudança foi impedida ou substituída, ou já vale. Se já vale, uma carta mais recente neste e-mail permite recuperar o endereço.",
      },
      expired: {
        title: "O prazo deste link terminou",
        body: "Nada mudou. Depois de entrar, é possível pedir a mudança de novo.",
      },
      tooLate: {
        title: "O prazo deste link terminou",
        body: "Durante 72 horas permitiu recuperar o endereço. Se a mudança não foi sua, avise quem administra a sua conta.",
      },
    },
  },
  unsubscribe: {
    title: (account) => `Não quer mais e-mails de ${account}?`,
    body: ({ email, account }) =>
      `${account} deixaria de enviar a ${email} e-mails sobre convites, incluindo lembretes.`,
    stays: "O convite em si continua aberto: o link funciona como antes.",
    submit: (account) => `Não receber mais e-mails de ${account} sobre convites`,
    done: {
      title: (account) => `${account} já não envia estes e-mails`,
      body: ({ email, account }) =>
        `Deixam de ser enviados a ${email} e-mails sobre convites. O convite em si continua a funcionar com o link. Se mudar de ideia, fale com ${account}.`,
    },
    invalid: {
      title: "Este link está incompleto",
      body: "Talvez se tenha perdido uma parte, e por isso nada mudou. Abra-o de novo a partir do e-mail ou use a opção de cancelar que o seu programa mostra junto ao remetente.",
    },
  },
  accept: {
    business: ({ inviter, account, parent }) => `${inviter} fez um convite para abrir ${account} em ${parent}`,
    user: ({ inviter, account }) => `${inviter} fez um convite para entrar em ${account}`,
    businessPlain: ({ account, parent }) => `${parent} fez um convite para abrir ${account}`,
    userPlain: (account) => `Tem um convite para entrar em ${account}`,
    userAs: ({ role }) => (role === "admin" ? "com permissão de administração" : "como membro"),
    forEmail: (email) => `para ${email}`,
    until: (moment) => `O link funciona até ${moment}.`,
    open: (account) => `Abrir ${account}`,
    join: (account) => `Entrar em ${account}`,
    hasLogin: (email) => `${email} já tem acesso aqui. A respetiva palavra-passe aceita o convite.`,
    signedInAs: (email) => `A sessão aberta é de ${email}.`,
    unsure: "Não é para si, ou não esperava?",
    decline: "Recusar",
    ask: (inviter) => `Perguntar a ${inviter}`,
    other: {
      title: ({ invited, signedIn }) => `Este convite é para ${invited}, e a sessão aberta é de ${signedIn}`,
      body: "Nada está decidido: o convite continua aberto de qualquer forma.",
    },
    switchAccount: "Trocar de conta",
    stayAs: (email) => `Continuar como ${email}`,
  },
  decline: {
    title: "Recusar este convite?",
    body: (inviter) => `O link deixa de funcionar e ${inviter} fica a saber. Pode receber um novo convite.`,
    submit: "Recusar",
    back: "Voltar ao convite",
    done: {
      title: "Recusou o convite",
      body: (inviter) => `${inviter} já sabe. Pode fechar esta página; se mudar de ideia, peça um novo convite.`,
    },
  },
  ask: {
    title: (inviter) => `Isto vem mesmo de ${inviter}?`,
    body: ({ inviter, account }) =>
      `Pergunte a ${inviter} por um meio que já conheça: pessoalmente, por telefone ou por um e-mail escrito por si. Pergunte se o convite para ${account} é verdadeiro. Entretanto, o convite espera aqui.`,
    report: "Nada acontece até que aceite. Se ninguém souber de nada, recuse.",
  },
  again: {
    title: "O seu convite está no seu e-mail",
    body: "Este navegador não tem o seu link, ou já o esqueceu. Podemos enviar o mesmo link outra vez para o endereço convidado.",
    submit: "Enviar o link outra vez",
    sent: {
      title: "Veja o seu e-mail",
      body: "Se o convite ainda estiver aberto, o link está a caminho do endereço convidado.",
    },
  },
  welcome: {
    title: (account) => `Boas-vindas a ${account}`,
    owner: (account) => `${account} está aberta e é sua. A sessão já está aberta.`,
    admin: (account) => `Agora administra ${account}, e a sessão já está aberta.`,
    member: (account) => `Agora faz parte de ${account}, e a sessão já está aberta.`,
    next: {
      owner: ["Convide as pessoas com quem trabalha", "Veja quem aceitou"],
      admin: ["Convide as pessoas com quem trabalha", "Veja quem aceitou"],
      member: ["Veja a sua conta"],
    },
    go: (account) => `Ir para ${account}`,
  },
  problem: {
    someone: "quem fez o convite",
    someAccount: "esta conta",
    expired: {
      title: "Este convite expirou",
      body: (until) => (until ? `O link funcionou até ${until}.` : "O prazo do link terminou."),
      ask: (inviter) => `Pedir outro a ${inviter}`,
    },
    asked: {
      title: "O seu pedido está a caminho",
      body: (inviter) => `${inviter} já sabe que quer um novo link. Chegará por e-mail.`,
    },
    openMailAgain: "Para pedir outro, abra de novo o link do e-mail.",
    accepted: {
      title: "Este convite foi aceite",
      body: (account) => `O link já cumpriu a sua função. Entre para aceder a ${account}.`,
    },
    declined: {
      title: "Este convite foi recusado",
      body: (inviter) => `O link já não funciona. Se foi sem querer, peça um novo convite a ${inviter}.`,
    },
    cancelled: {
      title: "Este convite foi retirado",
      body: (inviter) => `O link já não funciona. Se não o esperava, pergunte a ${inviter}.`,
    },
    inside: {
      title: "Já não há nada para aceitar",
      body: (account) => `Quem usa este endereço já faz parte de ${account}. Entre para continuar.`,
    },
    replaced: {
      title: "Um link mais recente foi enviado",
      body: "Este foi substituído. Use o link do e-mail mais recente.",
      submit: "Enviar o mais recente",
    },
    invalid: {
      title: "Este link está incompleto",
      body: "Talvez se tenha perdido uma parte. Use o botão do e-mail ou copie o endereço inteiro.",
    },
    suspended: {
      title: (account) => `De momento ninguém pode entrar em ${account}`,
      body: (inviter) =>
        `A conta está suspensa. O seu convite não mudou: tente o link mais tarde ou pergunte a ${inviter}.`,
    },
  },
  noAccount: {
    title: "De momento não faz parte de nenhuma conta",
    body: "O seu acesso funciona, mas não está em nenhuma conta. Peça um novo convite a quem o enviou.",
    signOut: "Sair",
  },
  notFound: {
    title: "Não há nada neste endereço",
    body: "Pode haver um erro nele, ou o que estava aqui já não existe.",
  },
};
