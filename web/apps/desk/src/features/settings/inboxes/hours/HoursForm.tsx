import { Button } from '@deskbell/ui';
import type { BusinessHours } from '@deskbell/protocol';
import { SwitchField } from '../../fields/choices';
import { Group } from '../../fields/Frame';
import { SelectField } from '../../fields/SelectField';
import { FormCard } from '../../kit/FormCard';
import { useForm } from '../../kit/useForm';
import type { InboxPartProps } from '../InboxPage';
import { DayField } from './DayField';
import { HolidaysField } from './HolidaysField';
import { firstHours, hoursProblems, WEEKDAYS, zoneOptions } from './hours';
import { strings } from './strings';

/** When an inbox is staffed. */
export function HoursForm({ inbox: { businessHours }, save }: InboxPartProps) {
  const form = useForm({
    initial: { businessHours },
    check: (values) => hoursProblems(values.businessHours),
    save,
  });
  const { value: hours, onChange } = form.field('businessHours');
  const change = (part: Partial<BusinessHours>) => hours && onChange({ ...hours, ...part });
  const likeMonday = ({ days }: BusinessHours) => {
    const monday = () => days.mon.map((opening) => ({ ...opening }));
    change({ days: { ...days, tue: monday(), wed: monday(), thu: monday(), fri: monday() } });
  };
  return (
    <FormCard form={form} title={strings.title} meaning={strings.meaning}>
      <SwitchField
        label={strings.on}
        meaning={strings.onMeaning}
        value={hours !== null}
        onChange={(on) => onChange(on ? (businessHours ?? firstHours()) : null)}
      />
      {hours !== null && (
        <>
          <SelectField
            label={strings.zone}
            hint={strings.zoneHint}
            options={zoneOptions(hours.timeZone)}
            value={hours.timeZone}
            onChange={(timeZone) => change({ timeZone })}
            error={form.problem('businessHours.timeZone')}
          />
          <Group label={strings.days} error={form.problem('businessHours.days')}>
            <div className="flex flex-col divide-y divide-line">
              {WEEKDAYS.map((day) => (
                <DayField
                  key={day}
                  name={strings.dayNames[day]}
                  openings={hours.days[day] ?? []}
                  onChange={(openings) => change({ days: { ...hours.days, [day]: openings } })}
                  wrong={form.problem(`businessHours.days.${day}`) !== undefined}
                />
              ))}
            </div>
            <Button size="small" className="self-start" onClick={() => likeMonday(hours)}>
              {strings.copyMonday}
            </Button>
          </Group>
          <HolidaysField
            value={hours.holidays}
            onChange={(holidays) => change({ holidays })}
            error={form.problem('businessHours.holidays')}
          />
        </>
      )}
    </FormCard>
  );
}
