import { Avatar, VisuallyHidden } from '@deskbell/ui';
import { useEffect, useRef } from 'react';
import { strings } from '../strings';
import type { Suggestion } from './offered';
import type { Suggestions } from './useSuggestions';

export interface SuggestionListProps {
  id: string;
  suggestions: Suggestions | null;
}

/** The id of a line, by which the field says which one is chosen. */
export const lineId = (listId: string, item: Suggestion) => `${listId}-${item.id}`;

/** Over the composer: what can be inserted. The focus stays in the text; the keys there move the choice. */
export function SuggestionList({ id, suggestions }: SuggestionListProps) {
  const said = suggestions ? strings.suggest.found[suggestions.kind](suggestions.items.length) : '';
  return (
    <>
      <VisuallyHidden role="status">{said}</VisuallyHidden>
      {suggestions && (
        <ul
          id={id}
          role="listbox"
          aria-label={strings.suggest.label[suggestions.kind]}
          className="float absolute inset-x-0 bottom-full z-20 mb-1 max-h-72 overflow-y-auto rounded-card border border-line bg-surface p-1.5 shadow-float"
        >
          {suggestions.items.map((item, index) => (
            <Line
              key={item.id}
              id={lineId(id, item)}
              item={item}
              chosen={index === suggestions.chosen}
              onPoint={() => suggestions.point(index)}
              onPick={() => suggestions.pick(item)}
            />
          ))}
        </ul>
      )}
    </>
  );
}

interface LineProps {
  id: string;
  item: Suggestion;
  chosen: boolean;
  onPoint: () => void;
  onPick: () => void;
}

function Line({ id, item, chosen, onPoint, onPick }: LineProps) {
  const line = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (chosen) line.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events -- the text field has the keys
    <li
      ref={line}
      id={id}
      role="option"
      aria-selected={chosen}
      onPointerMove={chosen ? undefined : onPoint}
      // A press must not take the focus out of the text.
      onPointerDown={(event) => event.preventDefault()}
      onClick={onPick}
      className={`flex min-h-9 cursor-default items-center gap-3 rounded-control px-2.5 py-1.5 text-meta ${chosen ? 'bg-tint' : ''}`}
    >
      {item.kind === 'mention' && <Avatar name={item.words} src={item.avatarUrl} size={20} />}
      <span className="min-w-0 flex-1">
        <bdi className="block truncate">{item.words}</bdi>
        {item.meaning !== '' && <bdi className="block truncate text-label text-muted">{item.meaning}</bdi>}
      </span>
      {item.shortcut && <bdi className="key shrink-0">{item.shortcut}</bdi>}
    </li>
  );
}
