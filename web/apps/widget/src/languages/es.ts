import type { Language, Speech } from './language';

const leaveOne = (opening: string | null) =>
  opening ? `Deje un mensaje; volvemos a atender: ${opening}.` : 'Deje un mensaje y le responderemos.';

/** Spanish: "usted", as it is understood from Madrid to Lima. */
export default function words({ count, list }: Speech): Language {
  const forms = (value: number, words: Record<'one' | 'many' | 'other', string>) => count(value, words);
  return {
    widget: {
      messages: 'Mensajes',
      back: 'Volver a sus conversaciones',
      close: 'Cerrar los mensajes',
      you: 'Usted',
      tryAgain: 'Intentar de nuevo',
      team: 'Nuestro equipo',

      presence: {
        here: (people) => forms(people, { one: '# persona disponible', many: '# de personas disponibles', other: '# personas disponibles' }),
        nobody: (opening) => `Ahora no hay nadie. ${leaveOne(opening)}`,
        busy: (opening) => `${opening ? 'Ahora está cerrado' : 'Ahora nadie puede responder'}. ${leaveOne(opening)}`,
        inTurn: 'Ahora no hay nadie. Escriba y le responderemos por orden de llegada.',
      },

      line: {
        offline: 'Sin conexión. Lo que escriba se guarda y se enviará.',
        reconnecting: 'Reconectando… Lo que escriba se guarda y se enviará.',
        connecting: 'Conectando…',
        refused: 'El servidor ha cerrado esta conexión.',
        forgetful: 'Este navegador no nos guarda nada: sus mensajes permanecen hasta que cierre esta página.',
      },

      boot: {
        loading: 'Cargando los mensajes',
        missing: 'No hay ningún buzón en esta dirección. Avise, por favor, al responsable de esta página.',
        unreachable: 'Ahora no es posible comunicarse con nosotros. Seguimos intentándolo.',
        off: 'El chat está desactivado en este momento. Vuelva más tarde, por favor.',
        broken: 'Algo ha fallado aquí. No se ha perdido nada de lo que envió.',
        again: 'Empezar de nuevo',
      },

      home: {
        greeting: 'Hola. ¿En qué podemos ayudarle?',
        list: 'Sus conversaciones',
        start: 'Iniciar una conversación',
        leave: 'Dejar un mensaje',
        request: 'Enviar una solicitud',
        resume: 'Continuar su conversación',
        older: 'Mostrar conversaciones anteriores',
        failed: 'No se han podido cargar sus conversaciones. Están a salvo.',
        unread: (messages) => forms(messages, { one: '# mensaje sin leer', many: '# de mensajes sin leer', other: '# mensajes sin leer' }),
        none: 'Todavía no hay mensajes',
        said: (name, text) => `${name}: ${text}`,
        statuses: { open: 'Abierta', active: 'En curso', resolved: 'Resuelta', closed: 'Cerrada' },
        requests: { open: 'Solicitud recibida', active: 'Solicitud en curso', resolved: 'Solicitud resuelta', closed: 'Solicitud cerrada' },
      },

      start: {
        hint: 'Escriba aquí su pregunta. Encontrará la respuesta en este mismo lugar.',
        leave: (opening) =>
          `Escriba aquí su mensaje. Encontrará la respuesta en este mismo lugar${opening ? `; volvemos a atender: ${opening}` : ''}.`,
        subject: 'Asunto',
        optional: 'opcional',
        message: 'Su mensaje',
      },

      timeline: {
        label: 'Mensajes',
        earlier: 'Cargando mensajes anteriores',
        earlierConversation: 'Mostrar su conversación anterior',
        fresh: 'Nuevo',
        jump: 'Ir al mensaje más reciente',
        pill: (messages) => forms(messages, { one: '# mensaje nuevo', many: '# de mensajes nuevos', other: '# mensajes nuevos' }),
        typing: (names) =>
          names.length > 2
            ? 'Varias personas están escribiendo…'
            : `${list(names)} ${names.length === 1 ? 'está' : 'están'} escribiendo…`,
        started: 'La conversación ha comenzado. Alguien le responderá aquí en breve.',
        startedAlone: (opening) =>
          `La conversación ha comenzado. Ahora no hay nadie; ${opening ? `volvemos a atender: ${opening}` : 'encontrará la respuesta aquí'}.`,
        filed: 'Hemos recibido su solicitud. Encontrará la respuesta aquí.',
        place: (position) => (position > 1 ? count(position, { other: 'Usted es el número # en la fila.' }) : 'Usted es el siguiente en la fila.'),
        minutes: (minutes) => forms(minutes, { one: 'Alrededor de un minuto.', many: 'Alrededor de # de minutos.', other: 'Alrededor de # minutos.' }),
        hours: (hours) => forms(hours, { one: 'Alrededor de una hora.', many: 'Alrededor de # de horas.', other: 'Alrededor de # horas.' }),
        moreHours: (hours) => forms(hours, { one: 'Más de una hora.', many: 'Más de # de horas.', other: 'Más de # horas.' }),
        missing: 'Esta conversación ya no está aquí.',
        failed: 'No se ha podido cargar esta conversación. Está a salvo.',
        full: 'Esta página no llega más atrás.',
        says: (name, text) => `${name} dice: ${text}`,
      },

      status: {
        sending: 'Enviando…',
        waiting: 'Pendiente de envío',
        sent: 'Enviado',
        delivered: 'Entregado',
        read: 'Leído',
        refused: 'No enviado',
        delete: 'Eliminar',
        edit: 'Editar',
        anew: 'Enviar en una conversación nueva',
      },

      activity: {
        helps: (name) => `Ahora le atiende ${name}`,
        passedOn: (team) => `Se ha pasado a ${team}`,
        merged: 'Esto continúa en su otra conversación',
        resolved: (name) => (name ? `${name} lo marcó como resuelto` : 'Se marcó como resuelto'),
        reopened: (name) => (name ? `${name} abrió esto de nuevo` : 'Esto se abrió de nuevo'),
        closed: (name) => (name ? `${name} cerró esta conversación` : 'Esta conversación se cerró'),
        yours: {
          resolved: 'Usted lo marcó como resuelto',
          reopened: 'Usted abrió esto de nuevo',
          closed: 'Usted cerró esta conversación',
          rated: (score) => `Ha dado ${score} de 5 estrellas`,
        },
      },

      writing: {
        placeholder: 'Escriba un mensaje…',
        leave: 'Deje un mensaje…',
        label: 'Escribir un mensaje',
        send: 'Enviar',
        left: (characters) => forms(characters, { one: 'Queda # carácter', many: 'Quedan # de caracteres', other: 'Quedan # caracteres' }),
        over: (characters) =>
          forms(characters, {
            one: 'Sobra # carácter. Acorte el mensaje para enviarlo.',
            many: 'Sobran # de caracteres. Acorte el mensaje para enviarlo.',
            other: 'Sobran # caracteres. Acorte el mensaje para enviarlo.',
          }),
        resolved: 'Resuelta. Escriba para abrirla de nuevo.',
        closed: 'Esta conversación está cerrada. Escriba para iniciar una nueva.',
        anew: 'Iniciar una conversación nueva',
      },

      refusals: {
        conversation_closed: 'Esta conversación se cerró antes de que llegara su mensaje.',
        rate_limited: 'Fueron muchas cosas a la vez. Espere un momento e inténtelo de nuevo.',
        overloaded: 'Ahora hay demasiada actividad. Espere un momento e inténtelo de nuevo.',
        not_found: 'Esta conversación ya no está aquí.',
        forbidden: 'Ya no puede escribir aquí.',
        unauthorized: 'Su sesión ha terminado aquí. Vuelva a cargar la página para continuar.',
        conflict: 'Esto ha cambiado entretanto. Mírelo de nuevo.',
        content_empty: 'Todavía no hay nada que enviar.',
        content_too_long: 'El mensaje es demasiado largo. Acórtelo para enviarlo.',
        invalid: 'No se ha podido aceptar así. Revise lo que escribió.',
        payload_too_large: 'Es demasiado grande.',
        unsupported_media_type: 'No se aceptan archivos de este tipo.',
        other: 'No ha funcionado. Inténtelo de nuevo, por favor.',
      },
    },

    request: {
      title: 'Enviar una solicitud',
      hint: 'Para lo que lleva más tiempo que un chat. Aquí puede seguir cómo avanza.',
      subject: 'Asunto',
      category: '¿De qué se trata?',
      choose: 'Elija una opción',
      priority: '¿Qué tan urgente es?',
      priorities: {
        low: 'Baja: puede esperar',
        medium: 'Media: en los próximos días',
        high: 'Alta: me está retrasando',
        urgent: 'Urgente: no puedo continuar',
      },
      message: 'Describa lo que necesita',
      submit: 'Enviar la solicitud',
      sending: 'Enviando…',
      noSubject: 'Póngale un asunto en pocas palabras.',
      noMessage: 'Describa lo que necesita. Bastan unas pocas palabras.',
      lost: 'No sabemos si su solicitud ha llegado. Mire sus conversaciones antes de enviarla otra vez.',
    },

    rating: {
      question: '¿Cómo le hemos ayudado?',
      scores: ['Mal', 'No muy bien', 'Regular', 'Bien', 'Muy bien'],
      comment: '¿Qué estuvo bien y qué no?',
      optional: 'opcional',
      send: 'Enviar',
      sending: 'Enviando…',
      thanks: (score) => `Gracias. Ha dado ${score} de 5 estrellas.`,
      change: 'Cambiar',
      lost: 'No se pudo enviar. Inténtelo de nuevo.',
    },

    emoji: {
      label: 'Emojis',
      search: 'Buscar emojis',
      close: 'Cerrar los emojis',
      loading: 'Cargando emojis…',
      failed: 'No se han podido cargar los emojis. Cierre la lista y ábrala de nuevo.',
      found: (emoji) => forms(emoji, { one: '# emoji encontrado', many: '# de emojis encontrados', other: '# emojis encontrados' }),
      recent: 'Usados recientemente',
      tone: 'Tono de piel',
      tones: ['Amarillo', 'Claro', 'Medio claro', 'Medio', 'Medio oscuro', 'Oscuro'],
      groups: ['Caras', 'Personas', 'Animales y naturaleza', 'Comida y bebida', 'Viajes y lugares', 'Actividades', 'Objetos', 'Símbolos', 'Banderas'],
    },

    language: { label: 'Idioma' },
  };
}
