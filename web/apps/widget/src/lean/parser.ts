/** In place of socket.io-parser: text packets alone, for both sides of our protocol speak no others. */
export const protocol = 5;

export const PacketType = {
  CONNECT: 0,
  DISCONNECT: 1,
  EVENT: 2,
  ACK: 3,
  CONNECT_ERROR: 4,
  BINARY_EVENT: 5,
  BINARY_ACK: 6,
} as const;

/** One packet. */
export interface Packet {
  type: number;
  nsp: string;
  id?: number;
  data?: unknown;
}

export class Encoder {
  encode({ type, nsp, id, data }: Packet): [string] {
    const place = nsp === '/' ? '' : `${nsp},`;
    return [`${type}${place}${id ?? ''}${data === undefined ? '' : JSON.stringify(data)}`];
  }
}

/** Type, namespace, id and what is said. */
const SHAPE = /^([0-4])(?:(\/[^,]*),?)?(\d*)([^]*)$/;

/** Tells its one listener of each packet, and throws on what is none: the line is then made anew. */
export class Decoder {
  #heard: ((packet: Packet) => void) | null = null;

  on(_: 'decoded', listener: (packet: Packet) => void): void {
    this.#heard = listener;
  }

  off(): void {
    this.#heard = null;
  }

  add(text: unknown): void {
    const [, kind, nsp = '/', id, said] = (typeof text === 'string' && SHAPE.exec(text)) || [];
    const type = Number(kind);
    const packet: Packet = { type, nsp };
    if (id) packet.id = Number(id);
    if (said) packet.data = JSON.parse(said) as unknown;
    if (!isSound(packet)) throw new Error('This is no packet.');
    this.#heard?.(packet);
  }

  destroy(): void {}
}

function isSound({ type, data }: Packet): boolean {
  if (type === PacketType.DISCONNECT) return data === undefined;
  if (type === PacketType.EVENT || type === PacketType.ACK) return Array.isArray(data);
  return type >= 0 && typeof data === 'object' && data !== null;
}
