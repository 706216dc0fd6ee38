import type { Plugin } from 'vite';

/** Answers imports of `virtual:emoji/…`: see emoji.mjs. */
export function emoji(): Plugin;
