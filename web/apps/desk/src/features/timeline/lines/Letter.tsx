import type { Timeline } from '@deskbell/client';
import type { Agent } from '@deskbell/protocol';
import { Avatar, TimeText, VisuallyHidden, Words } from '@deskbell/ui';
import { Held } from './Held';
import { atOf, isOurs, type LetterLine } from './lines';
import { OnItsWay } from './OnItsWay';
import { Receipt } from './Receipt';
import { strings } from '../strings';

export interface LetterProps {
  line: LetterLine;
  me: Agent;
  timeline: Timeline;
  /** The name of the customer whose receipt stands below; null for none. */
  receiptOf: string | null;
}

/** A message: the customer's on paper, our side's on a quiet tint. */
export function Letter({ line, me, timeline, receiptOf }: LetterProps) {
  const { item, first, last } = line;
  const who = item.own ? strings.you : (item.entry?.sender.name ?? '');
  const face = item.own ? me : item.entry?.sender;
  const ground = isOurs(item) ? 'bg-tint' : '';
  const corners = `${first ? 'rounded-t-card pt-2' : ''} ${last ? 'rounded-b-card pb-2' : ''}`;
  const text = (
    <div className="letter text-message" dir="auto">
      <Words text={(item.entry ? item.entry.content : item.pending.content) ?? ''} />
    </div>
  );
  return (
    <div className={`${first ? 'pt-2' : ''} ${last ? 'pb-1' : ''}`}>
      <div className={`group relative flex gap-3 px-3 py-0.5 two:pe-20 ${ground} ${corners}`}>
        <span className="w-7 shrink-0">
          {first && face && <Avatar name={face.name} src={face.avatarUrl} size={28} className="mt-0.5" />}
        </span>
        <div className="min-w-0 flex-1">
          {first ? (
            <p className="flex items-baseline gap-2">
              <bdi className="min-w-0 truncate text-meta font-semibold">{who}</bdi>
              <TimeText at={atOf(item)} format="clock" className="shrink-0 text-label text-faint" />
            </p>
          ) : (
            <VisuallyHidden>{who}: </VisuallyHidden>
          )}
          {item.entry?.held ? <Held>{text}</Held> : text}
          {/* Only where something can hover over it: on a phone the whole width is the text's. */}
          {!first && (
            <TimeText
              at={atOf(item)}
              format="clock"
              className="absolute end-3 top-1 hidden text-label whitespace-nowrap text-faint opacity-0 group-hover:opacity-100 two:inline"
            />
          )}
          {item.pending && <OnItsWay pending={item.pending} timeline={timeline} />}
          {receiptOf !== null && item.entry && item.mark && <Receipt mark={item.mark} name={receiptOf} />}
        </div>
      </div>
    </div>
  );
}
