/**
 * How Deskbell looks on the wire, as types and nothing else: `types` and `rest` are objects, `live` is what is
 * said over a connection, `frame` what the widget and the page that hosts it tell each other.
 */
export type * from './desk/conversation';
export type * from './desk/customer';
export type * from './desk/lists';
export type * from './desk/settings';
export type * from './frame';
export type * from './live';
export type * from './rest';
export type * from './types';
