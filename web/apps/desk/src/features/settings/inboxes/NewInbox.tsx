import { useRef } from 'react';
import { useDesk } from '../../../shared/desk/context';
import { useRecordsChanged } from '../../../shared/desk/records';
import { say } from '../../../shared/ui/toasts';
import { TextField } from '../fields/TextField';
import { FormCard } from '../kit/FormCard';
import { useForm } from '../kit/useForm';
import { useGo } from '../pages/links';
import { Page } from '../pages/Page';
import { LONGEST_NAME } from './GeneralForm';
import { strings } from './strings';

/** Makes an inbox, and goes on to its page. */
export function NewInbox({ back }: { back: { section: string; words: string } }) {
  const { inboxes } = useDesk().client.rest.settings;
  const changed = useRecordsChanged();
  const go = useGo();
  const made = useRef('');
  const form = useForm({
    initial: { name: '' },
    check: ({ name }): Record<string, string> => (name.trim() === '' ? { name: strings.nameMissing } : {}),
    save: async (_, { name }) => {
      made.current = (await inboxes.add({ name: name.trim() })).id;
      await changed('inboxes');
    },
    saved: () => {
      say(strings.made(form.values.name.trim()));
      go(back.section, made.current, true, { part: 'website' });
    },
  });
  return (
    <Page title={strings.newTitle} meaning={strings.newMeaning} back={back}>
      <FormCard form={form}>
        <TextField {...form.field('name')} label={strings.name} hint={strings.nameHint} most={LONGEST_NAME} />
      </FormCard>
    </Page>
  );
}
