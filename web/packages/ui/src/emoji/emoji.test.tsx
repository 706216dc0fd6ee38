import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import english from 'virtual:emoji/names/en';
import arabic from 'virtual:emoji/names/ar';
import german from 'virtual:emoji/names/de';
import { useRef, useState } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { emojiNamed, findEmoji, inTone } from './emoji';
import { CodeList, codesAt, emojiOfCode, EmojiPicker } from './index';

afterEach(cleanup);

const WORDS = {
  label: 'Emoji',
  search: 'Search',
  close: 'Close',
  loading: 'Loading',
  failed: 'Failed',
  found: (count: number) => `${count} found`,
  recent: 'Recent',
  tone: 'Tone',
  tones: ['0', '1', '2', '3', '4', '5'],
  groups: ['Smileys', 'People', 'Animals', 'Food', 'Travel', 'Activities', 'Objects', 'Symbols', 'Flags'],
} as const;

/** What a browser keeps, for one test. */
function drawer() {
  const kept = new Map<string, string>();
  return { get: (key: string) => kept.get(key) ?? null, set: (key: string, value: string) => void kept.set(key, value) };
}

function opened(props: Partial<Parameters<typeof EmojiPicker>[0]> = {}) {
  const [picked, closed] = [vi.fn(), vi.fn()];
  const names = () => Promise.resolve({ default: english });
  render(<EmojiPicker words={WORDS} locale="en" names={names} keeper={drawer()} search onPick={picked} onClose={closed} {...props} />);
  return { picked, closed };
}

const search = () => screen.getByRole<HTMLInputElement>('searchbox');
const focused = () => document.activeElement?.getAttribute('aria-label');

describe('every emoji', () => {
  it('has a name in the person’s language, also countries and Arabic', () => {
    for (const [names, locale] of [[english, 'en'], [german, 'de'], [arabic, 'ar']] as const) {
      const all = emojiNamed(names, locale);
      expect(all.length).toBeGreaterThan(1800);
      const nameless = all.filter((one) => one.name === '');
      expect(nameless.length / all.length, locale).toBeLessThan(0.01);
    }
    expect(emojiNamed(german, 'de').find((one) => one.emoji === '🇫🇷')?.name).toBe('Frankreich');
  });

  it('is found by the beginning of its name first, by other words, and without accents', () => {
    const first = (asked: string) => findEmoji(emojiNamed(german, 'de'), asked)[0]?.name;
    expect(first('rakete')).toBe('Rakete');
    expect(first('mude')).toContain('müde');
    expect(findEmoji(emojiNamed(english, 'en'), 'xyzzy')).toEqual([]);
    expect(findEmoji(emojiNamed(english, 'en'), ' ')).toEqual([]);
  });

  it('with skin has it in the tone that was chosen', () => {
    expect(inTone({ emoji: '👋', toned: true }, 5)).toBe('👋🏿');
    expect(inTone({ emoji: '☝️', toned: true }, 1)).toBe('☝🏻');
    expect(inTone({ emoji: '😀', toned: false }, 5)).toBe('😀');
  });
});

