import { describe, expect, it } from 'vitest';
import { measure, sends, type TextPress } from './rules';

describe('what may be sent', () => {
  it('is anything but white space, up to 5,000 characters', () => {
    expect(measure(' \n\t').filled).toBe(false);
    expect(measure('a'.repeat(5000))).toMatchObject({ filled: true, over: 0, counted: true });
    expect(measure('a'.repeat(5001)).over).toBe(1);
  });

  it('counts characters as the server does, not halves of them', () => {
    expect(measure('😀'.repeat(5000)).over).toBe(0);
    expect(measure('😀'.repeat(5002)).over).toBe(2);
  });

  it('counts aloud from 4,500 on', () => {
    expect(measure('a'.repeat(4499)).counted).toBe(false);
    expect(measure('a'.repeat(4500)).counted).toBe(true);
    expect(measure('😀'.repeat(2300)).counted).toBe(false);
  });
});

describe('which press sends', () => {
  const press = (more: Partial<TextPress> = {}): TextPress => ({
    key: 'Enter',
    shift: false,
    alt: false,
    mod: false,
    composing: false,
    touch: false,
    ...more,
  });

  it('is Enter, and Enter with ⌘ or Ctrl', () => {
    expect(sends(press())).toBe(true);
    expect(sends(press({ mod: true }))).toBe(true);
    expect(sends(press({ key: 'a' }))).toBe(false);
  });

  it('is not Shift+Enter, nor Enter while a word is being chosen, nor Enter on glass', () => {
    expect(sends(press({ shift: true }))).toBe(false);
    expect(sends(press({ composing: true }))).toBe(false);
    expect(sends(press({ composing: true, mod: true }))).toBe(false);
    expect(sends(press({ touch: true }))).toBe(false);
    expect(sends(press({ touch: true, mod: true }))).toBe(true);
  });
});
