import { useEffect, useId, useState, type RefObject } from 'react';
import { adopt } from '../adopt';
import css from './picker.css?inline';
import { codesAt } from './shortcodes';

adopt(css);

export interface CodeListProps {
  field: RefObject<HTMLTextAreaElement | null>;
  text: string;
  label: string;
  /** The text with the emoji in the name's place, and where the caret belongs. */
  onPick: (text: string, caret: number) => void;
}

/**
 * Names that go on like the `:name` before the caret. The focus stays in the text: its arrows move the choice, Enter
 * and Tab take it, Escape sends the list away.
 */
export function CodeList({ field, text, label, onPick }: CodeListProps) {
  const id = useId();
  const [at, setAt] = useState(0);
  const [dismissed, setDismissed] = useState<number | null>(null);
  const caret = field.current?.selectionStart ?? text.length;
  const asked = codesAt(text, caret);
  const shown = asked !== null && asked.start !== dismissed ? asked : null;
  const offers = shown?.offers ?? [];
  const chosen = Math.min(at, offers.length - 1);

  const take = (index: number) => {
    const offer = offers[index];
    if (!shown || !offer) return;
    setAt(0);
    onPick(`${text.slice(0, shown.start)}${offer.emoji} ${text.slice(caret)}`, shown.start + offer.emoji.length + 1);
  };

  useEffect(() => {
    const area = field.current;
    if (!area || !shown) return;
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === 'ArrowDown') setAt((chosen + 1) % offers.length);
      else if (event.key === 'ArrowUp') setAt((chosen - 1 + offers.length) % offers.length);
      else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey) take(chosen);
      else if (event.key === 'Escape') setDismissed(shown.start);
      else return;
      // Before the field itself hears of it: Enter would send.
      event.preventDefault();
      event.stopPropagation();
    };
    area.addEventListener('keydown', onKeyDown, true);
    area.setAttribute('aria-controls', id);
    area.setAttribute('aria-activedescendant', `${id}-${chosen}`);
    return () => {
      area.removeEventListener('keydown', onKeyDown, true);
      area.removeAttribute('aria-controls');
      area.removeAttribute('aria-activedescendant');
    };
  });

  if (!shown) return null;
  return (
    <ul id={id} className="db-codes" role="listbox" aria-label={label}>
      {offers.map(({ name, emoji }, index) => (
        // eslint-disable-next-line jsx-a11y/click-events-have-key-events -- the text field has the keys
        <li
          key={name}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === chosen}
          // A press must not take the focus out of the text.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => take(index)}
        >
          <span aria-hidden="true">{emoji}</span> :{name}:
        </li>
      ))}
    </ul>
  );
}
