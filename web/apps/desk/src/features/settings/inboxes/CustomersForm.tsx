import { SwitchField } from '../fields/choices';
import { FormCard } from '../kit/FormCard';
import { useForm } from '../kit/useForm';
import type { InboxPartProps } from './InboxPage';
import { strings } from './strings';

/** What the widget offers beside a conversation. */
export function CustomersForm({ inbox: { leaveMessage, ticketForm }, save }: InboxPartProps) {
  const form = useForm({ initial: { leaveMessage, ticketForm }, save });
  const [leave, tickets] = [form.field('leaveMessage'), form.field('ticketForm')];
  return (
    <FormCard form={form} title={strings.customers}>
      <SwitchField label={strings.leave} meaning={strings.leaveMeaning} value={leave.value} onChange={leave.onChange} />
      <SwitchField label={strings.tickets} meaning={strings.ticketsMeaning} value={tickets.value} onChange={tickets.onChange} />
    </FormCard>
  );
}
