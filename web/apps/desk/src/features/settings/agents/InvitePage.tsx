import type { Invitation, Role } from '@deskbell/protocol';
import { useState } from 'react';
import { useDesk } from '../../../shared/desk/context';
import { useRecords, useRecordsChanged } from '../../../shared/desk/records';
import { ChecksField, RadioField } from '../fields/choices';
import { TextField } from '../fields/TextField';
import { FormCard } from '../kit/FormCard';
import { useForm } from '../kit/useForm';
import { Page } from '../pages/Page';
import { InvitationLink } from './InvitationLink';
import { roleOptions } from './roles';
import { strings } from './strings';

const LONGEST_NAME = 120;
const LONGEST_EMAIL = 254;

interface Values {
  email: string;
  name: string;
  role: Role;
  teamIds: string[];
}

const EMPTY: Values = { email: '', name: '', role: 'agent', teamIds: [] };

/** Asks somebody to join, and gives the link to hand over. */
export function InvitePage({ back }: { back: { section: string; words: string } }) {
  const [made, setMade] = useState<Invitation | null>(null);
  if (made) return <InvitationLink invitation={made} back={back} again={() => setMade(null)} />;
  return (
    <Page title={strings.inviteTitle} meaning={strings.inviteMeaning} back={back}>
      <InviteForm made={setMade} />
    </Page>
  );
}

function InviteForm({ made }: { made: (invitation: Invitation) => void }) {
  const { invitations } = useDesk().client.rest.settings;
  const changed = useRecordsChanged();
  const teams = useRecords('teams').data ?? [];
  const form = useForm<Values>({
    initial: EMPTY,
    check: ({ email }): Record<string, string> => (/^\S+@\S+$/.test(email.trim()) ? {} : { email: strings.emailMissing }),
    conflict: 'email',
    save: async (_, { email, name, role, teamIds }) => {
      const invitation = await invitations.add({
        email: email.trim(),
        name: name.trim() || null,
        role,
        ...(teamIds.length > 0 ? { teamIds } : {}),
      });
      void changed('invitations');
      made(invitation);
    },
  });
  return (
    <FormCard form={form} save={strings.makeLink}>
      <TextField {...form.field('email')} label={strings.email} hint={strings.emailHint} type="email" most={LONGEST_EMAIL} />
      <TextField {...form.field('name')} label={strings.name} hint={strings.inviteNameHint} most={LONGEST_NAME} />
      <RadioField {...form.field('role')} label={strings.role} hint={strings.roleHint} options={roleOptions} />
      <ChecksField
        {...form.field('teamIds')}
        label={strings.teams}
        hint={strings.inviteTeamsHint}
        options={teams.map(({ id, name }) => ({ value: id, words: name }))}
        empty={strings.noTeams}
      />
    </FormCard>
  );
}
