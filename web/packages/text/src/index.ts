/**
 * What people write, understood: an allow-listed part of Markdown as a small tree, safe addresses, `:shortcodes:`.
 * The same on both sides of a conversation. No markup comes out of it and none goes in: whoever draws the tree makes
 * elements of it. Start reading at `blocks.ts`.
 */
export { parse, PARSED_MAX } from './blocks';
export { hasMarkup, safeHref, splitAddresses, type Address } from './addresses';
export { hostToShow } from './host';
export { plain } from './plain';
export { withShortcodes } from './shortcodes';
export type { Block, Inline } from './tree';
