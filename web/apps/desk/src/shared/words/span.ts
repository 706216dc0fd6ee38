const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** A length of time as people say it: "1 second", "3 minutes"; rounded up, so that nobody comes back too early. */
export function span(ms: number): string {
  if (ms < MINUTE) return amount(Math.max(1, Math.ceil(ms / SECOND)), 'second');
  if (ms < HOUR) return amount(Math.ceil(ms / MINUTE), 'minute');
  return amount(Math.ceil(ms / HOUR), 'hour');
}

function amount(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** A count with its noun: "1 unread message", "3 unread messages". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}
