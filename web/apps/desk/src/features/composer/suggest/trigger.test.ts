import { describe, expect, it } from 'vitest';
import { inserted, triggerAt } from './trigger';

const asked = (text: string, mode: 'reply' | 'note' = 'reply') => {
  const trigger = triggerAt(text, text.length, mode);
  return trigger && `${trigger.kind} ${trigger.query}`;
};

describe('a slash', () => {
  it('asks for saved replies at a word’s start, and nowhere else', () => {
    expect(asked('/')).toBe('canned ');
    expect(asked('Hello /ref')).toBe('canned ref');
    expect(asked('Hello\n/ref')).toBe('canned ref');
    expect(asked('and/or')).toBeNull();
    expect(asked('https://shop.test')).toBeNull();
    expect(asked('/ref ')).toBeNull();
  });

  it('asks by what stands before the caret, whatever comes after', () => {
    expect(triggerAt('/re and more', 3, 'reply')).toEqual({ kind: 'canned', query: 're', start: 0, end: 3 });
  });
});

describe('an at sign', () => {
  it('asks for a colleague in a note alone', () => {
    expect(asked('@bo', 'note')).toBe('mention bo');
    expect(asked('@bo li', 'note')).toBe('mention bo li');
    expect(asked('@bo', 'reply')).toBeNull();
    expect(asked('bo@shop', 'note')).toBeNull();
    expect(asked('@bo lind is here', 'note')).toBeNull();
  });
});

it('puts the chosen one in place of what asked for it', () => {
  const text = 'Hi /ref and more';
  expect(inserted(text, triggerAt(text, 7, 'reply')!, 'Refunded.')).toEqual({ text: 'Hi Refunded. and more', caret: 12 });
});
