import { Avatar, Icon } from '@deskbell/ui';
import { Bookmark, CornerDownLeft, Search, Settings, UserRound } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { isMac, printed } from '../../shared/keys/bindings';
import { statusWords } from '../../shared/words/words';
import type { Choice } from './find';
import { strings } from './strings';

export interface ChoiceLineProps {
  id: string;
  choice: Choice;
  chosen: boolean;
  onPoint: () => void;
  onChoose: () => void;
}

/** One line of the palette. The focus stays in the field; the keys there move the choice. */
export function ChoiceLine({ id, choice, chosen, onPoint, onChoose }: ChoiceLineProps) {
  const line = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (chosen) line.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events -- the field above has the keys
    <li
      ref={line}
      id={id}
      role="option"
      aria-selected={chosen}
      onPointerMove={chosen ? undefined : onPoint}
      onClick={onChoose}
      className={`flex min-h-10 cursor-default items-center gap-3 rounded-control px-2.5 text-meta ${chosen ? 'bg-tint' : ''}`}
    >
      {choice.kind === 'action' && <ActionWords choice={choice} />}
      {choice.kind === 'place' && <PlaceWords choice={choice} />}
      {choice.kind === 'conversation' && <ConversationWords choice={choice} />}
    </li>
  );
}

function ActionWords({ choice: { binding } }: { choice: Extract<Choice, { kind: 'action' }> }) {
  return (
    <>
      <span className="grid w-6 place-items-center text-faint">
        <Icon of={CornerDownLeft} className="rtl:-scale-x-100" />
      </span>
      <span className="min-w-0 flex-1 truncate">{binding.words}</span>
      <span aria-hidden="true" className="flex gap-1">
        {printed(binding.keys[0] ?? '', isMac()).map((press) => (
          <kbd key={press} className="key">
            {press}
          </kbd>
        ))}
      </span>
    </>
  );
}

const PLACES = { view: Bookmark, agent: UserRound, settings: Settings, search: Search } as const;

function PlaceWords({ choice: { place } }: { choice: Extract<Choice, { kind: 'place' }> }) {
  return (
    <>
      <span className="grid w-6 place-items-center text-faint">
        <Icon of={PLACES[place.kind]} />
      </span>
      <bdi className="min-w-0 flex-1 truncate">{place.words}</bdi>
      <span className="shrink-0 text-label text-faint">{strings.places[place.kind]}</span>
    </>
  );
}

function ConversationWords({ choice: { conversation } }: { choice: Extract<Choice, { kind: 'conversation' }> }) {
  const name = conversation.customer?.name ?? '';
  return (
    <>
      <Avatar name={name} size={24} />
      <span className="min-w-0 flex-1 truncate">
        <bdi className="font-medium">{name}</bdi>{' '}
        <bdi className="text-muted">{conversation.subject ?? conversation.lastMessage?.content ?? strings.noSubject}</bdi>
      </span>
      <span className="shrink-0 text-label text-faint">{statusWords[conversation.status]}</span>
    </>
  );
}
