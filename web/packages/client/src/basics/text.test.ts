import { describe, expect, it } from 'vitest';
import { checkContent, countCharacters, wellFormed } from './text';

describe('a text', () => {
  it('is counted as the server counts: Unicode scalar values', () => {
    expect(countCharacters('añ😀')).toBe(3);
    expect(countCharacters('👨‍👩‍👧')).toBe(5);
  });

  it('is refused empty and too long, and taken at the limit', () => {
    expect(checkContent(' \t\n')?.code).toBe('content_empty');
    expect(checkContent('x'.repeat(5000))).toBeNull();
    expect(checkContent('x'.repeat(5001))?.message).toContain('5,000');
  });

  it('loses what no server can keep', () => {
    expect(wellFormed('a\u0000b\ud800c😀')).toBe('ab\ufffdc😀');
  });
});
