interface Chance {
  getRandomValues(bytes: Uint8Array): Uint8Array;
}

/** A name nobody else uses: 128 random bits as 32 hexadecimal digits. Needs no secure page. */
export function newId(): string {
  const chance = (globalThis as unknown as { crypto: Chance }).crypto;
  return Array.from(chance.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
