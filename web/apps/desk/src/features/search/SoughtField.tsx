import { Icon } from '@deskbell/ui';
import { Search, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useAction } from '../../shared/keys/actions';
import { IconButton } from '../../shared/ui/IconButton';
import { LONGEST } from './query';
import { strings } from './strings';

/** Typing asks the server only once it rests. */
const REST_MS = 250;

export interface SoughtFieldProps {
  q: string;
  onQ: (q: string) => void;
  /** Enter and the arrow down lead to the results. */
  onLeave: () => void;
}

/** Where words to be searched for are typed. */
export function SoughtField({ q, onQ, onLeave }: SoughtFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(q);
  const [asked, setAsked] = useState(q);
  if (asked !== q) {
    setAsked(q);
    // What is being typed is newer than what was asked for.
    if (text.trim() !== q) setText(q);
  }
  useAction('list.search', () => field.current?.select());
  useAction('desk.search', () => field.current?.select(), true, 'first');
  useEffect(() => {
    if (text.trim() === q) return undefined;
    const timer = setTimeout(() => onQ(text.trim()), REST_MS);
    return () => clearTimeout(timer);
  }, [text, q, onQ]);

  return (
    <div className="relative">
      <span aria-hidden="true" className="pointer-events-none absolute inset-y-0 start-3 flex items-center text-faint">
        <Icon of={Search} size={20} />
      </span>
      <input
        ref={field}
        type="search"
        dir="auto"
        // eslint-disable-next-line jsx-a11y/no-autofocus -- whoever comes here comes to type
        autoFocus
        value={text}
        aria-label={strings.field}
        placeholder={strings.placeholder}
        maxLength={LONGEST}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && text !== '') setText('');
          else if (event.key === 'Escape') field.current?.blur();
          else if ((event.key === 'Enter' && !event.nativeEvent.isComposing) || event.key === 'ArrowDown') onLeave();
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
        className="field h-11 ps-11! pe-10! text-message! [&::-webkit-search-cancel-button]:hidden"
      />
      {text !== '' && (
        <span className="absolute inset-y-0 end-1.5 flex items-center">
          <IconButton of={X} size="small" label={strings.clear} onClick={() => setText('')} />
        </span>
      )}
    </div>
  );
}
