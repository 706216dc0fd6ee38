import type { Category, Conversation, Priority } from '@deskbell/protocol';
import { TimeText } from '@deskbell/ui';
import { AssignMenu } from '../../shared/assign/AssignMenu';
import { useOperations } from '../../shared/desk/operations';
import { Choice } from '../../shared/ui/Choice';
import { categoryWords, priorityWords, statusMeanings, statusWords } from '../../shared/words/words';
import { Description } from './Description';
import { Labels } from './Labels';
import { Pair, Section } from './Section';
import { strings } from './strings';

const PRIORITIES = (Object.keys(priorityWords) as Priority[]).map((value) => ({ value, words: priorityWords[value] }));
const NONE = 'none';
const CATEGORIES = [
  { value: NONE, words: strings.noCategory },
  ...Object.entries(categoryWords).map(([value, words]) => ({ value, words })),
];
const INLINE = '-ms-2 max-w-full font-normal!';

/** How the conversation stands; each field is changed where it stands. */
export function Fields({ conversation }: { conversation: Conversation }) {
  const { patch } = useOperations();
  const { status, priority, category, createdAt } = conversation;
  const closed = status === 'closed';
  const setCategory = (value: string) =>
    void patch(conversation, { category: value === NONE ? null : (value as Category) });
  return (
    <Section title={strings.conversation}>
      <dl>
        <Pair name={strings.assignee}>
          <AssignMenu conversation={conversation} className={INLINE} />
        </Pair>
        <Pair name={strings.status}>
          <span title={statusMeanings[status]}>{statusWords[status]}</span>
        </Pair>
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
          {closed ? (
            category ? categoryWords[category] : strings.noCategory
          ) : (
            <Choice label={strings.category} value={category ?? NONE} options={CATEGORIES} onChange={setCategory} className={INLINE} />
          )}
        </Pair>
        <Pair name={strings.started}>
          <TimeText at={createdAt} format="long" />
        </Pair>
      </dl>
      <Labels conversation={conversation} />
      <Description conversation={conversation} />
    </Section>
  );
}
