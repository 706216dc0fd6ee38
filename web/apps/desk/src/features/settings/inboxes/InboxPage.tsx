import type { InboxSettings, InboxSettingsPatch } from '@deskbell/protocol';
import { useDesk } from '../../../shared/desk/context';
import { useRecordsChanged } from '../../../shared/desk/records';
import { Page } from '../pages/Page';
import { CustomersForm } from './CustomersForm';
import { EmbedForm } from './EmbedForm';
import { FilterForm } from './FilterForm';
import { GeneralForm } from './GeneralForm';
import { HoursForm } from './hours/HoursForm';
import { LookForm } from './LookForm';
import { RoutingForm } from './routing/RoutingForm';

/** What every part of an inbox's page gets. */
export interface InboxPartProps {
  inbox: InboxSettings;
  save: (patch: InboxSettingsPatch) => Promise<void>;
}

/** Everything about one inbox, each part saved by itself. */
export function InboxPage({ inbox, back }: { inbox: InboxSettings; back: { section: string; words: string } }) {
  const { inboxes } = useDesk().client.rest.settings;
  const changed = useRecordsChanged();
  const save = async (patch: InboxSettingsPatch) => {
    await inboxes.change(inbox.id, patch);
    await changed('inboxes');
  };
  const part = { inbox, save };
  return (
    <Page title={inbox.name} back={back}>
      <EmbedForm {...part} />
      <GeneralForm {...part} />
      <LookForm {...part} />
      <HoursForm {...part} />
      <RoutingForm {...part} />
      <CustomersForm {...part} />
      <FilterForm {...part} />
    </Page>
  );
}
