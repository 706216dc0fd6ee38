import { Icon } from '@deskbell/ui';
import { Search, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useAction } from '../../../shared/keys/actions';
import { IconButton } from '../../../shared/ui/IconButton';
import { strings } from '../strings';

/** Typing asks the server only once it rests. */
const REST_MS = 250;

export interface SearchFieldProps {
  q: string;
  onQ: (q: string) => void;
}

/** Narrows the list by words. */
export function SearchField({ q, onQ }: SearchFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(q);
  const [asked, setAsked] = useState(q);
  if (asked !== q) {
    setAsked(q);
    setText(q);
  }
  useAction('list.search', () => field.current?.select());
  useEffect(() => {
    if (text === q) return undefined;
    const timer = setTimeout(() => onQ(text), REST_MS);
    return () => clearTimeout(timer);
  }, [text, q, onQ]);

  return (
    <div className="relative min-w-0 flex-1">
      <span aria-hidden="true" className="pointer-events-none absolute inset-y-0 start-2.5 flex items-center text-faint">
        <Icon of={Search} />
      </span>
      <input
        ref={field}
        type="search"
        value={text}
        aria-label={strings.search}
        placeholder={strings.searchHint}
        maxLength={200}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && text !== '') setText('');
          else if (event.key === 'Escape') field.current?.blur();
          else return;
          event.stopPropagation();
        }}
        className="field border-line! bg-sunken! ps-8 pe-8 [&::-webkit-search-cancel-button]:hidden"
      />
      {text !== '' && (
        <span className="absolute inset-y-0 end-0.5 flex items-center">
          <IconButton of={X} size="small" label={strings.clearSearch} onClick={() => setText('')} />
        </span>
      )}
    </div>
  );
}
