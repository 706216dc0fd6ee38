/** In place of engine.io-client's WebTransport, which our server does not speak and the client never asks for. */
export const WT = undefined;
