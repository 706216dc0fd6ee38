/** What a customer reads on the widget's buttons and fields, in the languages that journeys are told in. */
export interface CustomerWords {
  /** The launcher, the frame and the log of messages. */
  readonly messages: string;
  readonly launcher: RegExp;
  readonly close: string;
  readonly firstMessage: string;
  readonly subject: string;
  readonly begin: RegExp;
  readonly composer: string;
  readonly send: string;
  readonly back: string;
  readonly list: string;
  readonly oneHere: string;
  readonly closed: string;
  readonly reconnecting: RegExp;
  readonly waiting: string;
  readonly read: string;
  readonly typing: (name: string) => string;
}

const ENGLISH: CustomerWords = {
  messages: 'Messages',
  launcher: /^(Open|Close) messages/,
  close: 'Close messages',
  firstMessage: 'Your message',
  subject: 'Subject',
  begin: /^(Start a conversation|Leave a message)$/,
  composer: 'Write a message',
  send: 'Send',
  back: 'Back to your conversations',
  list: 'Your conversations',
  oneHere: '1 person here',
  closed: 'This conversation is closed. Write to start a new one.',
  reconnecting: /Reconnecting/,
  waiting: 'Waiting to be sent',
  read: 'Read',
  typing: (name) => `${name} is typing…`,
};

const OTHERS: Readonly<Record<string, CustomerWords>> = {
  de: {
    messages: 'Nachrichten',
    launcher: /^Nachrichten/,
    close: 'Nachrichten schließen',
    firstMessage: 'Ihre Nachricht',
    subject: 'Betreff',
    begin: /^(Unterhaltung beginnen|Nachricht hinterlassen)$/,
    composer: 'Nachricht schreiben',
    send: 'Senden',
    back: 'Zurück zu Ihren Unterhaltungen',
    list: 'Ihre Unterhaltungen',
    oneHere: '1 Person ist da',
    closed: 'Diese Unterhaltung ist geschlossen. Schreiben Sie, um eine neue zu beginnen.',
    reconnecting: /Verbindung wird wiederhergestellt/,
    waiting: 'Wartet auf das Senden',
    read: 'Gelesen',
    typing: (name) => `${name} schreibt…`,
  },
  ar: {
    messages: 'الرسائل',
    launcher: /^الرسائل/,
    close: 'إغلاق الرسائل',
    firstMessage: 'رسالتك',
    subject: 'الموضوع',
    begin: /^(بدء محادثة|ترك رسالة)$/,
    composer: 'كتابة رسالة',
    send: 'إرسال',
    back: 'العودة إلى محادثاتك',
    list: 'محادثاتك',
    oneHere: 'شخص واحد هنا',
    closed: 'هذه المحادثة مغلقة. اكتب لبدء محادثة جديدة.',
    reconnecting: /جارٍ إعادة الاتصال/,
    waiting: 'في انتظار الإرسال',
    read: 'قُرئت',
    typing: (name) => `يكتب ${name} الآن…`,
  },
  ja: {
    messages: 'メッセージ',
    launcher: /^メッセージ/,
    close: 'メッセージを閉じる',
    firstMessage: 'メッセージ',
    subject: '件名',
    begin: /^(会話を始める|メッセージを残す)$/,
    composer: 'メッセージを入力',
    send: '送信',
    back: '会話の一覧に戻る',
    list: 'あなたの会話',
    oneHere: '1人が対応できます',
    closed: 'この会話は終了しました。入力すると新しい会話が始まります。',
    reconnecting: /再接続しています/,
    waiting: '送信待ち',
    read: '既読',
    typing: (name) => `${name}さんが入力中…`,
  },
};

/** The words of the first of a browser's language, English where the widget has no other. */
export const wordsOf = (locale = 'en'): CustomerWords => OTHERS[locale.split('-')[0] ?? ''] ?? ENGLISH;
