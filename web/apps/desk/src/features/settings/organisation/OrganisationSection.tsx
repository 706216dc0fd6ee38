import type { OrganisationSettings } from '@deskbell/protocol';
import { AreaField } from '../fields/AreaField';
import { RadioField } from '../fields/choices';
import { NumberField } from '../fields/NumberField';
import { FormCard } from '../kit/FormCard';
import { useForm } from '../kit/useForm';
import { Loaded } from '../pages/Loaded';
import { Page } from '../pages/Page';
import { useChangeOrganisation, useOrganisation } from './settings';
import { SlaForm } from './SlaForm';
import { strings } from './strings';

const LONGEST_NUDGE = 500;
type Sees = NonNullable<OrganisationSettings['agentsSee']> | '';
const SEES = (Object.keys(strings.seesOptions) as (keyof typeof strings.seesOptions)[]).map((value) => ({
  value: value as Sees,
  words: strings.seesOptions[value][0],
  meaning: strings.seesOptions[value][1],
}));
const AS_STARTED = { value: '' as Sees, words: strings.asStarted[0], meaning: strings.asStarted[1] };

/** What holds for the whole organisation, each part saved by itself. */
export function OrganisationSection() {
  const settings = useOrganisation();
  return (
    <Page title={strings.title} meaning={strings.meaning}>
      <Loaded of={settings}>
        {(organisation) => (
          <>
            <SeeingForm organisation={organisation} />
            <WaitingForm organisation={organisation} />
            <SlaForm sla={organisation.sla} />
            <KeepingForm organisation={organisation} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

interface PartProps {
  organisation: OrganisationSettings;
}

function SeeingForm({ organisation: { agentsSee } }: PartProps) {
  const save = useChangeOrganisation();
  const form = useForm({ initial: { agentsSee }, save });
  const { value, onChange, error } = form.field('agentsSee');
  return (
    <FormCard form={form} title={strings.seeing} meaning={strings.seeingMeaning}>
      <RadioField
        label={strings.sees}
        options={[...SEES, AS_STARTED]}
        value={value ?? ''}
        onChange={(next) => onChange(next === '' ? null : next)}
        error={error}
      />
    </FormCard>
  );
}

function WaitingForm({ organisation }: PartProps) {
  const save = useChangeOrganisation();
  const { ageingMinutes, idleNudgeMinutes, idleNudgeText, idleResolveMinutes } = organisation;
  const form = useForm({
    initial: { ageingMinutes, idleNudgeMinutes, idleNudgeText, idleResolveMinutes },
    check: (values): Record<string, string> =>
      values.idleNudgeMinutes > 0 && values.idleNudgeText.trim() === '' ? { idleNudgeText: strings.nudgeTextMissing } : {},
    save,
  });
  return (
    <FormCard form={form} title={strings.waiting} meaning={strings.waitingMeaning}>
      <Amount {...form.field('ageingMinutes')} label={strings.ageing} hint={strings.ageingHint} unit={strings.minutes} zero={strings.off} />
      <Amount {...form.field('idleNudgeMinutes')} label={strings.nudge} hint={strings.nudgeHint} unit={strings.minutes} zero={strings.off} />
      {form.values.idleNudgeMinutes > 0 && (
        <AreaField {...form.field('idleNudgeText')} label={strings.nudgeText} hint={strings.nudgeTextHint} most={LONGEST_NUDGE} rows={2} />
      )}
      <Amount
        {...form.field('idleResolveMinutes')}
        label={strings.resolve}
        hint={strings.resolveHint}
        unit={strings.minutes}
        zero={strings.off}
      />
    </FormCard>
  );
}

function KeepingForm({ organisation: { closeResolvedDays, retentionDays } }: PartProps) {
  const save = useChangeOrganisation();
  const form = useForm({ initial: { closeResolvedDays, retentionDays }, save });
  return (
    <FormCard form={form} title={strings.keeping} meaning={strings.keepingMeaning}>
      <Amount {...form.field('closeResolvedDays')} label={strings.close} hint={strings.closeHint} unit={strings.days} zero={strings.off} />
      <Amount {...form.field('retentionDays')} label={strings.retention} hint={strings.retentionHint} unit={strings.days} zero={strings.forever} />
    </FormCard>
  );
}

interface AmountProps {
  label: string;
  hint: string;
  unit: string;
  zero: string;
  value: number;
  onChange: (value: number) => void;
  error: string | undefined;
}

/** A number that is always there; 0 switches its thing off. */
function Amount({ onChange, ...rest }: AmountProps) {
  return <NumberField {...rest} onChange={(next) => onChange(next ?? 0)} />;
}
