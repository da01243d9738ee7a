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
  letters: {
    "invite-business": {
      subject: "Convite de {inviter} para abrir {account}",
      title: "{inviter} fez um convite para abrir {account} em {parent}",
      body: ["Ao aceitar, {account} abre em {parent} e passa a ser sua propriedade. Leva cerca de um minuto."],
      button: "Abrir {account}",
      unexpected: NOT_EXPECTED,
    },
    "invite-user": {
      subject: "Convite de {inviter} para {account}",
      title: "{inviter} fez um convite para entrar em {account}",
      body: ["Ao aceitar, passa a fazer parte de {account} e entra como {email}. Leva cerca de um minuto."],
      button: "Entrar em {account}",
      unexpected: NOT_EXPECTED,
    },
    "invite-link-again": {
      subject: "O seu link para {account}",
      title: "Aqui está de novo o seu link para {account}",
      body: ["Alguém abriu o seu convite de {inviter} em outro navegador e pediu o link. É o mesmo de antes."],
      button: "Abrir o convite",
      unexpected: "Não fez este pedido? Pode deixar esta carta sem resposta; nada mudou.",
    },
    "invite-cancelled": {
      subject: "O seu convite para {account} foi retirado",
      title: "O seu convite para {account} foi retirado",
      body: [
        "{by} retirou o convite, e o link da carta anterior já não funciona. Não é preciso fazer nada.",
        "Se acha que é um engano, pergunte a {inviter}.",
      ],
    },
    "invite-cancelled-inviter": {
      subject: "O convite de {invitee} foi retirado",
      title: "O convite de {invitee} foi retirado",
      body: [
        "{by} retirou o convite de {inviteeEmail} para {account}. O link já não funciona.",
        "Pode convidar esta pessoa de novo quando quiser.",
      ],
      button: "Ver o convite",
    },
    "invite-declined": {
      subject: "{invitee} recusou o seu convite",
      title: "{invitee} recusou o convite para {account}",
      body: [
        "Foi enviado para {inviteeEmail}, e o link já não funciona. Pode convidar esta pessoa de novo quando quiser.",
      ],
      button: "Ver o convite",
    },
    "invite-accepted": {
      subject: "{invitee} aceitou o seu convite",
      title: "{invitee} aceitou o convite para {account}",
      body: ["A partir de agora, {inviteeEmail} pode entrar em {account}. Não falta fazer nada."],
      button: "Ver o convite",
    },
    "invite-requested": {
      subject: "{invitee} pede um novo link",
      title: "{invitee} pede um novo link para {account}",
      body: [
        "O convite para {inviteeEmail} terminou antes de ser usado. Esta pessoa abriu o link antigo e pede que envie um novo.",
      ],
      button: "Enviar um novo link",
      unexpected: "Prefere não enviar? Deixe esta carta sem resposta; o link antigo continua fechado.",
    },
    "password-reset": {
      subject: "Escolha uma nova senha",
      title: "Escolha uma nova senha",
      body: ["Alguém pediu uma nova senha para {email}. Provavelmente foi você."],
      button: "Escolher uma senha",
      unexpected: "Não foi você? Deixe esta carta sem resposta; a sua senha continua a mesma.",
    },
    "password-changed": {
      subject: "A sua senha foi alterada",
      title: "A sua senha foi alterada",
      body: ["A senha de {email} foi alterada em {changed}. Todas as outras sessões foram encerradas."],
      button: "Não fui eu: redefinir a senha",
      unexpected: "Se foi você, não é preciso fazer nada.",
    },
  },
};
