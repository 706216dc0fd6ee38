import type { Invitation } from '@deskbell/protocol';
import { Button, exactTime } from '@deskbell/ui';
import { Sentence } from '../../../shared/ui/Sentence';
import { CopyField } from '../fields/CopyField';
import { useGo } from '../pages/links';
import { Page } from '../pages/Page';
import { strings } from './strings';

export interface InvitationLinkProps {
  invitation: Invitation;
  back: { section: string; words: string };
  again: () => void;
}

/** The link of an invitation, which nobody can ask for a second time. */
export function InvitationLink({ invitation, back, again }: InvitationLinkProps) {
  const go = useGo();
  const link = new URL(invitation.link ?? '', location.origin).href;
  return (
    <Page title={strings.linkTitle} back={back}>
      <div className="flex flex-col gap-4 rounded-card border border-line bg-surface p-4 two:p-5">
        <p className="text-message">
          <Sentence>{strings.linkMeaning(invitation.email)}</Sentence>
        </p>
        <CopyField label={strings.link} value={link} />
        <p className="text-meta text-muted">
          {strings.linkEnds} <time dateTime={invitation.expiresAt}>{exactTime(invitation.expiresAt)}</time>.
        </p>
        <div className="flex flex-wrap gap-2">
          <Button tone="action" onClick={() => go(back.section)}>
            {strings.done}
          </Button>
          <Button onClick={again}>{strings.another}</Button>
        </div>
      </div>
    </Page>
  );
}
