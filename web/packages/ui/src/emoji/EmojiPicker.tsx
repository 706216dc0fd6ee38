import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { adopt } from '../adopt';
import { emojiNamed, findEmoji, inTone, type Emoji, type Tone } from './emoji';
import { EmojiGrid } from './EmojiGrid';
import { habits, keepHabits, type EmojiKeeper } from './kept';
import css from './picker.css?inline';

adopt(css);

/** The picker's words. */
export interface EmojiWords {
  readonly label: string;
  readonly search: string;
  readonly close: string;
  readonly loading: string;
  /** The list of names could not be fetched. */
  readonly failed: string;
  readonly found: (count: number) => string;
  readonly recent: string;
  readonly tone: string;
  /** From Unicode's yellow to dark. */
  readonly tones: readonly [string, string, string, string, string, string];
  /** Smileys, people, animals, food, travel, activities, objects, symbols, flags. */
  readonly groups: readonly [string, string, string, string, string, string, string, string, string];
}

export interface EmojiPickerProps {
  words: EmojiWords;
  /** The language of the names. */
  locale: string;
  /** Fetches the names. */
  names: () => Promise<{ default: string }>;
  keeper: EmojiKeeper;
  /** Whether the search takes the keyboard; a finger does not want one before it asks. */
  search: boolean;
  onPick: (emoji: string) => void;
  onClose: () => void;
}

/** One emoji stands for each group, and a clock for what was used last. */
const SIGNS = ['🕑', '😀', '👋', '🐻', '🍎', '✈️', '⚽', '💡', '❤️', '🏁'];
const RECENT = -1;

/** Finds an emoji: by group, by name, or among those used last. Escape closes it, arrows move, Enter takes. */
export function EmojiPicker({ words, locale, names, keeper, search, onPick, onClose }: EmojiPickerProps) {
  const [all, setAll] = useState<readonly Emoji[] | 'failed' | null>(null);
  const [kept] = useState(() => habits(keeper));
  const [tone, setTone] = useState<Tone>(kept.tone);
  const [group, setGroup] = useState(kept.recent.length > 0 ? RECENT : 0);
  const [asked, setAsked] = useState('');
  const box = useRef<HTMLDivElement | null>(null);
  const panel = useId();

  useEffect(() => {
    let gone = false;
    names().then(
      (loaded) => !gone && setAll(emojiNamed(loaded.default, locale)),
      () => !gone && setAll('failed'),
    );
    return () => {
      gone = true;
    };
  }, [names, locale]);
  useEffect(() => {
    box.current?.querySelector<HTMLElement>(search ? 'input' : '[aria-selected="true"]')?.focus({ preventScroll: true });
  }, [search]);

  useEffect(() => {
    const onPointerDown = ({ target }: PointerEvent) => {
      // What opened it closes it by itself.
      if (target instanceof Element && !box.current?.contains(target) && !target.closest('[aria-haspopup="dialog"]')) onClose();
    };
    document.addEventListener('pointerdown', onPointerDown);
    return () => document.removeEventListener('pointerdown', onPointerDown);
  }, [onClose]);

  const searching = asked.trim() !== '';
  const found = useMemo(() => {
    if (all === null || all === 'failed') return [];
    if (searching) return findEmoji(all, asked);
    if (group !== RECENT) return all.filter((one) => one.group === group);
    return kept.recent.flatMap((used) => all.find((one) => one.emoji === used) ?? []);
  }, [all, asked, searching, group, kept]);
  const pick = (one: Emoji) => {
    keepHabits(keeper, { used: one.emoji });
    onPick(inTone(one, tone));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // No key pressed in here is meant for the page around it.
    event.stopPropagation();
    if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    onClose();
  };
  const intoGrid = () => box.current?.querySelector<HTMLElement>('.db-emoji-grid [tabindex="0"]')?.focus();

  return (
    // Escape belongs to the whole of it.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div ref={box} className="db-emoji" role="dialog" aria-label={words.label} onKeyDown={onKeyDown}>
      <div className="db-emoji-head">
        <input
          type="search"
          value={asked}
          aria-label={words.search}
          placeholder={words.search}
          autoComplete="off"
          enterKeyHint="search"
          dir={asked === '' ? undefined : 'auto'}
          onInput={(event) => setAsked(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return;
            if (event.key !== 'ArrowDown' && event.key !== 'Enter') return;
            event.preventDefault();
            if (event.key === 'ArrowDown') intoGrid();
            else if (searching && found[0]) pick(found[0]);
          }}
        />
        <select
          value={tone}
          aria-label={words.tone}
          onChange={(event) => {
            const chosen = Number(event.currentTarget.value) as Tone;
            setTone(chosen);
            keepHabits(keeper, { tone: chosen });
          }}
        >
          {words.tones.map((name, at) => (
            <option key={name} value={at} aria-label={name}>
              {inTone({ emoji: '✋', toned: true }, at as Tone)}
            </option>
          ))}
        </select>
        <button type="button" className="db-emoji-close" aria-label={words.close} onClick={onClose}>
          ×
        </button>
      </div>
      <Groups
        words={words}
        chosen={searching ? null : group}
        hasRecent={kept.recent.length > 0}
        panel={panel}
        onChoose={(next) => {
          setAsked('');
          setGroup(next);
        }}
      />
      <div id={panel} className="db-emoji-panel" role="tabpanel" aria-label={searching ? words.search : nameOf(words, group)}>
        {all === null && <p role="status">{words.loading}</p>}
        {all === 'failed' && <p role="alert">{words.failed}</p>}
        <p role="status" className={searching && found.length === 0 ? '' : 'db-hidden'}>
          {searching && all !== null ? words.found(found.length) : ''}
        </p>
        <EmojiGrid key={searching ? asked : group} items={found} tone={tone} onPick={pick} />
      </div>
    </div>
  );
}

const nameOf = (words: EmojiWords, group: number): string => (group === RECENT ? words.recent : (words.groups[group] ?? ''));

function Groups({ words, chosen, hasRecent, panel, onChoose }: {
  words: EmojiWords;
  /** Null while something is searched for. */
  chosen: number | null;
  hasRecent: boolean;
  panel: string;
  onChoose: (group: number) => void;
}) {
  const shown = [...(hasRecent ? [RECENT] : []), ...words.groups.keys()];
  const reachable = chosen ?? shown[0];
  const move = (event: KeyboardEvent<HTMLElement>) => {
    const turned = getComputedStyle(event.currentTarget).direction === 'rtl' ? -1 : 1;
    const step = event.key === 'ArrowRight' ? turned : event.key === 'ArrowLeft' ? -turned : 0;
    if (step === 0) return;
    event.preventDefault();
    const at = (shown.indexOf(reachable ?? 0) + step + shown.length) % shown.length;
    onChoose(shown[at]!);
    event.currentTarget.querySelectorAll<HTMLElement>('[role="tab"]')[at]?.focus();
  };
  return (
    // The arrows are the tabs', which have the focus.
    // eslint-disable-next-line jsx-a11y/interactive-supports-focus
    <div className="db-emoji-groups" role="tablist" aria-label={words.label} onKeyDown={move}>
      {shown.map((group) => (
        <button
          key={group}
          type="button"
          role="tab"
          title={nameOf(words, group)}
          aria-label={nameOf(words, group)}
          aria-selected={group === chosen}
          aria-controls={panel}
          tabIndex={group === reachable ? 0 : -1}
          onClick={() => onChoose(group)}
        >
          {SIGNS[group + 1]}
        </button>
      ))}
    </div>
  );
}
