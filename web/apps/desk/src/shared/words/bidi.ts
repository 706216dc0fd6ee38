/** A name inside a sentence of ours: whatever its script, it turns no other word around. */
export function isolated(text: string): string {
  return `\u2068${text}\u2069`;
}
