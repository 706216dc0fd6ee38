/** In place of socket.io-parser's binary packets: both sides of our protocol speak text alone. */
export const isBinary = () => false;
export const hasBinary = () => false;

const refuse = (): never => {
  throw new Error('There are no binary packets here.');
};
export { refuse as deconstructPacket, refuse as reconstructPacket };
