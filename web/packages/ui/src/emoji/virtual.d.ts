declare module 'virtual:emoji/list' {
  /** Every group's emoji, with spaces between; those with skin tones are marked by `*`. */
  const groups: readonly string[];
  export default groups;
}

declare module 'virtual:emoji/shortcodes' {
  /** "name emoji" a line. */
  const lines: string;
  export default lines;
}

declare module 'virtual:emoji/names/*' {
  /** "name|words to find it by" a line, in the order of the list. */
  const lines: string;
  export default lines;
}
