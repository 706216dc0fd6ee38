import type { Agent } from '@deskbell/protocol';
import { Sentence } from '../../../shared/ui/Sentence';
import { RadioField } from '../fields/choices';
import { TextField } from '../fields/TextField';
import { FormCard } from '../kit/FormCard';
import { useForm } from '../kit/useForm';
import { Page } from '../pages/Page';
import { useChangeAccount } from './accounts';
import { Activity } from './Activity';
import { roleOptions } from './roles';
import { strings } from './strings';
import { WorkForm } from './WorkForm';

const LONGEST_NAME = 120;

/** One account: who they are here, what they take, and whether they may come in. */
export function AgentPage({ account, back }: { account: Agent; back: { section: string; words: string } }) {
  return (
    <Page title={account.name} back={back}>
      <p className="-mt-4 text-meta text-muted">
        <Sentence>{account.email ? strings.signsInAs(account.email) : strings.noEmail}</Sentence>
      </p>
      <AccountForm account={account} />
      <WorkForm account={account} />
      <Activity account={account} />
    </Page>
  );
}

function AccountForm({ account }: { account: Agent }) {
  const change = useChangeAccount(account.id);
  const form = useForm({
    initial: { name: account.name, role: account.role },
    check: ({ name }): Record<string, string> => (name.trim() === '' ? { name: strings.nameMissing } : {}),
    save: change,
  });
  return (
    <FormCard form={form} title={strings.account}>
      <TextField {...form.field('name')} label={strings.name} hint={strings.nameHint} most={LONGEST_NAME} />
      <RadioField {...form.field('role')} label={strings.role} hint={strings.roleHint} options={roleOptions} />
    </FormCard>
  );
}
