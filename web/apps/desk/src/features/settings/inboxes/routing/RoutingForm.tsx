import type { RoutingSettings } from '@deskbell/protocol';
import { RadioField } from '../../fields/choices';
import { NumberField } from '../../fields/NumberField';
import { FormCard } from '../../kit/FormCard';
import { useForm } from '../../kit/useForm';
import type { InboxPartProps } from '../InboxPage';
import { OverflowField } from './OverflowField';
import { routingProblems } from './problems';
import { RulesField } from './RulesField';
import { strings } from './strings';

type Strategy = RoutingSettings['strategy'];
const STRATEGIES = (Object.keys(strings.strategies) as Strategy[]).map((value) => ({
  value,
  words: strings.strategies[value][0],
  meaning: strings.strategies[value][1],
}));

/** How a conversation of an inbox finds somebody. */
export function RoutingForm({ inbox: { routing }, save }: InboxPartProps) {
  const form = useForm({ initial: { routing }, check: (values) => routingProblems(values.routing), save });
  const { value, onChange } = form.field('routing');
  const change = (part: Partial<RoutingSettings>) => onChange({ ...value, ...part });
  return (
    <FormCard form={form} title={strings.title} meaning={strings.meaning}>
      <RadioField
        label={strings.strategy}
        options={STRATEGIES}
        value={value.strategy}
        onChange={(strategy) => change({ strategy })}
        error={form.problem('routing.strategy')}
      />
      {value.strategy !== 'manual' && (
        <NumberField
          label={strings.offer}
          hint={strings.offerHint}
          unit={strings.seconds}
          zero={strings.atOnce}
          value={value.offerSeconds}
          onChange={(offerSeconds) => change({ offerSeconds: offerSeconds ?? 0 })}
          error={form.problem('routing.offerSeconds')}
        />
      )}
      <RulesField value={value.rules} onChange={(rules) => change({ rules })} error={form.problem('routing.rules')} />
      <OverflowField value={value.overflow} onChange={(overflow) => change({ overflow })} problem={form.problem} />
    </FormCard>
  );
}
