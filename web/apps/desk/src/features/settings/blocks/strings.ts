import { isolated } from '../../../shared/words/bidi';

/** Every word about blocks. */
export const strings = {
  title: 'Blocks',
  meaning: 'Whoever is blocked cannot write, and is told so.',
  add: 'Block an address',
  none: 'Nobody is blocked',
  noneMeaning: 'Customers are blocked from their details beside a conversation; an address you block here.',
  by: (name: string) => `by ${isolated(name)}`,
  noReason: 'No reason given',
  unblock: 'Unblock',
  unblockOne: (name: string) => `Unblock ${name}`,
  unblocked: (name: string) => `${name} can write again.`,
  newTitle: 'Block an address',
  newMeaning: 'Everybody who comes from this address is kept out, so block a single person from their details instead where you can.',
  address: 'Address',
  addressHint: 'An IP address, such as 203.0.113.7. Of an IPv6 address the whole network (/64) is meant.',
  addressWrong: 'Write an IP address, such as 203.0.113.7 or 2001:db8::1.',
  reason: 'Reason',
  reasonHint: 'For your colleagues; it is not shown to whoever is blocked.',
  block: 'Block',
  made: (address: string) => `${address} is blocked.`,
} as const;
