/** In place of engine.io-parser's packets: text alone, without Blobs and base64. */
interface Packet {
  type: string;
  data?: string;
}

const TYPES = ['open', 'close', 'ping', 'pong', 'message', 'upgrade', 'noop'];
const WRONG: Packet = { type: 'error', data: 'parser error' };

export function encodePacket({ type, data }: Packet, _binary: boolean, give: (encoded: string) => void): void {
  give(TYPES.indexOf(type) + (data ?? ''));
}

export function decodePacket(encoded: unknown): Packet {
  if (typeof encoded !== 'string') return WRONG;
  const type = TYPES[Number(encoded[0])];
  if (type === undefined) return WRONG;
  return encoded.length > 1 ? { type, data: encoded.slice(1) } : { type };
}

/** Only WebTransport asks for it. */
export const encodePacketToBinary = undefined;