describe('the picker', () => {
  it('finds by typing, goes into the rows by the arrow and takes by a press', async () => {
    const { picked } = opened();
    await screen.findByRole('button', { name: 'grinning face' });
    expect(focused()).toBe('Search');
    fireEvent.input(search(), { target: { value: 'rocket' } });
    expect(screen.getByText(/^\d+ found$/)).toBeTruthy();
    fireEvent.keyDown(search(), { key: 'ArrowDown' });
    expect(focused()).toBe('rocket');
    fireEvent.keyDown(document.activeElement!, { key: 'ArrowUp' });
    expect(focused()).toBe('Search');
    fireEvent.keyDown(search(), { key: 'Enter' });
    expect(picked).toHaveBeenCalledExactlyOnceWith('🚀');
  });

  it('moves in rows of eight, in the direction of reading', async () => {
    opened({ search: false });
    const first = await screen.findByRole('button', { name: 'grinning face' });
    first.focus();
    const press = (key: string) => fireEvent.keyDown(document.activeElement!, { key });
    const all = screen.getAllByRole('gridcell').map((cell) => cell.firstElementChild);
    const at = () => all.indexOf(document.activeElement);
    press('ArrowDown');
    press('ArrowRight');
    expect(at()).toBe(9);
    press('ArrowLeft');
    press('ArrowUp');
    expect(at()).toBe(0);
    press('End');
    expect(at()).toBe(all.length - 1);
    press('ArrowRight');
    expect(at()).toBe(all.length - 1);
    press('Home');
    expect(at()).toBe(0);
  });

  it('keeps the tone, and shows what was used last first', async () => {
    const keeper = drawer();
    const { picked } = opened({ keeper });
    fireEvent.click(screen.getByRole('tab', { name: 'People' }));
    fireEvent.change(screen.getByRole('combobox', { name: 'Tone' }), { target: { value: '5' } });
    fireEvent.click(await screen.findByRole('button', { name: 'waving hand' }));
    expect(picked).toHaveBeenCalledWith('👋🏿');
    cleanup();
    opened({ keeper });
    expect(screen.getByRole('tab', { name: 'Recent' }).getAttribute('aria-selected')).toBe('true');
    expect((await screen.findByRole('button', { name: 'waving hand' })).textContent).toBe('👋🏿');
    fireEvent.keyDown(screen.getByRole('tablist'), { key: 'ArrowRight' });
    expect(focused()).toBe('Smileys');
    fireEvent.keyDown(screen.getByRole('tablist'), { key: 'ArrowLeft' });
    expect(focused()).toBe('Recent');
  });

  it('is closed by Escape, by its cross and by a press beside it, and by nothing else', async () => {
    const { closed } = opened();
    const outside = vi.fn();
    document.addEventListener('keydown', outside);
    fireEvent.keyDown(search(), { key: 'a' });
    fireEvent.keyDown(search(), { key: 'Escape' });
    expect([closed.mock.calls.length, outside.mock.calls.length]).toEqual([1, 0]);
    document.removeEventListener('keydown', outside);
    fireEvent.click(screen.getByRole('button', { name: 'Close' }));
    fireEvent.pointerDown(search());
    fireEvent.pointerDown(document.body);
    expect(closed).toHaveBeenCalledTimes(3);
  });

  it('says what it is about while it loads, and when it cannot', async () => {
    opened({ names: () => Promise.reject(new Error('no line')) });
    expect(screen.getByText('Loading')).toBeTruthy();
    expect((await screen.findByRole('alert')).textContent).toBe('Failed');
  });

  it('begins anew where what was kept cannot be read', async () => {
    opened({ keeper: { get: () => '{"recent":[1],"tone":9}', set: () => undefined } });
    await screen.findByRole('button', { name: 'grinning face' });
    cleanup();
    opened({ keeper: { get: () => 'nonsense', set: () => undefined } });
    await screen.findByRole('button', { name: 'grinning face' });
  });
});

describe('short names', () => {
  it('are those people know', () => {
    expect([emojiOfCode('tada'), emojiOfCode('+1')?.[0], emojiOfCode('nothing')]).toEqual(['🎉', '👍'[0], undefined]);
  });

  it.each([
    ['Hi :sm', 6, 'smiley'],
    [':tad', 4, 'tada'],
    ['10:30', 5, undefined],
    ['Hi :s', 5, undefined],
    [':sm and on', 10, undefined],
    [':zzzzz', 6, undefined],
  ])('"%s" with the caret at %i asks for %s', (text, caret, name) => expect(codesAt(text, caret)?.offers[0]?.name).toBe(name));

  function Field({ sent }: { sent: () => void }) {
    const field = useRef<HTMLTextAreaElement | null>(null);
    const [text, setText] = useState('Hi :tad');
    return (
      <>
        <textarea ref={field} aria-label="text" value={text} onChange={(event) => setText(event.target.value)} onKeyDown={sent} />
        <CodeList field={field} text={text} label="Emoji" onPick={setText} />
        <button type="button" onClick={() => setText('Hi :tada')}>more</button>
      </>
    );
  }

  it('are chosen by keys that the field does not hear, and dismissed', async () => {
    const sent = vi.fn();
    render(<Field sent={sent} />);
    const area = screen.getByRole<HTMLTextAreaElement>('textbox');
    area.setSelectionRange(7, 7);
    fireEvent.click(screen.getByText('more'));
    area.setSelectionRange(8, 8);
    fireEvent.click(screen.getByText('more'));
    await waitFor(() => expect(screen.getAllByRole('option').length).toBeGreaterThan(0));
    for (const key of ['ArrowDown', 'ArrowUp', 'Enter']) fireEvent.keyDown(area, { key });
    expect(sent).not.toHaveBeenCalled();
    expect(area.value).toBe('Hi 🎉 ');
    expect(screen.queryByRole('listbox')).toBeNull();
  });
});
