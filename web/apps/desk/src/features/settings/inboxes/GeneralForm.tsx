import { useRecords } from '../../../shared/desk/records';
import { AreaField } from '../fields/AreaField';
import { SwitchField } from '../fields/choices';
import { SelectField } from '../fields/SelectField';
import { TextField } from '../fields/TextField';
import { FormCard } from '../kit/FormCard';
import { useForm } from '../kit/useForm';
import type { InboxPartProps } from './InboxPage';
import { strings } from './strings';

/** Characters of an inbox's name. */
export const LONGEST_NAME = 80;
const LONGEST_GREETING = 500;

/** What an inbox is called, what it says first, and whose it is. */
export function GeneralForm({ inbox, save }: InboxPartProps) {
  const teams = useRecords('teams').data ?? [];
  const form = useForm({
    initial: { name: inbox.name, greeting: inbox.greeting ?? '', teamId: inbox.teamId, chatEnabled: inbox.chatEnabled },
    check: ({ name }): Record<string, string> => (name.trim() === '' ? { name: strings.nameMissing } : {}),
    save: ({ greeting, ...patch }) => save(greeting === undefined ? patch : { ...patch, greeting: greeting.trim() || null }),
  });
  const chat = form.field('chatEnabled');
  return (
    <FormCard form={form} title={strings.general}>
      <TextField {...form.field('name')} label={strings.name} hint={strings.nameHint} most={LONGEST_NAME} />
      <AreaField {...form.field('greeting')} label={strings.greeting} hint={strings.greetingHint} most={LONGEST_GREETING} rows={2} />
      <SelectField
        {...form.field('teamId')}
        label={strings.team}
        hint={strings.teamHint}
        options={teams.map(({ id, name }) => ({ value: id, words: name }))}
      />
      <SwitchField label={strings.chat} meaning={strings.chatMeaning} value={chat.value} onChange={chat.onChange} />
    </FormCard>
  );
}
