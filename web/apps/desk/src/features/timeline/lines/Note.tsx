import { Icon, TimeText, Words } from '@deskbell/ui';
import { LockKeyhole } from 'lucide-react';
import type { LetterProps } from './Letter';
import { useColleagues } from '../../../shared/desk/queries';
import { atOf } from './lines';
import { namedPieces } from './named';
import { OnItsWay } from './OnItsWay';
import { strings } from '../strings';

/** An internal note: its ground, its edge and its label say on every one of them that no customer sees it. */
export function Note({ line, timeline }: LetterProps) {
  const { item } = line;
  const who = item.own ? strings.you : (item.entry?.sender.name ?? '');
  const text = (item.entry ? item.entry.content : item.pending.content) ?? '';
  const names = useColleagues().map(({ name }) => name);
  const named = (said: string) =>
    namedPieces(said, names).map((piece, index) =>
      piece.named ? (
        <strong key={index} className="font-semibold">
          {piece.text}
        </strong>
      ) : (
        piece.text
      ),
    );
  return (
    <div className="py-1.5">
      <div className="ms-10 rounded-card border border-note-edge bg-note px-3 py-2">
        <p className="flex flex-wrap items-baseline gap-x-2 text-label">
          <span className="inline-flex items-center gap-1.5 font-semibold">
            <Icon of={LockKeyhole} className="size-3.5 self-center" />
            {strings.note}
          </span>
          <bdi className="min-w-0 truncate text-muted">{who}</bdi>
          <TimeText at={atOf(item)} format="clock" className="text-muted" />
          <span className="ms-auto hidden text-muted two:inline">{strings.noteMeaning}</span>
        </p>
        <div className="letter mt-1 text-message" dir="auto">
          <Words text={text} leaf={named} />
        </div>
        {item.pending && <OnItsWay pending={item.pending} timeline={timeline} />}
      </div>
    </div>
  );
}
