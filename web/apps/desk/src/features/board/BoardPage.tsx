import type { BoardAgent } from '@deskbell/protocol';
import { Skeleton, VisuallyHidden } from '@deskbell/ui';
import { Lock, TriangleAlert } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useDesk } from '../../shared/desk/context';
import { Blank } from '../../shared/ui/Blank';
import { AgentList } from './AgentList';
import { AgentSheet } from './AgentSheet';
import { Figures } from './Figures';
import { QueueList } from './QueueList';
import { strings } from './strings';
import { useBoard } from './useBoard';

interface LinkProps {
  className: string;
  children: ReactNode;
}

/** Where one can go from the board. */
export interface BoardLinks {
  conversation: (id: string, props: LinkProps) => ReactNode;
  queue: (props: LinkProps) => ReactNode;
}

/** How the desk stands now, for whoever steers it. */
export function BoardPage({ links }: { links: BoardLinks }) {
  const { me } = useDesk();
  if (me.role === 'agent') {
    return (
      <div className="grid h-full place-items-center">
        <Blank of={Lock} title={strings.forbidden} />
      </div>
    );
  }
  return (
    <div className="h-full overflow-y-auto">
      <div className="mx-auto max-w-260 px-4 py-4 two:px-6 two:py-6">
        <h1 className="mb-4 text-title font-semibold">{strings.title}</h1>
        <Live links={links} />
      </div>
    </div>
  );
}

function Live({ links }: { links: BoardLinks }) {
  const { board, failed, retry } = useBoard();
  const [shown, setShown] = useState<BoardAgent | null>(null);
  if (failed) {
    return (
      <Blank bad of={TriangleAlert} title={strings.failed} action={{ label: strings.again, run: retry }}>
        {strings.failedMeaning}
      </Blank>
    );
  }
  if (!board) {
    return (
      <div className="flex flex-col gap-4">
        <VisuallyHidden role="status">{strings.loading}</VisuallyHidden>
        <Skeleton height="76px" />
        <Skeleton height="240px" />
      </div>
    );
  }
  return (
    <>
      <Figures board={board} />
      <div className="mt-3 grid gap-x-6 gap-y-3 three:grid-cols-[minmax(0,1fr)_22rem]">
        <QueueList queue={board.queue} links={links} />
        <AgentList agents={board.agents} onShow={setShown} />
      </div>
      <AgentSheet of={shown} onClose={() => setShown(null)} links={links} />
    </>
  );
}
