import type { Activity, Entry, PublicAgent } from '@deskbell/protocol';
import { isolated } from '../../../shared/words/bidi';
import { momentWords } from '../../../shared/words/due';
import { categoryWords, priorityWords } from '../../../shared/words/words';

/** Who did what, as one plain sentence. `me` is the reader's own agent id, `category` says what a category is called. */
export function activityWords(entry: Entry, me: string, category: (key: string) => string = usualCategory): string {
  const { sender, activity } = entry;
  if (!activity) return '';
  const who = sender.type === 'system' ? 'Deskbell' : sender.id === me ? 'You' : isolated(sender.name);
  return `${who} ${deed(activity, { by: sender.id ?? null, me, at: entry.createdAt, category })}`;
}

/** What a deed is told with. */
interface Telling {
  /** Who did it, where it was an agent. */
  readonly by: string | null;
  readonly me: string;
  /** When. */
  readonly at: string;
  readonly category: (key: string) => string;
}

function deed(activity: Activity, { by, me, at, category }: Telling): string {
  switch (activity.type) {
    case 'created':
      return 'started this conversation';
    case 'assigned':
      return assignedWords(activity.assignee, activity.previousAssignee ?? null, by, me);
    case 'unassigned':
      return 'put this back into the queue';
    case 'resolved':
      return 'resolved this';
    case 'reopened':
      return 'reopened this';
    case 'closed':
      return 'closed this for good';
    case 'rated':
      return `rated this ${activity.score} of 5${activity.comment ? `: ${quoted(activity.comment)}` : ''}`;
    case 'subjectChanged':
      return activity.to ? `changed the subject to ${quoted(activity.to)}` : 'removed the subject';
    case 'priorityChanged':
      return `changed the priority from ${priorityWords[activity.from]} to ${priorityWords[activity.to]}`;
    case 'categoryChanged':
      return activity.to ? `set the category to ${isolated(category(activity.to))}` : 'removed the category';
    case 'labelsChanged':
      return labelWords(activity.added, activity.removed);
    case 'transferred':
      return transferWords(activity, by, me);
    case 'escalated':
      return escalationWords(activity, at);
    case 'snoozed':
      return activity.until ? `snoozed this until ${momentWords(activity.until, at)}` : 'snoozed this until the customer replies';
    case 'unsnoozed':
      return 'woke this up';
    case 'merged':
      return 'joined this with the customer’s other conversation';
  }
}

function assignedWords(to: PublicAgent, from: PublicAgent | null, by: string | null, me: string): string {
  const source = from && from.id !== by ? ` over from ${nameOf(from, me)}` : '';
  if (to.id === by) return source ? `took this${source}` : 'took this';
  return `assigned this to ${nameOf(to, me)}`;
}

type Of<T extends Activity['type']> = Extract<Activity, { type: T }>;

function transferWords({ assignee, team, previousAssignee: from }: Of<'transferred'>, by: string | null, me: string): string {
  const goal = [assignee && nameOf(assignee, me), team && `the team ${isolated(team.name)}`].filter(Boolean).join(', in ');
  const source = from && from.id !== by ? ` from ${nameOf(from, me)}` : '';
  return `transferred this${source} to ${goal || 'the queue'}`;
}

function escalationWords({ reason, team, due }: Of<'escalated'>, at: string): string {
  const goal = team ? `escalated this to the team ${isolated(team.name)}` : 'escalated this';
  if (due) return `${goal}: it was due at ${momentWords(due, at)}`;
  return reason ? `${goal}: ${quoted(reason)}` : goal;
}

function nameOf(agent: PublicAgent, me: string): string {
  return agent.id === me ? 'you' : isolated(agent.name);
}

function labelWords(added: readonly string[], removed: readonly string[]): string {
  const plural = (labels: readonly string[]) => (labels.length === 1 ? 'label' : 'labels');
  const list = (labels: readonly string[]) => labels.map(quoted).join(', ');
  const parts = [
    added.length > 0 && `added the ${plural(added)} ${list(added)}`,
    removed.length > 0 && `removed the ${plural(removed)} ${list(removed)}`,
  ];
  return parts.filter(Boolean).join(' and ');
}

function usualCategory(key: string): string {
  return categoryWords[key] ?? key;
}

function quoted(text: string): string {
  return `“${isolated(text)}”`;
}
