import type { Agent } from '@deskbell/protocol';
import { useRecords } from '../../../shared/desk/records';
import { ChecksField, RadioField } from '../fields/choices';
import { NumberField } from '../fields/NumberField';
import { FormCard } from '../kit/FormCard';
import type { Problems } from '../kit/problems';
import { useForm } from '../kit/useForm';
import { useChangeAccount } from './accounts';
import { strings } from './strings';

interface Values {
  capacity: number | null;
  teamIds: string[];
  categories: string[] | null;
}

const WHICH = [
  { value: 'all', words: strings.allCategories },
  { value: 'some', words: strings.someCategories },
] as const;

const check = ({ categories }: Values): Problems => (categories?.length === 0 ? { categories: strings.noneChosen } : {});

/** What the dispatcher gives somebody: how much, of which teams and of which categories. */
export function WorkForm({ account }: { account: Agent }) {
  const change = useChangeAccount(account.id);
  const teams = useRecords('teams').data ?? [];
  const categories = useRecords('categories').data ?? [];
  const form = useForm<Values>({
    initial: { capacity: account.capacity, teamIds: account.teamIds, categories: account.categories ?? null },
    check,
    save: change,
  });
  const taken = form.field('categories');
  return (
    <FormCard form={form} title={strings.work} meaning={strings.workMeaning}>
      <NumberField {...form.field('capacity')} label={strings.capacity} hint={strings.capacityHint} unit={strings.capacityUnit} zero={strings.capacityNone} />
      <ChecksField
        {...form.field('teamIds')}
        label={strings.teams}
        hint={strings.teamsHint}
        options={teams.map(({ id, name }) => ({ value: id, words: name }))}
        empty={strings.noTeams}
      />
      <RadioField
        label={strings.categories}
        hint={strings.categoriesHint}
        value={taken.value === null ? 'all' : 'some'}
        options={WHICH}
        onChange={(which) => taken.onChange(which === 'all' ? null : (account.categories ?? []))}
        error={taken.value === null ? taken.error : undefined}
      />
      {taken.value !== null && (
        <ChecksField
          label={strings.chosenCategories}
          value={taken.value}
          onChange={taken.onChange}
          error={taken.error}
          options={categories.map(({ key, name }) => ({ value: key, words: name }))}
          empty={strings.noCategories}
        />
      )}
    </FormCard>
  );
}
