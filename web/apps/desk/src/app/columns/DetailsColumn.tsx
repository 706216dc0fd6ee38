import type { TimelineState } from '@deskbell/client';
import type { Participant } from '@deskbell/protocol';
import { useTimeline } from '@deskbell/react';
import type { ReactNode } from 'react';
import { Details } from '../../features/details/Details';
import { useConversation } from '../../shared/desk/queries';
import { Sheet } from '../../shared/ui/Sheet';
import { strings } from '../strings';

export interface DetailsColumnProps {
  conversationId: string;
  shown: boolean;
  /** Over the page, where there is no room beside. */
  over: boolean;
  onShown: (shown: boolean) => void;
  renderLink: (id: string, props: { className: string; children: ReactNode }) => ReactNode;
  /** Opens a conversation beside; null where there is no room. */
  onBeside: ((id: string) => void) | null;
}

/** The details of the conversation that is meant, beside it or over it. */
export function DetailsColumn({ conversationId, shown, over, onShown, renderLink, onBeside }: DetailsColumnProps) {
  const { state } = useTimeline(conversationId);
  const known = useConversation(conversationId);
  const conversation = known ?? state.conversation;
  if (!conversation || state.status === 'missing' || state.status === 'error') return null;
  const people = everybody(state);
  const details = (
    <Details conversation={conversation} people={people} renderLink={renderLink} onBeside={onBeside} />
  );
  if (over) {
    return (
      <Sheet open={shown} onOpenChange={onShown} title={strings.details} place="side">
        {details}
      </Sheet>
    );
  }
  if (!shown) return null;
  return (
    <aside aria-label={strings.details} className="h-full w-72 shrink-0 overflow-y-auto border-s border-line bg-surface">
      {details}
    </aside>
  );
}

/** Whoever has read or written here, once each. */
function everybody({ receipts, items }: TimelineState): readonly Participant[] {
  const senders = items.flatMap(({ entry }) => (entry ? [entry.sender] : []));
  const people = [...receipts.map(({ participant }) => participant), ...senders];
  return [...new Map(people.map((one) => [one.key, one])).values()];
}
