import type { Invitation } from '@deskbell/protocol';
import { Button, exactTime, shortDate, useNow } from '@deskbell/ui';
import { useState } from 'react';
import { useDesk } from '../../../shared/desk/context';
import { useRecords, useRecordsChanged } from '../../../shared/desk/records';
import { Confirm } from '../../../shared/ui/Confirm';
import { say } from '../../../shared/ui/toasts';
import { sentenceOf } from '../../../shared/words/errors';
import { roleWords } from '../../../shared/words/words';
import { strings } from './strings';

/** The invitations nobody has taken yet, each of which can be revoked. */
export function InvitationRows() {
  const invitations = useRecords('invitations').data ?? [];
  const changed = useRecordsChanged();
  const { client } = useDesk();
  const now = useNow();
  const [asked, setAsked] = useState<Invitation | null>(null);
  const revoke = async (id: string) => {
    try {
      await client.rest.settings.invitations.remove(id);
      await changed('invitations');
      say(strings.revoked);
    } catch (error) {
      say(sentenceOf(error), { tone: 'bad' });
    }
  };
  if (invitations.length === 0) return null;
  return (
    <section>
      <h2 className="mb-2 text-message font-semibold">{strings.invitations}</h2>
      <ul aria-label={strings.invitations} className="divide-y divide-line rounded-card border border-line bg-surface">
        {invitations.map((invitation) => (
          <li key={invitation.id} className="flex min-h-14 items-center gap-3 py-2 ps-4 pe-3">
            <span className="min-w-0 flex-1">
              <span className="oneline block text-message font-medium">{invitation.email}</span>
              <span className="oneline block text-meta text-muted">
                {roleWords[invitation.role]} · {strings.expires} <time dateTime={invitation.expiresAt} title={exactTime(invitation.expiresAt)}>{shortDate(invitation.expiresAt, now)}</time>
              </span>
            </span>
            <Button size="small" onClick={() => setAsked(invitation)} aria-label={`${strings.revoke}: ${invitation.email}`}>
              {strings.revoke}
            </Button>
          </li>
        ))}
      </ul>
      <Confirm
        open={asked !== null}
        onOpenChange={(open) => !open && setAsked(null)}
        title={strings.revokeTitle(asked?.email ?? '')}
        meaning={strings.revokeMeaning}
        yes={strings.revoke}
        no={strings.revokeKeep}
        onYes={() => asked && void revoke(asked.id)}
      />
    </section>
  );
}
