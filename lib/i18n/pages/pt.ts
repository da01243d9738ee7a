import type { PageMessages } from "@/lib/i18n/pages/shape";

export const pt: PageMessages = {
  common: {
    working: "Um momento",
    summary: "Ainda não foi enviado. Reveja isto:",
    email: "E-mail",
    password: "Senha",
    newPassword: "Nova senha",
    passwordHelp: "Pelo menos 8 caracteres",
    firstName: "Nome",
    lastName: "Sobrenome",
    familyNameFirst: false,
    signIn: "Entrar",
    backToSignIn: "Voltar para entrar",
    toStart: "Ir para o início",
    privacy: "O que acontece com estes dados",
    privacyBody:
      "Seu nome e seu e-mail ficam com quem administra este Foyer. Da senha guarda-se apenas um hash, a partir do qual ninguém pode lê-la.",
    privacyInvite: ({ inviter, account }) =>
      `Seu nome e seu e-mail são guardados para ${account} e vistos por quem administra a conta. ${inviter} vê que você abriu esta página e o que decidiu. Da senha guarda-se apenas um hash, a partir do qual ninguém pode lê-la.`,
    passwordWords: {
      show: "Mostrar",
      hide: "Ocultar",
      missing: "Faltam {count} caracteres",
      missingOne: "Falta um caractere",
      plain: "Suficiente. Mais algumas palavras a deixariam mais segura",
      good: "Bom tamanho",
    },
  },
  errors: {
    email_invalid: "Escreva um endereço de e-mail, por exemplo ana@bakery.com",
    required: "Esta informação é necessária",
    too_long: "Está longo demais",
    password_required: "Escolha uma senha",
    password_too_weak: "Escolha uma senha com pelo menos 8 caracteres que não esteja entre as mais comuns",
    sign_in_failed: "O e-mail e a senha não combinam. Confira os dois e tente de novo.",
    rate_limited: "Foram tentativas demais. Espere dez minutos e tente de novo.",
    setup_code_wrong: "Este não é o código mostrado no último início",
    already_set_up: "O Foyer já está configurado. Entre na sua conta.",
    token_used: "Este link já foi usado, ou foi enviado um mais recente.",
    token_invalid: "Este link está incompleto. Abra-o de novo a partir do e-mail.",
    email_taken: "Agora outra pessoa entra com este endereço, por isso nada foi alterado.",
    too_many_memberships:
      "Com o que espera neste endereço, haveria mais contas do que um acesso comporta. Nada foi alterado.",
    login_required: "Este endereço já tem acesso. Entre com a senha dele.",
    password_not_allowed: "Este endereço já tem acesso. Entre com a senha dele.",
    wrong_account: "Você entrou como outra pessoa.",
    account_suspended: "Esta conta está suspensa e no momento ninguém pode participar dela.",
    cross_site: "O formulário veio de outro site e não foi enviado. Abra de novo o link do e-mail.",
    unavailable: "No momento não é possível acessar o banco de dados. Nada foi alterado. Tente de novo em um minuto.",
    internal: "Algo deu errado do nosso lado. Tente de novo; o que você escreveu continua aqui.",
  },
  login: {
    title: "Entrar no Foyer",
    forgot: "Esqueceu a senha?",
    passwordChanged: "Sua senha foi alterada. Entre com ela.",
    addressChanged: "Seu endereço de acesso foi alterado. Entre com o novo.",
  },
  setup: {
    title: "Configurar o Foyer",
    lead: "A primeira conta será sua, e você já poderá convidar.",
    code: "Código de configuração",
    codeHelp: "Aparece onde o Foyer foi iniciado",
    accountName: "Nome da empresa",
    accountHelp: "Quem você convida o lê em cada e-mail",
    submit: "Abrir o Foyer",
  },
  forgot: {
    title: "Esqueceu a senha?",
    lead: "Enviamos um link para você escolher outra.",
    submit: "Enviar um link",
    sentTitle: "Veja seu e-mail",
    sentBody: (email) =>
      `Se ${email} tiver acesso aqui, um link para escolher outra senha está a caminho. Ele vale uma única vez.`,
  },
  reset: {
    title: "Escolha uma nova senha",
    lead: "Ao alterá-la, suas outras sessões são encerradas.",
    submit: "Alterar a senha",
    dead: {
      title: "Este link não funciona mais",
      body: "Ele já foi usado, o prazo terminou ou foi enviado um mais recente.",
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
      consentToo: "Depois de confirmar, falta ainda a aprovação na caixa de e-mail do endereço anterior.",
      submit: "Usar este endereço",
      unexpected: "Não esperava? Feche esta página; nada muda.",
    },
    consent: {
      title: (newEmail) => `Seu endereço de acesso pode passar a ser ${newEmail}?`,
      body: ({ by, account, oldEmail }) =>
        `${by} pede que você passe a entrar em ${account} com ele, e não mais com ${oldEmail}.`,
      effect: "Se você concordar, a mudança vale na hora, e todas as sessões são encerradas.",
      confirmToo: "Se você concordar, a mudança vale assim que a nova caixa de e-mail a confirmar.",
      submit: "Concordar com a mudança",
      refuse: "Não mudar",
    },
    stop: {
      title: (newEmail) => `Impedir a mudança para ${newEmail}?`,
      body: (oldEmail) => `Você continua entrando com ${oldEmail}, e os links das outras cartas deixam de funcionar.`,
      submit: "Impedir a mudança",
    },
    undo: {
      title: (oldEmail) => `Recuperar ${oldEmail}?`,
      lead: "Faça isto se a mudança não foi sua. Então:",
      restored: ({ newEmail, oldEmail }) => `Volta-se a entrar com ${oldEmail}, e não mais com ${newEmail}.`,
      sessions: "Todas as sessões são encerradas, em todos os aparelhos.",
      password: (oldEmail) => `A senha é anulada, e um link para escolher outra é enviado para ${oldEmail}.`,
      submit: "Recuperar o endereço",
    },
    done: {
      verified: {
        title: "Seu endereço de acesso foi alterado",
        body: "Todas as sessões foram encerradas. Entre com o novo endereço; a senha é a mesma de antes.",
      },
      consent_required: {
        title: "O endereço está confirmado",
        body: "Há uma carta à espera na caixa de e-mail do endereço anterior. Quando a mudança for aprovada lá, o novo passa a valer.",
      },
      verification_required: {
        title: "Você concordou com a mudança",
        body: "Há uma carta à espera na nova caixa de e-mail. Até que o endereço seja confirmado lá, nada muda.",
      },
      stopped: {
        title: "A mudança foi impedida",
        body: "Você continua entrando com o endereço que tem. Quem pediu a mudança sabia a senha: se não foi você, escolha outra agora.",
      },
      kept: {
        title: "Nada mudou",
        body: "Você continua entrando com o endereço que tem, e os links desta mudança não funcionam mais.",
      },
      undone: {
        title: "O endereço é seu de novo",
        body: "Todas as sessões foram encerradas, e a senha não vale mais. Um link para escolher outra está a caminho do seu e-mail.",
      },
    },
    newPassword: "Escolher uma nova senha",
    dead: {
      used: {
        title: "Este link não funciona mais",
        body: "Ele já foi usado ou impedido, ou um pedido mais recente tomou seu lugar. Abri-lo não mudou nada.",
      },
      overtaken: {
        title: "Não há mais nada a impedir",
        body: "A mudança foi impedida ou substituída, ou já está valendo. Se estiver, uma carta mais recente neste e-mail permite recuperar o endereço.",
      },
      expired: {
        title: "O prazo deste link terminou",
        body: "Nada mudou. Depois de entrar, é possível pedir a mudança de novo.",
      },
      tooLate: {
        title: "O prazo deste link terminou",
        body: "Por 72 horas ele permitiu recuperar o endereço. Se a mudança não foi sua, avise quem administra sua conta.",
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
        `Não serão mais enviados a ${email} e-mails sobre convites. O convite em si continua a funcionar com o link. Se mudar de ideia, fale com ${account}.`,
    },
    invalid: {
      title: "Este link está incompleto",
      body: "Talvez uma parte tenha se perdido, e por isso nada mudou. Abra-o de novo a partir do e-mail ou use a opção de cancelar que o seu programa mostra junto ao remetente.",
    },
  },
  accept: {
    business: ({ inviter, account, parent }) => `${inviter} convidou você para abrir ${account} em ${parent}`,
    user: ({ inviter, account }) => `${inviter} convidou você para participar de ${account}`,
    businessPlain: ({ account, parent }) => `${parent} convidou você para abrir ${account}`,
    userPlain: (account) => `Você foi convidado para participar de ${account}`,
    userAs: ({ role }) => (role === "admin" ? "com permissão de administração" : "como membro"),
    forEmail: (email) => `para ${email}`,
    until: (moment) => `O link funciona até ${moment}.`,
    open: (account) => `Abrir ${account}`,
    join: (account) => `Participar de ${account}`,
    hasLogin: (email) => `${email} já tem acesso aqui. Com a senha dele você aceita o convite.`,
    signedInAs: (email) => `Você entrou como ${email}.`,
    unsure: "Não é para você, ou não esperava?",
    decline: "Recusar",
    ask: (inviter) => `Perguntar a ${inviter}`,
    other: {
      title: ({ invited, signedIn }) => `Este convite é para ${invited}, e você entrou como ${signedIn}`,
      body: "Nada está decidido: o convite continua aberto de qualquer forma.",
    },
    switchAccount: "Trocar de conta",
    stayAs: (email) => `Continuar como ${email}`,
  },
  decline: {
    title: "Recusar este convite?",
    body: (inviter) => `O link deixa de funcionar e ${inviter} fica sabendo. Você pode ser convidado de novo.`,
    submit: "Recusar",
    back: "Voltar ao convite",
    done: {
      title: "Você recusou o convite",
      body: (inviter) =>
        `${inviter} foi informado. Você pode fechar esta página; se mudar de ideia, peça um novo convite.`,
    },
  },
  ask: {
    title: (inviter) => `Isto vem mesmo de ${inviter}?`,
    body: ({ inviter, account }) =>
      `Pergunte a ${inviter} por um meio que você já conhece: pessoalmente, por telefone ou por um e-mail escrito por você. Pergunte se o convite para ${account} é verdadeiro. Enquanto isso, o convite espera aqui.`,
    report: "Nada acontece até você aceitar. Se ninguém souber de nada, recuse.",
  },
  again: {
    title: "Seu convite está no seu e-mail",
    body: "Este navegador não tem seu link, ou já o esqueceu. Podemos enviar o mesmo link outra vez para o endereço convidado.",
    submit: "Enviar o link outra vez",
    sent: {
      title: "Veja seu e-mail",
      body: "Se o convite ainda estiver aberto, o link está a caminho do endereço convidado.",
    },
  },
  welcome: {
    title: (account) => `Boas-vindas a ${account}`,
    owner: (account) => `${account} está aberta e é sua. Você já entrou.`,
    admin: (account) => `Agora você administra ${account} e já entrou.`,
    member: (account) => `Agora você faz parte de ${account} e já entrou.`,
    next: {
      owner: ["Convide as pessoas com quem você trabalha", "Veja quem aceitou"],
      admin: ["Convide as pessoas com quem você trabalha", "Veja quem aceitou"],
      member: ["Veja sua conta"],
    },
    go: (account) => `Ir para ${account}`,
  },
  problem: {
    someone: "quem convidou você",
    someAccount: "esta conta",
    expired: {
      title: "Este convite expirou",
      body: (until) => (until ? `O link funcionou até ${until}.` : "O prazo do link terminou."),
      ask: (inviter) => `Pedir outro a ${inviter}`,
    },
    asked: {
      title: "Seu pedido está a caminho",
      body: (inviter) => `${inviter} já sabe que você quer um novo link. Ele chegará por e-mail.`,
    },
    openMailAgain: "Para pedir outro, abra de novo o link do e-mail.",
    accepted: {
      title: "Este convite foi aceito",
      body: (account) => `O link já cumpriu sua função. Entre para acessar ${account}.`,
    },
    declined: {
      title: "Este convite foi recusado",
      body: (inviter) => `O link não funciona mais. Se foi sem querer, peça um novo convite a ${inviter}.`,
    },
    cancelled: {
      title: "Este convite foi retirado",
      body: (inviter) => `O link não funciona mais. Se você não esperava isso, pergunte a ${inviter}.`,
    },
    inside: {
      title: "Não há mais nada para aceitar",
      body: (account) => `Quem usa este endereço já faz parte de ${account}. Entre para acessar.`,
    },
    replaced: {
      title: "Um link mais recente foi enviado",
      body: "Este foi substituído. Use o link do e-mail mais recente.",
      submit: "Enviar o mais recente",
    },
    invalid: {
      title: "Este link está incompleto",
      body: "Talvez uma parte tenha se perdido. Use o botão do e-mail ou copie o endereço inteiro.",
    },
    suspended: {
      title: (account) => `No momento ninguém pode participar de ${account}`,
      body: (inviter) =>
        `A conta está suspensa. Seu convite não mudou: tente o link mais tarde ou pergunte a ${inviter}.`,
    },
  },
  noAccount: {
    title: "No momento você não participa de nenhuma conta",
    body: "Seu acesso funciona, mas nenhuma conta inclui você. Peça um novo convite a quem convidou você.",
    signOut: "Sair",
  },
  notFound: {
    title: "Não há nada neste endereço",
    body: "Pode haver um erro nele, ou o que estava aqui não existe mais.",
  },
};
