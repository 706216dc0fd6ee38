import { describe, expect, it } from 'vitest';
import { charactersLeft, isBlank, sends, together } from './rules';

const press = (but: Partial<Parameters<typeof sends>[0]> = {}) =>
  sends({ key: 'Enter', shiftKey: false, keyCode: 13, isComposing: false, ...but });

describe('what a key means', () => {
  it('Enter sends', () => expect(press()).toBe(true));
  it('Shift+Enter breaks the line', () => expect(press({ shiftKey: true })).toBe(false));
  it('Enter belongs to the input method while a word is composed', () => {
    expect(press({ isComposing: true })).toBe(false);
    expect(press({ keyCode: 229 })).toBe(false);
  });
  it('other keys send nothing', () => expect(press({ key: 'a', keyCode: 65 })).toBe(false));
});

describe('how much may be written', () => {
  it('says nothing until it is worth saying', () => {
    expect(charactersLeft('a'.repeat(4499))).toBeNull();
    expect(charactersLeft('a'.repeat(4500))).toBe(500);
  });

  it('counts people’s characters and not a computer’s', () => {
    expect(charactersLeft('😀'.repeat(2500))).toBeNull();
    expect(charactersLeft('😀'.repeat(5000))).toBe(0);
    expect(charactersLeft('😀'.repeat(5001))).toBe(-1);
  });

  it('counts what stands at the ends too', () => expect(charactersLeft(`${' '.repeat(5000)}a`)).toBe(-1));
});

describe('texts', () => {
  it('of white space alone are nothing to send', () => {
    expect([isBlank(''), isBlank(' \n\t'), isBlank(' a ')]).toEqual([true, true, false]);
  });

  it('that come back stand below what is being written', () => {
    expect(together('', 'old')).toBe('old');
    expect(together('new', 'old')).toBe('new\nold');
  });
});
