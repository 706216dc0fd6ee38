import { useRef, useState, type KeyboardEvent } from 'react';
import { inTone, type Emoji, type Tone } from './emoji';

/** Emoji in a row; the style sheet says the same. */
export const COLUMNS = 8;

/** Emoji in rows of eight. One of them is in the order of Tab, the arrows reach the others. */
export function EmojiGrid({ items, tone, onPick }: { items: readonly Emoji[]; tone: Tone; onPick: (emoji: Emoji) => void }) {
  const [at, setAt] = useState(0);
  const grid = useRef<HTMLDivElement | null>(null);
  const rows = Array.from({ length: Math.ceil(items.length / COLUMNS) }, (_, row) => items.slice(row * COLUMNS, (row + 1) * COLUMNS));

  const move = (event: KeyboardEvent<HTMLElement>) => {
    const turned = getComputedStyle(event.currentTarget).direction === 'rtl' ? -1 : 1;
    const steps: Record<string, number> = {
      ArrowRight: turned,
      ArrowLeft: -turned,
      ArrowDown: COLUMNS,
      ArrowUp: -COLUMNS,
      Home: -at,
      End: items.length - 1 - at,
    };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = at + step;
    // Up from the first row leads back to the search.
    if (next < 0) return event.currentTarget.closest('.db-emoji')?.querySelector('input')?.focus();
    if (next >= items.length) return;
    setAt(next);
    grid.current?.querySelectorAll<HTMLElement>('button')[next]?.focus();
  };

  return (
    // The arrows are the cells', one of which has the focus.
    // eslint-disable-next-line jsx-a11y/interactive-supports-focus
    <div ref={grid} className="db-emoji-grid" role="grid" onKeyDown={move}>
      {rows.map((row, rowAt) => (
        <div key={row[0]!.emoji} role="row">
          {row.map((one, column) => {
            const index = rowAt * COLUMNS + column;
            return (
              <span key={one.emoji} role="gridcell">
                <button
                  type="button"
                  title={one.name}
                  aria-label={one.name}
                  tabIndex={index === Math.min(at, items.length - 1) ? 0 : -1}
                  onFocus={() => setAt(index)}
                  onClick={() => onPick(one)}
                >
                  {inTone(one, tone)}
                </button>
              </span>
            );
          })}
        </div>
      ))}
    </div>
  );
}
