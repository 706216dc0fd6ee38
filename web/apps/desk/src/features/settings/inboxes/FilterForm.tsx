import type { WordFilter } from '@deskbell/protocol';
import { LinesField } from '../fields/AreaField';
import { RadioField, SwitchField } from '../fields/choices';
import { FormCard } from '../kit/FormCard';
import { useForm } from '../kit/useForm';
import type { InboxPartProps } from './InboxPage';
import { strings } from './strings';

type Action = WordFilter['action'];
const ACTIONS = (Object.keys(strings.actions) as Action[]).map((value) => ({
  value,
  words: strings.actions[value][0],
  meaning: strings.actions[value][1],
}));
const FIRST: WordFilter = { words: [], action: 'mask' };

/** Words no customer's message passes unseen with. */
export function FilterForm({ inbox: { wordFilter }, save }: InboxPartProps) {
  const form = useForm({
    initial: { wordFilter },
    check: (values): Record<string, string> =>
      values.wordFilter?.words.length === 0 ? { 'wordFilter.words': strings.wordsMissing } : {},
    save,
  });
  const { value, onChange } = form.field('wordFilter');
  return (
    <FormCard form={form} title={strings.filter} meaning={strings.filterMeaning}>
      <SwitchField label={strings.filterOn} value={value !== null} onChange={(on) => onChange(on ? (wordFilter ?? FIRST) : null)} />
      {value !== null && (
        <>
          <LinesField
            label={strings.words}
            hint={strings.wordsHint}
            value={value.words}
            onChange={(words) => onChange({ ...value, words })}
            error={form.problem('wordFilter.words')}
          />
          <RadioField
            label={strings.action}
            options={ACTIONS}
            value={value.action}
            onChange={(action) => onChange({ ...value, action })}
            error={form.problem('wordFilter.action')}
          />
        </>
      )}
    </FormCard>
  );
}
