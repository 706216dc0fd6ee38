import type { Found } from '@deskbell/protocol';
import { Icon, TimeText } from '@deskbell/ui';
import { MessageSquareText, StickyNote, Type, UserRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { statusWords } from '../../shared/words/words';
import { pieces } from './query';
import { strings } from './strings';

const ICONS = { message: MessageSquareText, note: StickyNote, subject: Type, customer: UserRound } as const;

export interface ResultLineProps {
  found: Found;
  /** Wraps the line's content in a link to the place. */
  link: (props: { className: string; children: ReactNode }) => ReactNode;
}

/** One place where the words stand: whose conversation, what kind of place, and the words in what is around them. */
export function ResultLine({ found, link }: ResultLineProps) {
  const { conversation, kind, snippet, marks, at } = found;
  const { customer, subject, status } = conversation;
  return link({
    className: 'flex gap-3 px-4 py-3 hover:bg-sunken outline-offset-[-2px]!',
    children: (
      <>
        <span className={`mt-0.5 grid size-8 shrink-0 place-items-center rounded-full text-muted ${kind === 'note' ? 'bg-note' : 'bg-sunken'}`}>
          <Icon of={ICONS[kind]} />
        </span>
        <span className="min-w-0 flex-1">
          <span className="flex items-baseline gap-2 text-meta">
            <bdi className="truncate font-semibold">{customer?.name ?? ''}</bdi>
            {subject && <bdi className="min-w-0 truncate text-muted">{subject}</bdi>}
            <span className="flex-1" />
            <TimeText at={at} className="shrink-0 text-label text-faint" />
          </span>
          <span dir="auto" className="lined-up mt-0.5 line-clamp-2 text-meta wrap-anywhere">
            <Marked text={snippet} marks={marks} />
          </span>
          <span className="mt-0.5 flex gap-2 text-label text-faint">
            <span>{strings.kinds[kind]}</span>
            <span aria-hidden="true">·</span>
            <span>{statusWords[status]}</span>
          </span>
        </span>
      </>
    ),
  });
}

function Marked({ text, marks }: Pick<Found, 'marks'> & { text: string }) {
  return pieces(text, marks).map((piece, index) =>
    piece.found ? (
      <mark key={index} className="found">
        {piece.text}
      </mark>
    ) : (
      <span key={index}>{piece.text}</span>
    ),
  );
}
