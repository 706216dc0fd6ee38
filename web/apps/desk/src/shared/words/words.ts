/** The closed sets of words on the wire, as they stand on screen. */
import type { Availability, Priority, Role, Status } from '@deskbell/protocol';
import type { DotTone } from '@deskbell/ui';

export const statusWords: Record<Status, string> = {
  open: 'Open',
  active: 'Active',
  resolved: 'Resolved',
  closed: 'Closed',
};

/** What a status means, for the one who reads the details. */
export const statusMeanings: Record<Status, string> = {
  open: 'Nobody has answered yet.',
  active: 'Somebody is helping.',
  resolved: 'Done. It opens again when the customer writes.',
  closed: 'Closed for good. The customer starts a new one.',
};

export const priorityWords: Record<Priority, string> = { low: 'Low', medium: 'Medium', high: 'High', urgent: 'Urgent' };

/** The usual categories, while nobody has named others. */
export const categoryWords: Readonly<Record<string, string>> = {
  payment: 'Payment',
  shipping: 'Shipping',
  account: 'Account',
  returns: 'Returns',
  technical: 'Technical',
  other: 'Other',
};

export const roleWords: Record<Role, string> = { agent: 'Agent', supervisor: 'Supervisor', admin: 'Admin' };

export const availabilityWords: Record<Availability, string> = {
  online: 'Online',
  away: 'Away',
  busy: 'Busy',
  offline: 'Offline',
};

/** What a choice means to customers. */
export const availabilityMeanings: Record<Availability, string> = {
  online: 'Customers see that you are here.',
  away: 'You are not counted as here.',
  busy: 'You are not counted as here.',
  offline: 'You are not counted as here.',
};

export const availabilityTones: Record<Availability, DotTone> = {
  online: 'good',
  away: 'warn',
  busy: 'bad',
  offline: 'faint',
};

/** How a colleague stands: what they chose, unless nobody can reach them. */
export function standing(availability: Availability, present: boolean): { tone: DotTone; words: string } {
  if (present || availability === 'offline') {
    return { tone: availabilityTones[availability], words: availabilityWords[availability] };
  }
  return { tone: 'faint', words: `${availabilityWords[availability]}, not connected` };
}
