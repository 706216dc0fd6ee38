import type { Entry } from '@deskbell/protocol';
import { strings } from '../../strings';

/** What happened, as one line; null for what needs no word here. */
export function activityWords(entry: Entry, own: boolean): string | null {
  const { activity, sender } = entry;
  // The house itself has no name worth saying: it closes what was long resolved.
  const by = sender.type === 'system' ? null : sender.name;
  const words = strings.activity;
  switch (activity?.type) {
    case 'assigned':
      return words.helps(activity.assignee.name);
    case 'transferred':
      // To a person of a team: the person is who helps now.
      if (activity.assignee) return words.helps(activity.assignee.name);
      return activity.team ? words.passedOn(activity.team.name) : null;
    case 'merged':
      return words.merged;
    case 'resolved':
      return own ? words.yours.resolved : words.resolved(by);
    case 'reopened':
      return own ? words.yours.reopened : words.reopened(by);
    case 'closed':
      return own ? words.yours.closed : words.closed(by);
    case 'rated':
      return own ? words.yours.rated(activity.score) : null;
    default:
      return null;
  }
}
