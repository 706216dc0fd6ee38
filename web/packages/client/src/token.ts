/** Gives a token for the doors. `fresh`: the one given last ends soon or was refused. */
export type TokenSource = (ask: { fresh: boolean }) => Promise<string>;
