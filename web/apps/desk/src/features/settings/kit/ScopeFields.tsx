import type { Scope } from '@deskbell/protocol';
import { useDesk } from '../../../shared/desk/context';
import { useRecords } from '../../../shared/desk/records';
import { RadioField } from '../fields/choices';
import { SelectField } from '../fields/SelectField';
import { scopeOptions } from './scopes';
import { strings } from './strings';
import type { Form } from './useForm';

interface Scoped {
  scope: Scope;
  /** Empty while none is chosen. */
  teamId: string;
}

/** For whom something is. Whoever can only keep their own is not asked. */
export function ScopeFields<T extends Scoped>({ form }: { form: Form<T> }) {
  const { me } = useDesk();
  const teams = useRecords('teams').data ?? [];
  const options = scopeOptions(me);
  if (options.length === 1) return null;
  const choose = (change: Partial<Scoped>) => form.set(change as Partial<T>);
  return (
    <>
      <RadioField
        label={strings.scope}
        options={options}
        value={form.values.scope}
        onChange={(scope) => choose({ scope })}
        error={form.problem('scope')}
      />
      {form.values.scope === 'team' && (
        <SelectField
          label={strings.team}
          value={form.values.teamId}
          onChange={(teamId) => choose({ teamId })}
          error={form.problem('teamId')}
          options={[{ value: '', words: strings.chooseTeam }, ...teams.map(({ id, name }) => ({ value: id, words: name }))]}
        />
      )}
    </>
  );
}
