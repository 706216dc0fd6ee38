/** Code, and addresses: a colon in them is theirs. */
const LEFT_ALONE = /(```[\s\S]*?```|`[^`\n]*`|(?:https?:\/\/|www\.)\S+)/u;

/**
 * The text with every `:name:` that stands for an emoji replaced by it. What is no name stays, and so do code,
 * addresses, times such as 10:30:00, and smileys made of signs.
 */
export function withShortcodes(text: string, emojiOf: (name: string) => string | undefined): string {
  return text
    .split(LEFT_ALONE)
    .map((part, at) => (at % 2 === 1 ? part : replaced(part, emojiOf)))
    .join('');
}

/** A colon after a letter or a figure begins no name. */
function replaced(text: string, emojiOf: (name: string) => string | undefined): string {
  return text.replace(/:([a-z\d_+-]{1,40}):/gu, (whole: string, name: string, at: number) =>
    /\w/u.test(text[at - 1] ?? '') ? whole : (emojiOf(name) ?? whole),
  );
}
