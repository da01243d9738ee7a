import type { Words } from "./words";

const NOT_EXPECTED =
  "Não esperava esta carta? Nada acontece até que aceite. É possível recusar na mesma página ou deixar esta carta sem resposta.";

export const pt: Words = {
  dir: "ltr",
  greeting: "Olá, {name}.",
  greetingNobody: "Olá.",
  writes: "{inviter} escreve:",
  ends: "O link funciona até {ends}.",
  address: "Se o botão não funcionar, abra este endereço:",
  recipient: "Esta carta é para {email}.",
  questions: "Dúvidas?",
  stop: "Não quero mais lembretes",
  more: { by: "more", other: "e mais {more}" },
  tally: { invited: "Convidadas", skipped: "Ignoradas", failed: "Com falha" },
  sample: {
    subject: "Teste: {subject}",
    note: "Isto é uma amostra: o conteúdo é inventado, e os links levam apenas à página inicial.",
  },
  letters: {
    "invite-business": {
      subject: "Convite de {inviter} para abrir {account}",
      preheader: "O link funciona até {ends}. Leva cerca de um minuto.",
      title: "{inviter} fez um convite para abrir {account} em {parent}",
      body: ["Ao aceitar, {account} abre em {parent} e passa a ser sua propriedade. Leva cerca de um minuto."],
      button: "Abrir {account}",
      unexpected: NOT_EXPECTED,
      plain: {
        title: "{parent} fez um convite para abrir {account}",
        body: ["Ao aceitar, {account} abre e passa a ser sua propriedade. Leva cerca de um minuto."],
      },
    },
    "invite-user": {
      subject: "Convite de {inviter} para {account}",
      preheader: "O link funciona até {ends}. Leva cerca de um minuto.",
      title: "{inviter} fez um convite para entrar em {account}",
      body: ["Ao aceitar, passa a fazer parte de {account} e entra como {email}. Leva cerca de um minuto."],
      button: "Entrar em {account}",
      unexpected: NOT_EXPECTED,
      plain: { subject: "O seu convite para {account}", title: "Tem um convite para entrar em {account}" },
    },
    "invite-link-again": {
      subject: "O seu link para {account}",
      preheader: "É o mesmo link de antes e funciona até {ends}.",
      title: "Aqui está de novo o seu link para {account}",
      body: ["Alguém abriu o seu convite de {inviter} noutro navegador e pediu o link. É o mesmo de antes."],
      button: "Abrir o convite",
      unexpected: "Não fez este pedido? Pode deixar esta carta sem resposta; nada mudou.",
    },
    "invite-cancelled": {
      subject: "O seu convite para {account} foi retirado",
      preheader: "O link da carta anterior já não funciona. Não é preciso fazer nada.",
      title: "O seu convite para {account} foi retirado",
      body: [
        "{by} retirou o convite, e o link da carta anterior já não funciona. Não é preciso fazer nada.",
        "Se acha que é um engano, pergunte a {inviter}.",
      ],
    },
    "invite-cancelled-inviter": {
      subject: "O convite de {invitee} foi retirado",
      preheader: "{by} retirou o convite, e o link já não funciona.",
      title: "O convite de {invitee} foi retirado",
      body: [
        "{by} retirou o convite de {inviteeEmail} para {account}. O link já não funciona.",
        "Pode convidar esta pessoa de novo quando quiser.",
      ],
      button: "Ver o convite",
    },
    "invite-declined": {
      subject: "{invitee} recusou o seu convite",
      preheader: "Era para {account}. Pode convidar esta pessoa de novo quando quiser.",
      title: "{invitee} recusou o convite para {account}",
      body: [
        "Foi enviado para {inviteeEmail}, e o link já não funciona. Pode convidar esta pessoa de novo quando quiser.",
      ],
      button: "Ver o convite",
    },
    "invite-accepted": {
      subject: "{invitee} aceitou o seu convite",
      preheader: "A partir de agora, {inviteeEmail} pode entrar em {account}.",
      title: "{invitee} aceitou o convite para {account}",
      body: ["A partir de agora, {inviteeEmail} pode entrar em {account}. Não falta fazer nada."],
      button: "Ver o convite",
    },
    "invite-requested": {
      subject: "{invitee} pede um novo link",
      preheader: "O convite para {account} terminou antes de ser usado.",
      title: "{invitee} pede um novo link para {account}",
      body: [
        "O convite para {inviteeEmail} terminou antes de ser usado. Esta pessoa abriu o link antigo e pede que envie um novo.",
      ],
      button: "Enviar um novo link",
      unexpected: "Prefere não enviar? Deixe esta carta sem resposta; o link antigo continua fechado.",
    },
    "invite-reminder": {
      subject: "Lembrete: convite de {inviter} para {account}",
      preheader: "O convite continua aberto até {ends}.",
      title: "O seu convite para {account} continua aberto",
      body: [
        "{inviter} enviou um convite e ainda não teve resposta. O botão leva ao mesmo link da primeira carta, e aceitar leva cerca de um minuto.",
      ],
      button: "Abrir o convite",
      unexpected: "Não é para si? É possível recusar na mesma página ou deixar esta carta sem resposta.",
      plain: {
        subject: "Lembrete: o seu convite para {account}",
        body: [
          "Recebeu um convite e ainda não respondeu. O botão leva ao mesmo link da primeira carta, e aceitar leva cerca de um minuto.",
        ],
      },
    },
    "invitations-expired": {
      subject: {
        by: "count",
        one: "{count} convite terminou sem resposta",
        other: "{count} convites terminaram sem resposta",
      },
      preheader: "{account}: {names}",
      title: {
        by: "count",
        one: "{count} convite de {account} terminou sem resposta",
        other: "{count} convites de {account} terminaram sem resposta",
      },
      body: [
        {
          by: "count",
          one: "O link já não funciona. Pode convidar esta pessoa de novo quando quiser.",
          other: "Os links já não funcionam. Pode convidar cada uma destas pessoas de novo quando quiser.",
        },
      ],
      button: "Ver os convites",
    },
    "batch-finished": {
      subject: "Lista concluída: {batchName}",
      preheader: "{invited} de {total} com convite",
      title: "A lista {batchName} está concluída",
      body: [
        {
          by: "total",
          one: "Na lista havia {total} pessoa. Este é o resultado.",
          other: "Na lista havia {total} pessoas. Este é o resultado.",
        },
      ],
      button: "Ver a lista",
      unexpected:
        "Ignoradas: já tinham convite, já faziam parte ou estavam repetidas. A lista diz o motivo de cada falha.",
    },
    "address-confirm": {
      subject: "Confirme o seu novo endereço de acesso",
      preheader: "Nada muda até que confirme que esta caixa de correio é sua.",
      title: "Confirme que este endereço é seu",
      body: [
        "{person}, de {account}, vai passar a entrar com {newEmail}. Nada muda até que confirme que esta caixa de correio é sua.",
      ],
      button: "Confirmar este endereço",
      unexpected: "Não esperava esta carta? Deixe-a sem resposta; assim ninguém poderá entrar com o seu endereço.",
    },
    "address-consent": {
      subject: "O seu endereço de acesso pode mudar?",
      preheader: "O pedido é de {by}. Nada muda sem o seu acordo.",
      title: "O seu endereço de acesso pode passar a ser {newEmail}?",
      body: [
        "{by} pede que passe a entrar em {account} com {newEmail}, e já não com {oldEmail}.",
        "Nada muda sem o seu acordo.",
      ],
      button: "Concordar com a mudança",
      second: { text: "Não concorda?", label: "Manter {oldEmail}" },
      unexpected:
        "Tem dúvidas? Pergunte primeiro a {by}, por um meio que já conheça. Sem resposta, esta carta não muda nada.",
    },
    "address-changing": {
      subject: "O seu endereço de acesso vai mudar",
      preheader: "Se o pedido foi seu, não é preciso fazer nada. Se não foi, esta carta permite impedir a mudança.",
      title: "O seu endereço de acesso deve passar a ser {newEmail}",
      body: [
        "Alguém pediu para entrar em {account} com {newEmail} em vez de {oldEmail}. O pedido será provavelmente seu. A mudança acontece quando a nova caixa de correio a confirmar.",
        "Se o pedido foi seu, não é preciso fazer nada aqui.",
      ],
      button: "Não fui eu: impedir a mudança",
    },
    "address-changed": {
      subject: "O seu endereço de acesso foi alterado",
      preheader: "Se a mudança foi sua, não é preciso fazer nada. Se não foi, esta carta permite recuperar o endereço.",
      title: "O seu endereço de acesso agora é {newEmail}",
      body: [
        "O endereço foi alterado em {changed}. Com {oldEmail} já não se entra em {account}, e todas as sessões foram encerradas.",
        "Se a mudança foi sua, não é preciso fazer nada.",
        "Se não foi, recupere o endereço: {oldEmail} volta a valer, todas as sessões são encerradas, a palavra-passe é anulada, e esta caixa de correio recebe um link para escolher outra.",
      ],
      button: "Não fui eu: recuperar o endereço",
    },
    "ownership-offered": {
      subject: "{by} oferece-lhe {account}",
      preheader: "A oferta vale durante uma semana. Nada muda até que aceite.",
      title: "{by} oferece-lhe a propriedade de {account}",
      body: [
        "Ao aceitar, {account} passa a ser sua propriedade: cabe-lhe decidir quem faz parte e que contas se abrem abaixo dela. Quem a tem hoje passa a administrá-la. A oferta vale durante uma semana.",
      ],
      button: "Ver a oferta",
      unexpected: "Não esperava, ou não quer? Deixe esta carta sem resposta; nada muda até que aceite.",
    },
    "password-reset": {
      subject: "Escolha uma nova palavra-passe",
      preheader: "O link funciona até {ends}.",
      title: "Escolha uma nova palavra-passe",
      body: ["Alguém pediu uma nova palavra-passe para {email}. O pedido será provavelmente seu."],
      button: "Escolher uma palavra-passe",
      unexpected: "O pedido não foi seu? Deixe esta carta sem resposta; a sua palavra-passe continua a mesma.",
    },
    "password-changed": {
      subject: "A sua palavra-passe foi alterada",
      preheader: "Todas as outras sessões foram encerradas. Se a mudança foi sua, não é preciso fazer nada.",
      title: "A sua palavra-passe foi alterada",
      body: ["A palavra-passe de {email} foi alterada em {changed}. Todas as outras sessões foram encerradas."],
      button: "Não fui eu: redefinir a palavra-passe",
      unexpected: "Se a mudança foi sua, não é preciso fazer nada.",
    },
  },
};
