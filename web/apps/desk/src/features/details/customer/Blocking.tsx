import type { Customer } from '@deskbell/protocol';
import { Button, Icon } from '@deskbell/ui';
import { Ban } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { useCustomerWork } from '../../../shared/teamwork/customers';
import { Sheet } from '../../../shared/ui/Sheet';
import { strings } from '../strings';

/** Characters a reason may have. */
const LONGEST = 500;

/** Keeps a customer from writing, with a reason for colleagues, and lets them write again. */
export function Blocking({ customer }: { customer: Customer }) {
  const { block, unblock } = useCustomerWork();
  const [asking, setAsking] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get('reason')).trim();
    if (reason !== '' && (await block(customer, reason))) setAsking(false);
  };
  if (customer.blocked) {
    return (
      <Button size="small" className="mt-3" onClick={() => void unblock(customer)}>
        {strings.unblock}
      </Button>
    );
  }
  return (
    <>
      <Button tone="plain" size="small" className="-ms-2 mt-2 text-muted!" onClick={() => setAsking(true)}>
        <Icon of={Ban} /> {strings.block}
      </Button>
      <Sheet open={asking} onOpenChange={setAsking} title={strings.blockTitle(customer.name)}>
        <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-3 p-4">
          <label className="flex flex-col gap-1 text-meta">
            {strings.blockReason}
            <textarea data-begin name="reason" dir="auto" required rows={2} maxLength={LONGEST} className="field" />
          </label>
          <p className="text-label text-muted">{strings.blockMeaning}</p>
          <Button type="submit" tone="bad" className="self-end">
            {strings.blockSubmit}
          </Button>
        </form>
      </Sheet>
    </>
  );
}
