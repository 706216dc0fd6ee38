import type { Macro, MacroAction, Scope } from '@deskbell/protocol';
import { useDesk } from '../../../shared/desk/context';
import { useRecordsChanged } from '../../../shared/desk/records';
import { say } from '../../../shared/ui/toasts';
import { TextField } from '../fields/TextField';
import { DeleteButton } from '../kit/DeleteButton';
import { FormCard } from '../kit/FormCard';
import type { Problems } from '../kit/problems';
import { ScopeFields } from '../kit/ScopeFields';
import { mayChange, mayShare } from '../kit/scopes';
import { strings as words } from '../kit/strings';
import { useForm } from '../kit/useForm';
import { useGo } from '../pages/links';
import { Page } from '../pages/Page';
import { complete } from './steps';
import { StepsField } from './StepsField';
import { strings } from './strings';

const LONGEST = 80;

interface Values {
  name: string;
  scope: Scope;
  teamId: string;
  actions: MacroAction[];
}

function check({ name, scope, teamId, actions }: Values): Problems {
  const found: Record<string, string> = {};
  const wrong = actions.findIndex((step) => !complete(step));
  if (name.trim() === '') found.name = strings.nameMissing;
  if (scope === 'team' && teamId === '') found.teamId = words.teamMissing;
  if (actions.length === 0) found.actions = strings.stepsMissing;
  if (wrong >= 0) found[`actions[${wrong}]`] = strings.stepWrong(wrong + 1);
  return found;
}

export interface MacroFormProps {
  /** Null makes a new one. */
  macro: Macro | null;
  back: { section: string; words: string };
}

/** One macro. */
export function MacroForm({ macro, back }: MacroFormProps) {
  const { client, me } = useDesk();
  const { macros } = client.rest.settings;
  const changed = useRecordsChanged();
  const go = useGo();
  const { name = '', scope = mayShare(me) ? 'everyone' : 'own', teamId, actions = [] } = macro ?? {};
  const form = useForm<Values>({
    initial: { name, scope, teamId: teamId ?? '', actions },
    check,
    conflict: 'name',
    save: async (_, values) => {
      const body = { ...values, name: values.name.trim(), teamId: values.scope === 'team' ? values.teamId : null };
      await (macro ? macros.change(macro.id, body) : macros.add(body));
      await changed('macros');
    },
    saved: () => {
      if (macro) return;
      say(strings.made(form.values.name.trim()));
      go(back.section, undefined, true);
    },
  });
  if (macro && !mayChange(me, macro)) return <ReadOnly macro={macro} back={back} />;
  return (
    <Page title={macro?.name ?? strings.newTitle} back={back}>
      <FormCard form={form}>
        <TextField {...form.field('name')} label={strings.name} hint={strings.nameHint} most={LONGEST} />
        <StepsField {...form.field('actions')} />
        <ScopeFields form={form} />
      </FormCard>
      {macro && (
        <DeleteButton
          kind="macros"
          section={back.section}
          name={macro.name}
          meaning={strings.removeMeaning}
          before={form.discard}
          remove={() => macros.remove(macro.id)}
          restore={() => macros.add({ name, scope, teamId: teamId ?? null, actions })}
        />
      )}
    </Page>
  );
}

function ReadOnly({ macro: { name, actions }, back }: { macro: Macro; back: MacroFormProps['back'] }) {
  return (
    <Page title={name} meaning={words.readOnly} back={back}>
      <ol className="flex list-inside list-decimal flex-col gap-2 rounded-card border border-line bg-surface p-4 text-message two:p-5">
        {actions.map((step, index) => (
          <li key={index}>
            {strings.types[step.type]}
            {'content' in step && <p className="letter mt-1 text-muted">{step.content}</p>}
          </li>
        ))}
      </ol>
    </Page>
  );
}
