import type { Conversation } from '@deskbell/protocol';
import { Button, Icon, exactTime, useNow } from '@deskbell/ui';
import { AlarmClock, HandHelping } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTeamwork } from '../../shared/teamwork/teamwork';
import { Sentence } from '../../shared/ui/Sentence';
import { isolated } from '../../shared/words/bidi';
import { momentWords } from '../../shared/words/due';
import { strings } from './strings';

/** Below the head: why nothing is asked of anybody right now. */
export function StandingBar({ conversation }: { conversation: Conversation }) {
  const { wake } = useTeamwork();
  const now = useNow();
  const { snoozed, snoozedUntil, offer, status } = conversation;
  if (status === 'resolved' || status === 'closed') return null;
  if (snoozed) {
    const words = snoozedUntil ? strings.standing.snoozed(momentWords(snoozedUntil, now)) : strings.standing.snoozedUntilReply;
    return (
      <Bar icon={AlarmClock} words={words} title={snoozedUntil ? exactTime(snoozedUntil) : undefined}>
        <Button size="small" tone="plain" className="slim text-link!" onClick={() => void wake(conversation)}>
          {strings.standing.wake}
        </Button>
      </Bar>
    );
  }
  if (offer) return <Bar icon={HandHelping} words={strings.standing.offered(isolated(offer.agent.name))} />;
  return null;
}

interface BarProps {
  icon: typeof AlarmClock;
  words: string;
  title?: string;
  children?: ReactNode;
}

function Bar({ icon, words, title, children }: BarProps) {
  return (
    <p className="flex min-h-9 shrink-0 items-center gap-2 border-b border-line bg-sunken px-4 text-meta text-muted" title={title}>
      <Icon of={icon} />
      <span className="min-w-0 flex-1 truncate">
        <Sentence>{words}</Sentence>
      </span>
      {children}
    </p>
  );
}
