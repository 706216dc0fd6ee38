/** In place of engine.io-client's own reader of addresses: every browser we run in has one. */
export function parse(source: string) {
  const { protocol, hostname, port, pathname } = new URL(source);
  // An IPv6 address is wanted without its brackets.
  return { source, protocol: protocol.slice(0, -1), host: hostname.replace(/[[\]]/g, ''), port, path: pathname };
}
