import type { Board, BoardItem } from '@deskbell/protocol';
import { Dot, TimeText, VisuallyHidden } from '@deskbell/ui';
import { Inbox } from 'lucide-react';
import { Blank } from '../../shared/ui/Blank';
import { span } from '../../shared/words/span';
import { priorityWords } from '../../shared/words/words';
import type { BoardLinks } from './BoardPage';
import { GiveMenu } from './GiveMenu';
import { strings } from './strings';

export interface QueueListProps {
  queue: Board['queue'];
  links: BoardLinks;
}

/** Who waits, in the order they will be helped. */
export function QueueList({ queue: { items, length }, links }: QueueListProps) {
  const behind = length - items.length;
  return (
    <section aria-labelledby="board-queue" className="min-w-0">
      <header className="flex h-10 items-center justify-between gap-2">
        <h2 id="board-queue" className="text-message font-semibold">
          {strings.queue}
        </h2>
        {length > 0 && links.queue({ className: 'text-meta text-link', children: strings.all })}
      </header>
      <div className="rounded-card border border-line bg-surface">
        {items.length === 0 ? (
          <Blank of={Inbox} title={strings.queueEmpty}>
            {strings.queueEmptyMeaning}
          </Blank>
        ) : (
          <ol className="divide-y divide-line">
            {items.map((item) => (
              <QueueRow key={item.conversationId} item={item} links={links} />
            ))}
          </ol>
        )}
        {behind > 0 && <p className="border-t border-line px-4 py-2.5 text-meta text-muted">{strings.andMore(behind)}</p>}
      </div>
    </section>
  );
}

function QueueRow({ item, links }: { item: BoardItem; links: BoardLinks }) {
  const { conversationId, position, customer, subject, priority, waitingSince, estimatedWaitMs } = item;
  const loud = priority === 'high' || priority === 'urgent';
  return (
    <li className="flex min-h-14 items-center gap-3 ps-4 pe-2">
      <span className="db-figures w-5 shrink-0 text-label text-faint">
        <VisuallyHidden>{strings.position(position)}</VisuallyHidden>
        <span aria-hidden="true">{position}</span>
      </span>
      {links.conversation(conversationId, {
        className: 'min-w-0 flex-1 py-2 hover:underline underline-offset-2',
        children: (
          <>
            <span dir="auto" className="oneline block text-meta font-medium">
              {customer.name}
            </span>
            <span dir="auto" className="oneline block text-meta text-muted">
              {subject ?? strings.noSubject}
            </span>
          </>
        ),
      })}
      <span className="flex shrink-0 flex-col items-end text-label">
        <Dot tone="brass" className="text-muted">
          <VisuallyHidden>{strings.waited}</VisuallyHidden>
          <TimeText at={waitingSince} />
        </Dot>
        {loud ? (
          <span className={priority === 'urgent' ? 'text-bad' : 'text-muted'}>{priorityWords[priority]}</span>
        ) : (
          estimatedWaitMs != null && <span className="hidden text-faint two:inline">{strings.expected(span(estimatedWaitMs))}</span>
        )}
      </span>
      <GiveMenu conversation={{ id: conversationId, assigneeId: null, assignee: null }} customer={customer.name} />
    </li>
  );
}
