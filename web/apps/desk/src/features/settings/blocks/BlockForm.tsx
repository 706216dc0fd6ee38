import { useDesk } from '../../../shared/desk/context';
import { useRecordsChanged } from '../../../shared/desk/records';
import { say } from '../../../shared/ui/toasts';
import { TextField } from '../fields/TextField';
import { FormCard } from '../kit/FormCard';
import { useForm } from '../kit/useForm';
import { useGo } from '../pages/links';
import { Page } from '../pages/Page';
import { strings } from './strings';

const LONGEST = { address: 45, reason: 200 };
/** What looks like an address; the server reads it exactly. */
const ADDRESS = /^[0-9a-f.:]{3,45}$/i;

/** Blocks an address. */
export function BlockForm({ back }: { back: { section: string; words: string } }) {
  const { blocks } = useDesk().client.rest.settings;
  const changed = useRecordsChanged();
  const go = useGo();
  const form = useForm({
    initial: { address: '', reason: '' },
    check: ({ address }): Record<string, string> => (ADDRESS.test(address.trim()) ? {} : { address: strings.addressWrong }),
    conflict: 'address',
    save: async (_, { address, reason }) => {
      await blocks.add({ address: address.trim(), reason: reason.trim() });
      await changed('blocks');
    },
    saved: () => {
      say(strings.made(form.values.address.trim()));
      go(back.section, undefined, true);
    },
  });
  return (
    <Page title={strings.newTitle} meaning={strings.newMeaning} back={back}>
      <FormCard form={form} save={strings.block}>
        <TextField {...form.field('address')} label={strings.address} hint={strings.addressHint} most={LONGEST.address} code />
        <TextField {...form.field('reason')} label={strings.reason} hint={strings.reasonHint} most={LONGEST.reason} />
      </FormCard>
    </Page>
  );
}
