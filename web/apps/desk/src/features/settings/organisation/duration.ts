/** Lengths of time as they are written in a small field: "15 min", "4 h", "1 h 30 min". */

/** What a text that is no length of time stands for, so that the form can say so. */
export const UNREADABLE = -1;

const WRITTEN = /^(?:(\d+)\s*h(?:ours?|rs?)?)?\s*(?:(\d+)\s*(?:m(?:in(?:ute)?s?)?)?)?$/i;

/** Minutes of a text; null for none. A number alone is minutes. */
export function minutesOf(text: string): number | null {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  const [, hours, minutes] = WRITTEN.exec(trimmed) ?? [];
  const total = Number(hours ?? 0) * 60 + Number(minutes ?? 0);
  return total > 0 && Number.isSafeInteger(total) ? total : UNREADABLE;
}

/** The text of minutes. */
export function durationText(minutes: number | null | undefined): string {
  if (minutes == null || minutes <= 0) return '';
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [hours > 0 ? `${hours} h` : '', rest > 0 ? `${rest} min` : ''].filter(Boolean).join(' ');
}
