/** What a canned response may leave open; the desk fills it in when it is put into a reply. */
export interface Variable {
  /** As it stands in the text. */
  readonly code: string;
  readonly words: string;
  /** What a preview shows in its place. */
  readonly example: string;
}

/** All of them. */
export const variables: readonly Variable[] = [
  { code: '{{customer.firstName}}', words: 'Customer’s first name', example: 'Ana' },
  { code: '{{customer.name}}', words: 'Customer’s name', example: 'Ana Ruiz' },
  { code: '{{customer.email}}', words: 'Customer’s e-mail', example: 'ana@example.com' },
  { code: '{{agent.firstName}}', words: 'Your first name', example: 'Bo' },
  { code: '{{agent.name}}', words: 'Your name', example: 'Bo Lind' },
  { code: '{{conversation.subject}}', words: 'Subject', example: 'Order 1042' },
  { code: '{{inbox.name}}', words: 'Inbox', example: 'Support' },
];

/** The text with examples in place of what is left open. */
export function previewOf(text: string): string {
  return variables.reduce((done, { code, example }) => done.replaceAll(code, example), text);
}
