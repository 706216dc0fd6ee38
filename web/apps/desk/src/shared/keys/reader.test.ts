import { describe, expect, it } from 'vitest';
import { bindings, printed } from './bindings';
import { KeyReader, type Press } from './reader';

const press = (key: string, more: Partial<Press> = {}): Press => ({
  key,
  mod: false,
  alt: false,
  at: 0,
  writing: false,
  quiet: false,
  ...more,
});

describe('reading keys', () => {
  it('knows letters, arrows and what is shifted', () => {
    const reader = new KeyReader();
    expect(reader.read(press('j'))).toBe('list.next');
    expect(reader.read(press('ArrowUp'))).toBe('list.previous');
    expect(reader.read(press('?'))).toBe('desk.keys');
    expect(reader.read(press('h'))).toBeNull();
  });

  it('reads two letters as one, if the second comes soon', () => {
    const reader = new KeyReader();
    expect(reader.read(press('g'))).toBeNull();
    expect(reader.read(press('m', { at: 500 }))).toBe('tab.mine');
    expect(reader.read(press('g', { at: 1000 }))).toBeNull();
    expect(reader.read(press('a', { at: 9000 }))).toBe('conversation.assign');
  });

  it('leaves letters to whoever writes, but not Escape and not ⌘K', () => {
    const reader = new KeyReader();
    expect(reader.read(press('r', { writing: true }))).toBeNull();
    expect(reader.read(press('Escape', { writing: true }))).toBe('desk.back');
    expect(reader.read(press('k', { writing: true, mod: true }))).toBe('desk.palette');
    expect(reader.read(press('K', { mod: true }))).toBe('desk.palette');
  });

  it('leaves the browser its own keys', () => {
    const reader = new KeyReader();
    expect(reader.read(press('r', { mod: true }))).toBeNull();
    expect(reader.read(press('a', { alt: true }))).toBeNull();
  });

  it('keeps quiet when letters are switched off', () => {
    const reader = new KeyReader();
    expect(reader.read(press('e', { quiet: true }))).toBeNull();
    expect(reader.read(press('ArrowDown', { quiet: true }))).toBe('list.next');
  });
});

describe('the keys', () => {
  it('mean one thing each', () => {
    const keys = bindings.flatMap((binding) => binding.keys);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('are printed as they stand on the keyboard', () => {
    expect(printed('mod+k', true)).toEqual(['⌘K']);
    expect(printed('mod+k', false)).toEqual(['Ctrl+K']);
    expect(printed('g m', false)).toEqual(['g', 'm']);
    expect(printed('ArrowDown', false)).toEqual(['↓']);
  });
});
