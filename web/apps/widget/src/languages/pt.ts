import type { Language, Speech } from './language';

const leaveOne = (opening: string | null) =>
  opening ? `Deixe uma mensagem; voltamos a atender: ${opening}.` : 'Deixe uma mensagem e responderemos.';

/** Portuguese as in Brazil: "você". */
export default function words({ count, list }: Speech): Language {
  const forms = (value: number, words: Record<'one' | 'many' | 'other', string>) => count(value, words);
  return {
    widget: {
      messages: 'Mensagens',
      back: 'Voltar às suas conversas',
      close: 'Fechar as mensagens',
      you: 'Você',
      tryAgain: 'Tentar novamente',
      team: 'Nossa equipe',

      presence: {
        here: (people) => forms(people, { one: '# pessoa disponível', many: '# de pessoas disponíveis', other: '# pessoas disponíveis' }),
        nobody: (opening) => `Não há ninguém no momento. ${leaveOne(opening)}`,
        busy: (opening) => `${opening ? 'Estamos fechados' : 'Ninguém pode responder'} no momento. ${leaveOne(opening)}`,
        inTurn: 'Não há ninguém no momento. Escreva, e responderemos por ordem de chegada.',
      },

      line: {
        offline: 'Sem conexão. O que você escrever fica guardado e será enviado.',
        reconnecting: 'Reconectando… O que você escrever fica guardado e será enviado.',
        connecting: 'Conectando…',
        refused: 'O servidor encerrou esta conexão.',
        forgetful: 'Este navegador não guarda nada para nós: suas mensagens ficam até você fechar esta página.',
      },

      boot: {
        loading: 'Carregando as mensagens',
        missing: 'Não há nenhuma caixa de entrada neste endereço. Por favor, avise o responsável por esta página.',
        unreachable: 'Não é possível falar conosco no momento. Continuamos tentando.',
        off: 'O chat está desativado no momento. Por favor, volte mais tarde.',
        broken: 'Algo deu errado aqui. Nada do que você enviou se perdeu.',
        again: 'Começar de novo',
      },

      home: {
        greeting: 'Olá. Como podemos ajudar?',
        list: 'Suas conversas',
        start: 'Iniciar uma conversa',
        leave: 'Deixar uma mensagem',
        request: 'Enviar uma solicitação',
        resume: 'Continuar sua conversa',
        older: 'Mostrar conversas mais antigas',
        failed: 'Não foi possível carregar suas conversas. Elas estão seguras.',
        unread: (messages) => forms(messages, { one: '# mensagem não lida', many: '# de mensagens não lidas', other: '# mensagens não lidas' }),
        none: 'Ainda não há mensagens',
        said: (name, text) => `${name}: ${text}`,
        statuses: { open: 'Aberta', active: 'Em andamento', resolved: 'Resolvida', closed: 'Encerrada' },
        requests: { open: 'Solicitação recebida', active: 'Solicitação em andamento', resolved: 'Solicitação resolvida', closed: 'Solicitação encerrada' },
      },

      start: {
        hint: 'Escreva sua pergunta aqui. Você encontrará a resposta neste mesmo lugar.',
        leave: (opening) =>
          `Escreva sua mensagem aqui. Você encontrará a resposta neste mesmo lugar${opening ? `; voltamos a atender: ${opening}` : ''}.`,
        subject: 'Assunto',
        optional: 'opcional',
        message: 'Sua mensagem',
      },

      timeline: {
        label: 'Mensagens',
        earlier: 'Carregando mensagens anteriores',
        earlierConversation: 'Mostrar sua conversa anterior',
        fresh: 'Nova',
        jump: 'Ir para a mensagem mais recente',
        pill: (messages) => forms(messages, { one: '# nova mensagem', many: '# de novas mensagens', other: '# novas mensagens' }),
        typing: (names) =>
          names.length > 2
            ? 'Várias pessoas estão digitando…'
            : `${list(names)} ${names.length === 1 ? 'está' : 'estão'} digitando…`,
        started: 'A conversa começou. Alguém responderá aqui em breve.',
        startedAlone: (opening) =>
          `A conversa começou. Não há ninguém no momento; ${opening ? `voltamos a atender: ${opening}` : 'você encontrará a resposta aqui'}.`,
        filed: 'Recebemos sua solicitação. Você encontrará a resposta aqui.',
        place: (position) => (position > 1 ? count(position, { other: 'Você é o número # na fila.' }) : 'Você é o próximo da fila.'),
        minutes: (minutes) => forms(minutes, { one: 'Cerca de um minuto.', many: 'Cerca de # de minutos.', other: 'Cerca de # minutos.' }),
        hours: (hours) => forms(hours, { one: 'Cerca de uma hora.', many: 'Cerca de # de horas.', other: 'Cerca de # horas.' }),
        moreHours: (hours) => forms(hours, { one: 'Mais de uma hora.', many: 'Mais de # de horas.', other: 'Mais de # horas.' }),
        missing: 'Esta conversa não está mais aqui.',
        failed: 'Não foi possível carregar esta conversa. Ela está segura.',
        full: 'Esta página não vai mais longe no passado.',
        says: (name, text) => `${name} diz: ${text}`,
      },

      status: {
        sending: 'Enviando…',
        waiting: 'Aguardando envio',
        sent: 'Enviada',
        delivered: 'Entregue',
        read: 'Lida',
        refused: 'Não enviada',
        delete: 'Excluir',
        edit: 'Editar',
        anew: 'Enviar em uma nova conversa',
      },

      activity: {
        helps: (name) => `${name} está atendendo você agora`,
        passedOn: (team) => `Isto foi encaminhado para ${team}`,
        merged: 'Isto continua na sua outra conversa',
        resolved: (name) => (name ? `${name} marcou como resolvido` : 'Isto foi marcado como resolvido'),
        reopened: (name) => (name ? `${name} abriu isto novamente` : 'Isto foi aberto novamente'),
        closed: (name) => (name ? `${name} encerrou esta conversa` : 'Esta conversa foi encerrada'),
        yours: {
          resolved: 'Você marcou como resolvido',
          reopened: 'Você abriu isto novamente',
          closed: 'Você encerrou esta conversa',
          rated: (score) => `Você deu ${score} de 5 estrelas`,
        },
      },

      writing: {
        placeholder: 'Escreva uma mensagem…',
        leave: 'Deixe uma mensagem…',
        label: 'Escrever uma mensagem',
        send: 'Enviar',
        left: (characters) => forms(characters, { one: 'Resta # caractere', many: 'Restam # de caracteres', other: 'Restam # caracteres' }),
        over: (characters) =>
          forms(characters, {
            one: '# caractere a mais. Encurte a mensagem para enviá-la.',
            many: '# de caracteres a mais. Encurte a mensagem para enviá-la.',
            other: '# caracteres a mais. Encurte a mensagem para enviá-la.',
          }),
        resolved: 'Resolvida. Escreva para abri-la novamente.',
        closed: 'Esta conversa está encerrada. Escreva para iniciar uma nova.',
        anew: 'Iniciar uma nova conversa',
      },

      refusals: {
        conversation_closed: 'Esta conversa foi encerrada antes de sua mensagem chegar.',
        rate_limited: 'Foi muita coisa de uma vez. Espere um momento e tente novamente.',
        overloaded: 'Há muita atividade agora. Espere um momento e tente novamente.',
        not_found: 'Esta conversa não está mais aqui.',
        forbidden: 'Você não pode mais escrever aqui.',
        unauthorized: 'Sua sessão terminou aqui. Recarregue a página para continuar.',
        conflict: 'Isto mudou nesse meio-tempo. Veja novamente.',
        content_empty: 'Ainda não há nada para enviar.',
        content_too_long: 'A mensagem é longa demais. Encurte-a para enviá-la.',
        invalid: 'Isto não pôde ser aceito assim. Confira o que você escreveu.',
        payload_too_large: 'Isto é grande demais.',
        unsupported_media_type: 'Arquivos deste tipo não são aceitos.',
        other: 'Não deu certo. Por favor, tente novamente.',
      },
    },

    request: {
      title: 'Enviar uma solicitação',
      hint: 'Para o que leva mais tempo que um chat. Aqui você pode acompanhar o andamento.',
      subject: 'Assunto',
      category: 'Do que se trata?',
      choose: 'Escolha uma opção',
      priority: 'Qual é a urgência?',
      priorities: {
        low: 'Baixa: pode esperar',
        medium: 'Média: nos próximos dias',
        high: 'Alta: está me atrasando',
        urgent: 'Urgente: não consigo continuar',
      },
      message: 'Descreva o que você precisa',
      submit: 'Enviar a solicitação',
      sending: 'Enviando…',
      noSubject: 'Dê um assunto em poucas palavras.',
      noMessage: 'Descreva o que você precisa. Poucas palavras bastam.',
      lost: 'Não sabemos se sua solicitação chegou. Veja suas conversas antes de enviá-la outra vez.',
    },

    rating: {
      question: 'Como foi a nossa ajuda?',
      scores: ['Ruim', 'Não muito boa', 'Regular', 'Boa', 'Muito boa'],
      comment: 'O que foi bom e o que não foi?',
      optional: 'opcional',
      send: 'Enviar',
      sending: 'Enviando…',
      thanks: (score) => `Obrigado. Você deu ${score} de 5 estrelas.`,
      change: 'Alterar',
      lost: 'Não foi possível enviar. Tente novamente.',
    },

    emoji: {
      label: 'Emojis',
      search: 'Buscar emojis',
      close: 'Fechar os emojis',
      loading: 'Carregando emojis…',
      failed: 'Não foi possível carregar os emojis. Feche a lista e abra-a de novo.',
      found: (emoji) => forms(emoji, { one: '# emoji encontrado', many: '# de emojis encontrados', other: '# emojis encontrados' }),
      recent: 'Usados recentemente',
      tone: 'Tom de pele',
      tones: ['Amarelo', 'Claro', 'Médio-claro', 'Médio', 'Médio-escuro', 'Escuro'],
      groups: ['Carinhas', 'Pessoas', 'Animais e natureza', 'Comida e bebida', 'Viagens e lugares', 'Atividades', 'Objetos', 'Símbolos', 'Bandeiras'],
    },

    language: { label: 'Idioma' },
  };
}
