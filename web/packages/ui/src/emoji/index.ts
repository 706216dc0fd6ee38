/**
 * Emoji: a picker and a list for `:short_names:`. Loaded on demand, with its data; no other server is asked. An app
 * that builds it has the plugin of `vite/emoji.mjs`.
 */
export { EmojiPicker } from './EmojiPicker';
export type { EmojiPickerProps, EmojiWords } from './EmojiPicker';
export { CodeList } from './CodeList';
export type { CodeListProps } from './CodeList';
export { codesAt, emojiOfCode } from './shortcodes';
export type { EmojiKeeper } from './kept';
