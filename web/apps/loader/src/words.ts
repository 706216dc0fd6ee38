/** "Messages": all that the launcher and the frame are called by. Whether it is open is said by its state. */
const WORDS: Record<string, string> = {
  en: '',
  de: 'Nachrichten',
  fr: 'Messages',
  es: 'Mensajes',
  pt: 'Mensagens',
  ar: 'الرسائل',
  ja: 'メッセージ',
  zh: '消息',
};

/** The word in the first of these languages that is known; none for English, which has longer ones. */
export const wordIn = (tags: readonly string[]): string | undefined =>
  tags.map((tag) => WORDS[tag.slice(0, 2)]).find((word) => word != null);
