import type { RoutingRule } from '@deskbell/protocol';
import { Button, Icon } from '@deskbell/ui';
import { Plus } from 'lucide-react';
import { useColleagues } from '../../../../shared/desk/queries';
import { useRecords } from '../../../../shared/desk/records';
import { Group } from '../../fields/Frame';
import { ListEditor } from '../../fields/ListEditor';
import { SelectField } from '../../fields/SelectField';
import { TextField } from '../../fields/TextField';
import type { Bound } from '../../kit/useForm';
import { strings } from './strings';

const MOST_RULES = 50;
const LONGEST_SUBJECT = 100;
const EMPTY: RoutingRule = { category: null, subjectContains: null, teamId: null, agentId: null };

/** Rules by which conversations of a kind go to somebody, in their order. */
export function RulesField({ value, onChange, error }: Bound<RoutingRule[]>) {
  const full = value.length >= MOST_RULES;
  return (
    <Group label={strings.rules} hint={full ? strings.full : strings.rulesHint} error={error}>
      <ListEditor label={strings.rules} items={value} onChange={onChange} nameOf={(index) => strings.rule(index + 1)}>
        {(rule, change) => <Rule rule={rule} onChange={change} />}
      </ListEditor>
      {!full && (
        <Button className="self-start" onClick={() => onChange([...value, { ...EMPTY }])}>
          <Icon of={Plus} /> {strings.addRule}
        </Button>
      )}
    </Group>
  );
}

function Rule({ rule, onChange }: { rule: RoutingRule; onChange: (rule: RoutingRule) => void }) {
  const categories = useRecords('categories').data ?? [];
  const teams = useRecords('teams').data ?? [];
  const colleagues = useColleagues();
  const { category, subjectContains, teamId, agentId } = rule;
  const send = (to: string) => {
    const [kind, id = ''] = to.split(':');
    onChange({ ...rule, teamId: kind === 'team' ? id : null, agentId: kind === 'agent' ? id : null });
  };
  const to = teamId ? `team:${teamId}` : agentId ? `agent:${agentId}` : '';
  return (
    <div className="grid gap-3 two:grid-cols-3">
      <SelectField
        label={strings.category}
        value={category ?? ''}
        options={[{ value: '', words: strings.anyCategory }, ...categories.map(({ key, name }) => ({ value: key, words: name }))]}
        onChange={(next) => onChange({ ...rule, category: next || null })}
      />
      <TextField
        label={strings.subject}
        value={subjectContains ?? ''}
        placeholder={strings.subjectAny}
        most={LONGEST_SUBJECT}
        onChange={(next) => onChange({ ...rule, subjectContains: next || null })}
      />
      <SelectField
        label={strings.to}
        value={to}
        options={[
          { value: '', words: strings.choose },
          ...teams.map(({ id, name }) => ({ value: `team:${id}`, words: name, group: strings.teams })),
          ...colleagues.map(({ id, name }) => ({ value: `agent:${id}`, words: name, group: strings.agents })),
        ]}
        onChange={send}
      />
    </div>
  );
}
