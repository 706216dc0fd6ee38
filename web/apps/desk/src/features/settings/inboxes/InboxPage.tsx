import type { InboxSettings, InboxSettingsPatch } from '@deskbell/protocol';
import type { ComponentType } from 'react';
import { useDesk } from '../../../shared/desk/context';
import { useRecordsChanged } from '../../../shared/desk/records';
import { Page } from '../pages/Page';
import { Parts } from '../pages/Parts';
import { useNarrowing } from '../pages/search';
import { CustomersForm } from './CustomersForm';
import { EmbedForm } from './EmbedForm';
import { FilterForm } from './FilterForm';
import { GeneralForm } from './GeneralForm';
import { HoursForm } from './hours/HoursForm';
import { LookForm } from './LookForm';
import { RoutingForm } from './routing/RoutingForm';
import { strings } from './strings';

/** What every part of an inbox's page gets. */
export interface InboxPartProps {
  inbox: InboxSettings;
  save: (patch: InboxSettingsPatch) => Promise<void>;
}

type Form = ComponentType<InboxPartProps>;
const PARTS = [
  { id: 'general', words: strings.partGeneral, forms: [GeneralForm, LookForm] satisfies Form[] },
  { id: 'website', words: strings.partWebsite, forms: [EmbedForm] satisfies Form[] },
  { id: 'hours', words: strings.partHours, forms: [HoursForm] satisfies Form[] },
  { id: 'routing', words: strings.partRouting, forms: [RoutingForm] satisfies Form[] },
  { id: 'customers', words: strings.partCustomers, forms: [CustomersForm, FilterForm] satisfies Form[] },
] as const;

/** Everything about one inbox, in parts; each form is saved by itself. */
export function InboxPage({ inbox, back }: { inbox: InboxSettings; back: { section: string; words: string } }) {
  const { inboxes } = useDesk().client.rest.settings;
  const changed = useRecordsChanged();
  const save = async (patch: InboxSettingsPatch) => {
    await inboxes.change(inbox.id, patch);
    await changed('inboxes');
  };
  const [{ part }] = useNarrowing();
  const shown = PARTS.find(({ id }) => id === part) ?? PARTS[0];
  return (
    <Page title={inbox.name} back={back}>
      <Parts label={strings.parts} parts={PARTS} shown={shown.id} />
      {shown.forms.map((Form, index) => (
        <Form key={index} inbox={inbox} save={save} />
      ))}
    </Page>
  );
}
