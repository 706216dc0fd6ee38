import { describe, expect, it } from 'vitest';
import { parse } from './address';
import { Decoder, Encoder, PacketType, type Packet } from './parser';

const encoded = (packet: Packet) => new Encoder().encode(packet)[0];
function decoded(text: unknown): Packet | undefined {
  const decoder = new Decoder();
  let heard: Packet | undefined;
  decoder.on('decoded', (packet) => {
    heard = packet;
  });
  decoder.add(text);
  return heard;
}

/** As the protocol of Socket.IO writes them. */
const PACKETS: [string, Packet][] = [
  ['0/chat,{"token":"t"}', { type: PacketType.CONNECT, nsp: '/chat', data: { token: 't' } }],
  ['1/chat,', { type: PacketType.DISCONNECT, nsp: '/chat' }],
  ['2["typing",{"a":1}]', { type: PacketType.EVENT, nsp: '/', data: ['typing', { a: 1 }] }],
  ['2/chat,12["join-chat",{}]', { type: PacketType.EVENT, nsp: '/chat', id: 12, data: ['join-chat', {}] }],
  ['3/chat,0[{"ok":true,"text":"a,b/c\\n"}]', { type: PacketType.ACK, nsp: '/chat', id: 0, data: [{ ok: true, text: 'a,b/c\n' }] }],
  ['4/chat,{"message":"no","data":{"code":"unauthorized"}}', { type: PacketType.CONNECT_ERROR, nsp: '/chat', data: { message: 'no', data: { code: 'unauthorized' } } }],
];

describe('packets', () => {
  it.each(PACKETS)('%s is written and read', (text, packet) => {
    expect(encoded(packet)).toBe(text);
    expect(decoded(text)).toEqual(packet);
  });

  it.each(['', '9', '51-["a"]', '2', '2{"a":1}', '2/chat,["open', '3/chat,1"a"', '0/chat,', '4/chat,"no"', '1/chat,[]', new ArrayBuffer(1), null])(
    'no packet is %s',
    (text) => expect(() => decoded(text)).toThrow(),
  );
});

describe('an address', () => {
  it.each([
    ['https://chat.example/chat', { protocol: 'https', host: 'chat.example', port: '', path: '/chat' }],
    ['http://127.0.0.1:8080', { protocol: 'http', host: '127.0.0.1', port: '8080', path: '/' }],
    ['http://[::1]:8080/chat', { protocol: 'http', host: '::1', port: '8080', path: '/chat' }],
  ])('%s is read', (source, parts) => expect(parse(source)).toEqual({ source, ...parts }));
});
