import { counted } from '../../../shared/words/span';

/** Every word about teams. */
export const strings = {
  title: 'Teams',
  meaning: 'A team shares work: inboxes, rules and transfers can send conversations to it.',
  add: 'New team',
  none: 'No teams yet',
  noneMeaning: 'Make one, then choose its agents under Agents.',
  newTitle: 'New team',
  name: 'Name',
  nameHint: 'Colleagues read it when they transfer a conversation.',
  nameMissing: 'A team has a name.',
  agents: (count: number) => (count === 0 ? 'No agents yet' : counted(count, 'agent')),
  members: 'Agents of this team',
  membersNone: 'Nobody belongs to it yet. Open an agent under Agents and choose this team.',
  made: (name: string) => `Team “${name}” is made.`,
} as const;
