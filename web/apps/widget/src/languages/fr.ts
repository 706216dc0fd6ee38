import type { Language, Speech } from './language';

const leaveOne = (opening: string | null) =>
  opening ? `Laissez un message, nous répondons à partir de ${opening}.` : 'Laissez un message, nous vous répondrons.';

/** French: "vous". */
export default function words({ count, list }: Speech): Language {
  const forms = (value: number, words: Record<'one' | 'many' | 'other', string>) => count(value, words);
  return {
    widget: {
      messages: 'Messages',
      back: 'Retour à vos conversations',
      close: 'Fermer les messages',
      you: 'Vous',
      tryAgain: 'Réessayer',
      team: 'Notre équipe',

      presence: {
        here: (people) => forms(people, { one: '# personne est là', many: '# de personnes sont là', other: '# personnes sont là' }),
        nobody: (opening) => `Il n’y a personne pour le moment. ${leaveOne(opening)}`,
        busy: (opening) => `${opening ? 'Nous sommes fermés' : 'Personne ne peut répondre'} pour le moment. ${leaveOne(opening)}`,
        inTurn: 'Il n’y a personne pour le moment. Écrivez-nous, nous répondons à tour de rôle.',
      },

      line: {
        offline: 'Pas de connexion. Ce que vous écrivez est conservé et sera envoyé.',
        reconnecting: 'Reconnexion… Ce que vous écrivez est conservé et sera envoyé.',
        connecting: 'Connexion…',
        refused: 'Le serveur a mis fin à cette connexion.',
        forgetful: 'Ce navigateur ne conserve rien pour nous\u00a0: vos messages restent jusqu’à la fermeture de cette page.',
      },

      boot: {
        loading: 'Chargement des messages',
        missing: 'Il n’y a pas de messagerie à cette adresse. Merci de le signaler au responsable de cette page.',
        unreachable: 'Nous sommes injoignables pour le moment. Nous continuons d’essayer.',
        off: 'La messagerie est désactivée pour le moment. Merci de revenir plus tard.',
        broken: 'Un problème est survenu ici. Rien de ce que vous avez envoyé n’est perdu.',
        again: 'Recommencer',
      },

      home: {
        greeting: 'Bonjour. Comment pouvons-nous vous aider\u00a0?',
        list: 'Vos conversations',
        start: 'Commencer une conversation',
        leave: 'Laisser un message',
        request: 'Envoyer une demande',
        resume: 'Reprendre votre conversation',
        older: 'Afficher les conversations plus anciennes',
        failed: 'Vos conversations n’ont pas pu être chargées. Elles sont en sécurité.',
        unread: (messages) => forms(messages, { one: '# message non lu', many: '# de messages non lus', other: '# messages non lus' }),
        none: 'Aucun message pour l’instant',
        said: (name, text) => `${name}\u00a0: ${text}`,
        statuses: { open: 'Ouverte', active: 'En cours', resolved: 'Résolue', closed: 'Fermée' },
        requests: { open: 'Demande reçue', active: 'Demande en cours', resolved: 'Demande résolue', closed: 'Demande fermée' },
      },

      start: {
        hint: 'Écrivez votre question ici. Vous trouverez la réponse au même endroit.',
        leave: (opening) =>
          `Écrivez votre message ici. Vous trouverez la réponse au même endroit${opening ? ` à partir de ${opening}` : ''}.`,
        subject: 'Objet',
        optional: 'facultatif',
        message: 'Votre message',
      },

      timeline: {
        label: 'Messages',
        earlier: 'Chargement des messages précédents',
        earlierConversation: 'Afficher votre conversation précédente',
        fresh: 'Nouveau',
        jump: 'Aller au message le plus récent',
        pill: (messages) => forms(messages, { one: '# nouveau message', many: '# de nouveaux messages', other: '# nouveaux messages' }),
        typing: (names) =>
          names.length > 2
            ? 'Plusieurs personnes écrivent…'
            : `${list(names)} ${names.length === 1 ? 'écrit' : 'écrivent'}…`,
        started: 'La conversation a commencé. Quelqu’un va bientôt vous répondre ici.',
        startedAlone: (opening) =>
          `La conversation a commencé. Il n’y a personne pour le moment, ${opening ? `nous répondons à partir de ${opening}` : 'vous trouverez la réponse ici'}.`,
        filed: 'Nous avons bien reçu votre demande. Vous trouverez la réponse ici.',
        place: (position) => (position > 1 ? count(position, { other: 'Vous êtes numéro # dans la file.' }) : 'Vous êtes le prochain dans la file.'),
        minutes: (minutes) => forms(minutes, { one: 'Environ une minute.', many: 'Environ # de minutes.', other: 'Environ # minutes.' }),
        hours: (hours) => forms(hours, { one: 'Environ une heure.', many: 'Environ # d’heures.', other: 'Environ # heures.' }),
        moreHours: (hours) => forms(hours, { one: 'Plus d’une heure.', many: 'Plus de # d’heures.', other: 'Plus de # heures.' }),
        missing: 'Cette conversation n’est plus ici.',
        failed: 'Cette conversation n’a pas pu être chargée. Elle est en sécurité.',
        full: 'Cette page ne remonte pas plus loin.',
        says: (name, text) => `${name} dit\u00a0: ${text}`,
      },

      status: {
        sending: 'Envoi…',
        waiting: 'En attente d’envoi',
        sent: 'Envoyé',
        delivered: 'Remis',
        read: 'Lu',
        refused: 'Non envoyé',
        delete: 'Supprimer',
        edit: 'Modifier',
        anew: 'Envoyer dans une nouvelle conversation',
      },

      activity: {
        helps: (name) => `${name} s’occupe maintenant de vous`,
        passedOn: (team) => `Transmis à ${team}`,
        merged: 'La suite est dans votre autre conversation',
        resolved: (name) => (name ? `${name} a indiqué que c’est résolu` : 'Cette conversation est indiquée comme résolue'),
        reopened: (name) => (name ? `${name} a rouvert cette conversation` : 'Cette conversation a été rouverte'),
        closed: (name) => (name ? `${name} a fermé cette conversation` : 'Cette conversation a été fermée'),
        yours: {
          resolved: 'Vous avez indiqué que c’est résolu',
          reopened: 'Vous avez rouvert cette conversation',
          closed: 'Vous avez fermé cette conversation',
          rated: (score) => `Vous avez donné ${score} étoiles sur 5`,
        },
      },

      writing: {
        placeholder: 'Écrire un message…',
        leave: 'Laisser un message…',
        label: 'Écrire un message',
        send: 'Envoyer',
        left: (characters) => forms(characters, { one: '# caractère restant', many: '# de caractères restants', other: '# caractères restants' }),
        over: (characters) =>
          forms(characters, {
            one: '# caractère de trop. Raccourcissez le message pour l’envoyer.',
            many: '# de caractères de trop. Raccourcissez le message pour l’envoyer.',
            other: '# caractères de trop. Raccourcissez le message pour l’envoyer.',
          }),
        resolved: 'Résolue. Écrivez pour la rouvrir.',
        closed: 'Cette conversation est fermée. Écrivez pour en commencer une nouvelle.',
        anew: 'Commencer une nouvelle conversation',
      },

      refusals: {
        conversation_closed: 'Cette conversation a été fermée avant l’arrivée de votre message.',
        rate_limited: 'Cela fait beaucoup à la fois. Attendez un instant, puis réessayez.',
        overloaded: 'Il y a trop d’activité pour le moment. Attendez un instant, puis réessayez.',
        not_found: 'Cette conversation n’est plus ici.',
        forbidden: 'Vous ne pouvez plus écrire ici.',
        unauthorized: 'Vous n’êtes plus connecté ici. Rechargez la page pour continuer.',
        conflict: 'Cela a changé entre-temps. Regardez à nouveau.',
        content_empty: 'Il n’y a encore rien à envoyer.',
        content_too_long: 'Le message est trop long. Raccourcissez-le pour l’envoyer.',
        invalid: 'Cela n’a pas pu être accepté. Vérifiez ce que vous avez écrit.',
        payload_too_large: 'C’est trop volumineux.',
        unsupported_media_type: 'Ce type de fichier n’est pas accepté.',
        other: 'Cela n’a pas fonctionné. Merci de réessayer.',
      },
    },

    request: {
      title: 'Envoyer une demande',
      hint: 'Pour ce qui demande plus de temps qu’une discussion. Vous pouvez en suivre l’avancement ici.',
      subject: 'Objet',
      category: 'De quoi s’agit-il\u00a0?',
      choose: 'Choisissez',
      priority: 'Est-ce urgent\u00a0?',
      priorities: {
        low: 'Faible\u00a0: cela peut attendre',
        medium: 'Moyenne\u00a0: dans les prochains jours',
        high: 'Élevée\u00a0: cela me retarde',
        urgent: 'Urgente\u00a0: je suis bloqué',
      },
      message: 'Décrivez ce dont vous avez besoin',
      submit: 'Envoyer la demande',
      sending: 'Envoi…',
      noSubject: 'Donnez-lui un objet en quelques mots.',
      noMessage: 'Décrivez ce dont vous avez besoin. Quelques mots suffisent.',
      lost: 'Nous ne savons pas si votre demande est arrivée. Regardez vos conversations avant de l’envoyer à nouveau.',
    },

    rating: {
      question: 'Comment vous avons-nous aidé ?',
      scores: ['Mal', 'Pas bien', 'Correctement', 'Bien', 'Très bien'],
      comment: 'Qu’est-ce qui était bien, qu’est-ce qui ne l’était pas ?',
      optional: 'facultatif',
      send: 'Envoyer',
      sending: 'Envoi…',
      thanks: (score) => `Merci. Vous avez donné ${score} étoiles sur 5.`,
      change: 'Modifier',
      lost: 'L’envoi n’a pas abouti. Veuillez réessayer.',
    },

    emoji: {
      label: 'Émojis',
      search: 'Rechercher un émoji',
      close: 'Fermer les émojis',
      loading: 'Chargement des émojis…',
      failed: 'Les émojis n’ont pas pu être chargés. Fermez la liste et ouvrez-la de nouveau.',
      found: (emoji) => forms(emoji, { one: '# émoji trouvé', many: '# d’émojis trouvés', other: '# émojis trouvés' }),
      recent: 'Utilisés récemment',
      tone: 'Couleur de peau',
      tones: ['Jaune', 'Claire', 'Moyennement claire', 'Moyenne', 'Moyennement foncée', 'Foncée'],
      groups: ['Smileys', 'Personnes', 'Animaux et nature', 'Nourriture et boissons', 'Voyages et lieux', 'Activités', 'Objets', 'Symboles', 'Drapeaux'],
    },

    language: { label: 'Langue' },
  };
}
