import type { Language, Speech } from './language';

const leaveOne = (opening: string | null) =>
  opening ? `Hinterlassen Sie eine Nachricht; wir antworten ab ${opening}.` : 'Hinterlassen Sie eine Nachricht, wir antworten Ihnen.';

/** German: "Sie", short sentences. */
export default function words({ count, list }: Speech): Language {
  const forms = (value: number, words: Record<'one' | 'other', string>) => count(value, words);
  return {
    widget: {
      messages: 'Nachrichten',
      back: 'Zurück zu Ihren Unterhaltungen',
      close: 'Nachrichten schließen',
      you: 'Sie',
      tryAgain: 'Noch einmal versuchen',
      team: 'Unser Team',

      presence: {
        here: (people) => forms(people, { one: '# Person ist da', other: '# Personen sind da' }),
        nobody: (opening) => `Gerade ist niemand da. ${leaveOne(opening)}`,
        busy: (opening) => `${opening ? 'Wir haben gerade geschlossen' : 'Gerade kann niemand antworten'}. ${leaveOne(opening)}`,
        inTurn: 'Gerade ist niemand da. Schreiben Sie uns, wir antworten der Reihe nach.',
      },

      line: {
        offline: 'Keine Verbindung. Was Sie schreiben, bleibt erhalten und wird gesendet.',
        reconnecting: 'Verbindung wird wiederhergestellt… Was Sie schreiben, bleibt erhalten und wird gesendet.',
        connecting: 'Verbindung wird hergestellt…',
        refused: 'Der Server hat diese Verbindung beendet.',
        forgetful: 'Dieser Browser merkt sich nichts für uns: Ihre Nachrichten bleiben, bis Sie diese Seite schließen.',
      },

      boot: {
        loading: 'Nachrichten werden geladen',
        missing: 'Unter dieser Adresse gibt es kein Postfach. Bitte sagen Sie es dem Betreiber dieser Seite.',
        unreachable: 'Wir sind gerade nicht erreichbar. Wir versuchen es weiter.',
        off: 'Der Chat ist im Moment ausgeschaltet. Bitte kommen Sie später wieder.',
        broken: 'Hier ist etwas schiefgegangen. Nichts, was Sie gesendet haben, ist verloren.',
        again: 'Neu beginnen',
      },

      home: {
        greeting: 'Guten Tag. Wie können wir helfen?',
        list: 'Ihre Unterhaltungen',
        start: 'Unterhaltung beginnen',
        leave: 'Nachricht hinterlassen',
        request: 'Anfrage senden',
        resume: 'Unterhaltung fortsetzen',
        older: 'Ältere Unterhaltungen zeigen',
        failed: 'Ihre Unterhaltungen konnten nicht geladen werden. Sie sind sicher.',
        unread: (messages) => forms(messages, { one: '# ungelesene Nachricht', other: '# ungelesene Nachrichten' }),
        none: 'Noch keine Nachrichten',
        said: (name, text) => `${name}: ${text}`,
        statuses: { open: 'Offen', active: 'In Arbeit', resolved: 'Erledigt', closed: 'Geschlossen' },
        requests: { open: 'Anfrage eingegangen', active: 'Anfrage in Arbeit', resolved: 'Anfrage erledigt', closed: 'Anfrage geschlossen' },
      },

      start: {
        hint: 'Schreiben Sie hier Ihre Frage. Die Antwort finden Sie an dieser Stelle.',
        leave: (opening) =>
          `Schreiben Sie hier Ihre Nachricht. Die Antwort finden Sie an dieser Stelle${opening ? `, ab ${opening}` : ''}.`,
        subject: 'Betreff',
        optional: 'freiwillig',
        message: 'Ihre Nachricht',
      },

      timeline: {
        label: 'Nachrichten',
        earlier: 'Frühere Nachrichten werden geladen',
        earlierConversation: 'Ihre frühere Unterhaltung zeigen',
        fresh: 'Neu',
        jump: 'Zur neuesten Nachricht',
        pill: (messages) => forms(messages, { one: '# neue Nachricht', other: '# neue Nachrichten' }),
        typing: (names) =>
          names.length > 2 ? 'Mehrere Personen schreiben…' : `${list(names)} ${names.length === 1 ? 'schreibt' : 'schreiben'}…`,
        started: 'Die Unterhaltung hat begonnen. Gleich antwortet Ihnen hier jemand.',
        startedAlone: (opening) =>
          `Die Unterhaltung hat begonnen. Gerade ist niemand da; ${opening ? `wir antworten ab ${opening}` : 'die Antwort finden Sie hier'}.`,
        filed: 'Wir haben Ihre Anfrage. Die Antwort finden Sie hier.',
        place: (position) => (position > 1 ? count(position, { other: 'Sie sind Nummer # in der Reihe.' }) : 'Sie sind als Nächstes an der Reihe.'),
        minutes: (minutes) => forms(minutes, { one: 'Etwa eine Minute.', other: 'Etwa # Minuten.' }),
        hours: (hours) => forms(hours, { one: 'Etwa eine Stunde.', other: 'Etwa # Stunden.' }),
        moreHours: (hours) => forms(hours, { one: 'Mehr als eine Stunde.', other: 'Mehr als # Stunden.' }),
        missing: 'Diese Unterhaltung gibt es hier nicht mehr.',
        failed: 'Diese Unterhaltung konnte nicht geladen werden. Sie ist sicher.',
        full: 'Weiter zurück reicht diese Seite nicht.',
        says: (name, text) => `${name} sagt: ${text}`,
      },

      status: {
        sending: 'Wird gesendet…',
        waiting: 'Wartet auf das Senden',
        sent: 'Gesendet',
        delivered: 'Zugestellt',
        read: 'Gelesen',
        refused: 'Nicht gesendet',
        delete: 'Löschen',
        edit: 'Bearbeiten',
        anew: 'In einer neuen Unterhaltung senden',
      },

      activity: {
        helps: (name) => `${name} hilft Ihnen jetzt`,
        passedOn: (team) => `Weitergegeben an ${team}`,
        merged: 'Es geht in Ihrer anderen Unterhaltung weiter',
        resolved: (name) => (name ? `${name} hat dies als erledigt markiert` : 'Dies wurde als erledigt markiert'),
        reopened: (name) => (name ? `${name} hat dies wieder geöffnet` : 'Dies wurde wieder geöffnet'),
        closed: (name) => (name ? `${name} hat diese Unterhaltung geschlossen` : 'Diese Unterhaltung wurde geschlossen'),
        yours: {
          resolved: 'Sie haben dies als erledigt markiert',
          reopened: 'Sie haben dies wieder geöffnet',
          closed: 'Sie haben diese Unterhaltung geschlossen',
          rated: (score) => `Sie haben dies mit ${score} von 5 Sternen bewertet`,
        },
      },

      writing: {
        placeholder: 'Nachricht schreiben…',
        leave: 'Nachricht hinterlassen…',
        label: 'Nachricht schreiben',
        send: 'Senden',
        left: (characters) => forms(characters, { one: 'Noch # Zeichen', other: 'Noch # Zeichen' }),
        over: (characters) =>
          forms(characters, { one: '# Zeichen zu viel. Kürzen Sie die Nachricht, um sie zu senden.', other: '# Zeichen zu viel. Kürzen Sie die Nachricht, um sie zu senden.' }),
        resolved: 'Erledigt. Schreiben Sie, um die Unterhaltung wieder zu öffnen.',
        closed: 'Diese Unterhaltung ist geschlossen. Schreiben Sie, um eine neue zu beginnen.',
        anew: 'Neue Unterhaltung beginnen',
      },

      refusals: {
        conversation_closed: 'Diese Unterhaltung wurde geschlossen, bevor Ihre Nachricht ankam.',
        rate_limited: 'Das war viel auf einmal. Warten Sie einen Moment und versuchen Sie es dann noch einmal.',
        overloaded: 'Gerade ist sehr viel los. Warten Sie einen Moment und versuchen Sie es dann noch einmal.',
        not_found: 'Diese Unterhaltung gibt es hier nicht mehr.',
        forbidden: 'Sie können hier nicht mehr schreiben.',
        unauthorized: 'Sie sind hier abgemeldet. Laden Sie die Seite neu, um weiterzumachen.',
        conflict: 'Das hat sich inzwischen geändert. Sehen Sie noch einmal nach.',
        content_empty: 'Es gibt noch nichts zu senden.',
        content_too_long: 'Die Nachricht ist zu lang. Kürzen Sie sie, um sie zu senden.',
        invalid: 'Das konnte so nicht angenommen werden. Prüfen Sie, was Sie geschrieben haben.',
        payload_too_large: 'Das ist zu groß.',
        unsupported_media_type: 'Dateien dieser Art werden nicht angenommen.',
        other: 'Das hat nicht geklappt. Bitte versuchen Sie es noch einmal.',
      },
    },

    request: {
      title: 'Anfrage senden',
      hint: 'Für alles, was länger dauert als ein Chat. Hier sehen Sie, wie es vorangeht.',
      subject: 'Betreff',
      category: 'Worum geht es?',
      choose: 'Bitte wählen',
      priority: 'Wie dringend ist es?',
      priorities: {
        low: 'Niedrig: Es hat Zeit',
        medium: 'Mittel: in den nächsten Tagen',
        high: 'Hoch: Es hält mich auf',
        urgent: 'Dringend: Ich komme nicht weiter',
      },
      message: 'Beschreiben Sie, was Sie brauchen',
      submit: 'Anfrage senden',
      sending: 'Wird gesendet…',
      noSubject: 'Geben Sie ihr in wenigen Worten einen Betreff.',
      noMessage: 'Beschreiben Sie, was Sie brauchen. Wenige Worte genügen.',
      lost: 'Wir wissen nicht, ob Ihre Anfrage angekommen ist. Sehen Sie in Ihren Unterhaltungen nach, bevor Sie sie noch einmal senden.',
    },

    rating: {
      question: 'Wie haben wir Ihnen geholfen?',
      scores: ['Schlecht', 'Nicht gut', 'In Ordnung', 'Gut', 'Sehr gut'],
      comment: 'Was war gut, was nicht?',
      optional: 'freiwillig',
      send: 'Senden',
      sending: 'Wird gesendet…',
      thanks: (score) => `Vielen Dank. Sie haben ${score} von 5 Sternen gegeben.`,
      change: 'Ändern',
      lost: 'Das konnte nicht gesendet werden. Bitte versuchen Sie es noch einmal.',
    },

    emoji: {
      label: 'Emoji',
      search: 'Emoji suchen',
      close: 'Emoji schließen',
      loading: 'Emoji werden geladen…',
      failed: 'Die Emoji konnten nicht geladen werden. Schließen und öffnen Sie die Auswahl noch einmal.',
      found: (emoji) => forms(emoji, { one: '# Emoji gefunden', other: '# Emoji gefunden' }),
      recent: 'Zuletzt verwendet',
      tone: 'Hautton',
      tones: ['Gelb', 'Hell', 'Mittelhell', 'Mittel', 'Mitteldunkel', 'Dunkel'],
      groups: ['Smileys', 'Menschen', 'Tiere und Natur', 'Essen und Trinken', 'Reisen und Orte', 'Aktivitäten', 'Gegenstände', 'Symbole', 'Flaggen'],
    },

    language: { label: 'Sprache' },
  };
}
