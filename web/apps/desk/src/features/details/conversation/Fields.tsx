import type { Conversation, Priority } from '@deskbell/protocol';
import { Button, TimeText } from '@deskbell/ui';
import { AssignMenu } from '../../../shared/assign/AssignMenu';
import { useCategoryName } from '../../../shared/desk/names';
import { useOperations } from '../../../shared/desk/operations';
import { useRecords } from '../../../shared/desk/records';
import { perform } from '../../../shared/keys/actions';
import { DueText } from '../../../shared/teamwork/DueText';
import { Choice } from '../../../shared/ui/Choice';
import { categoryWords, priorityWords, statusMeanings, statusWords } from '../../../shared/words/words';
import { LabelSet } from '../LabelSet';
import { Pair, Section } from '../Section';
import { strings } from '../strings';
import { Description } from './Description';

const PRIORITIES = (Object.keys(priorityWords) as Priority[]).map((value) => ({ value, words: priorityWords[value] }));
const INLINE = '-ms-2 max-w-full font-normal!';

/** How the conversation stands; each field is changed where it stands. */
export function Fields({ conversation }: { conversation: Conversation }) {
  const { patch } = useOperations();
  const { status, priority, createdAt, escalatedAt, team, due } = conversation;
  const closed = status === 'closed';
  const live = status === 'open' || status === 'active';
  return (
    <Section title={strings.conversation}>
      <dl>
        <Pair name={strings.assignee}>
          <AssignMenu conversation={conversation} className={INLINE} />
        </Pair>
        <Pair name={strings.team}>
          {live ? (
            <Button tone="plain" size="small" className={INLINE} onClick={() => perform('conversation.transfer')}>
              <bdi className="min-w-0 truncate">{team?.name ?? strings.noTeam}</bdi>
            </Button>
          ) : (
            <bdi>{team?.name ?? strings.noTeam}</bdi>
          )}
        </Pair>
        <Pair name={strings.status}>
          <span title={statusMeanings[status]}>{statusWords[status]}</span>
        </Pair>
        {due && live && (
          <Pair name={strings.due}>
            <DueText conversation={conversation} />
          </Pair>
        )}
        {escalatedAt && (
          <Pair name={strings.escalated}>
            <TimeText at={escalatedAt} format="long" />
          </Pair>
        )}
        <Pair name={strings.priority}>
          {closed || !priority ? (
            priority && priorityWords[priority]
          ) : (
            <Choice
              label={strings.priority}
              value={priority}
              options={PRIORITIES}
              onChange={(value) => void patch(conversation, { priority: value })}
              className={INLINE}
            />
          )}
        </Pair>
        <Pair name={strings.category}>
          <CategoryField conversation={conversation} />
        </Pair>
        <Pair name={strings.started}>
          <TimeText at={createdAt} format="long" />
        </Pair>
      </dl>
      <LabelSet
        label={strings.labels}
        labels={conversation.labels ?? []}
        fixed={closed}
        onChange={(labels) => patch(conversation, { labels })}
      />
      <Description conversation={conversation} />
    </Section>
  );
}

const NONE = '';

function CategoryField({ conversation }: { conversation: Conversation }) {
  const { patch } = useOperations();
  const { data } = useRecords('categories');
  const nameOf = useCategoryName();
  const { category, status } = conversation;
  if (status === 'closed') return <>{category ? nameOf(category) : strings.noCategory}</>;
  const keys = data?.map(({ key }) => key) ?? Object.keys(categoryWords);
  // One that was taken out of the settings stays what it is here.
  const all = category && !keys.includes(category) ? [...keys, category] : keys;
  const options = [
    { value: NONE, words: strings.noCategory },
    ...all.map((value: string) => ({ value, words: nameOf(value) })),
  ];
  return (
    <Choice
      label={strings.category}
      value={category ?? NONE}
      options={options}
      onChange={(value) => void patch(conversation, { category: value === NONE ? null : value })}
      className={INLINE}
    />
  );
}
