import type { Team } from '@deskbell/protocol';
import { Avatar } from '@deskbell/ui';
import { useDesk } from '../../../shared/desk/context';
import { useRecordsChanged } from '../../../shared/desk/records';
import { say } from '../../../shared/ui/toasts';
import { useAccounts } from '../agents/accounts';
import { TextField } from '../fields/TextField';
import { FormCard } from '../kit/FormCard';
import { useGo } from '../pages/links';
import { Page } from '../pages/Page';
import { Row, Rows } from '../pages/Rows';
import { useForm } from '../kit/useForm';
import { strings } from './strings';

const LONGEST = 60;

/** One team; null makes a new one. */
export function TeamForm({ team, back }: { team: Team | null; back: { section: string; words: string } }) {
  const { teams } = useDesk().client.rest.settings;
  const changed = useRecordsChanged();
  const go = useGo();
  const form = useForm({
    initial: { name: team?.name ?? '' },
    check: ({ name }): Record<string, string> => (name.trim() === '' ? { name: strings.nameMissing } : {}),
    conflict: 'name',
    save: async (_, { name }) => {
      await (team ? teams.change(team.id, { name: name.trim() }) : teams.add({ name: name.trim() }));
      await changed('teams');
    },
    saved: () => {
      if (team) return;
      say(strings.made(form.values.name.trim()));
      go(back.section, undefined, true);
    },
  });
  return (
    <Page title={team?.name ?? strings.newTitle} back={back}>
      <FormCard form={form}>
        <TextField {...form.field('name')} label={strings.name} hint={strings.nameHint} most={LONGEST} />
      </FormCard>
      {team && <Members teamId={team.id} />}
    </Page>
  );
}

function Members({ teamId }: { teamId: string }) {
  const accounts = useAccounts().data ?? [];
  const members = accounts.filter(({ active, teamIds }) => active && teamIds.includes(teamId));
  return (
    <section>
      <h2 className="mb-2 text-message font-semibold">{strings.members}</h2>
      {members.length === 0 && <p className="text-meta text-muted">{strings.membersNone}</p>}
      {members.length > 0 && (
        <Rows label={strings.members}>
          {members.map(({ id, name, avatarUrl }) => (
            <Row key={id} section="agents" item={id} title={name} mark={<Avatar name={name} src={avatarUrl} size={24} />} />
          ))}
        </Rows>
      )}
    </section>
  );
}
