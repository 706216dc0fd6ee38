import type { Conversation, Participant } from '@deskbell/protocol';
import { Avatar, Button } from '@deskbell/ui';
import { useDesk } from '../../../shared/desk/context';
import { useTeamwork } from '../../../shared/teamwork/teamwork';
import { Section } from '../Section';
import { strings } from '../strings';

export interface PeopleProps {
  conversation: Conversation;
  people: readonly Participant[];
}

/** The colleagues who have been in this conversation, and whether one follows it oneself. */
export function People({ conversation, people }: PeopleProps) {
  const { me } = useDesk();
  const { follow } = useTeamwork();
  const follows = conversation.me?.follows ?? false;
  const colleagues = people.filter(({ type, id }) => type === 'agent' && id !== me.id);
  return (
    <Section title={strings.people}>
      <ul className="flex flex-col gap-1.5 empty:hidden">
        {colleagues.map(({ key, name, avatarUrl }) => (
          <li key={key} className="flex min-h-7 items-center gap-2 text-meta">
            <Avatar name={name} src={avatarUrl} size={20} />
            <bdi className="min-w-0 truncate">{name}</bdi>
          </li>
        ))}
      </ul>
      {colleagues.length === 0 && <p className="text-meta text-muted">{strings.nobodyElse}</p>}
      <p className="mt-1 flex items-center justify-between gap-2 text-meta text-muted">
        <span>{follows ? strings.follows : strings.followsNot}</span>
        <Button size="small" onClick={() => void follow(conversation, !follows)}>
          {follows ? strings.unfollow : strings.follow}
        </Button>
      </p>
    </Section>
  );
}
