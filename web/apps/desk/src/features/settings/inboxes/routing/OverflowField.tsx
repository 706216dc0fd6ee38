import type { Overflow } from '@deskbell/protocol';
import { useRecords } from '../../../../shared/desk/records';
import { SwitchField } from '../../fields/choices';
import { ErrorLine, Group } from '../../fields/Frame';
import { NumberField } from '../../fields/NumberField';
import { SelectField } from '../../fields/SelectField';
import { strings } from './strings';

const FIRST: Overflow = { afterMinutes: 10, queueLength: null, teamId: '' };

export interface OverflowFieldProps {
  value: Overflow | null;
  onChange: (value: Overflow | null) => void;
  problem: (name: string) => string | undefined;
}

/** Where conversations go that wait too long, or stand in too long a line. */
export function OverflowField({ value, onChange, problem }: OverflowFieldProps) {
  const teams = useRecords('teams').data ?? [];
  const known = ['afterMinutes', 'queueLength', 'teamId'].some((name) => problem(`routing.overflow.${name}`));
  return (
    <Group label={strings.overflow}>
      <SwitchField
        label={strings.overflowOn}
        meaning={strings.overflowMeaning}
        value={value !== null}
        onChange={(on) => onChange(on ? FIRST : null)}
      />
      {value !== null && (
        <div className="mt-2 flex flex-col gap-4 ps-7">
          <NumberField
            label={strings.after}
            unit={strings.minutes}
            none={strings.never}
            value={value.afterMinutes ?? null}
            onChange={(afterMinutes) => onChange({ ...value, afterMinutes })}
            error={problem('routing.overflow.afterMinutes')}
          />
          <NumberField
            label={strings.length}
            unit={strings.conversations}
            none={strings.never}
            value={value.queueLength ?? null}
            onChange={(queueLength) => onChange({ ...value, queueLength })}
            error={problem('routing.overflow.queueLength')}
          />
          <SelectField
            label={strings.overflowTeam}
            value={value.teamId}
            onChange={(teamId) => onChange({ ...value, teamId })}
            options={[{ value: '', words: strings.choose }, ...teams.map(({ id, name }) => ({ value: id, words: name }))]}
            error={problem('routing.overflow.teamId')}
          />
          {!known && <ErrorLine id="overflow-wrong" error={problem('routing.overflow')} />}
        </div>
      )}
    </Group>
  );
}
