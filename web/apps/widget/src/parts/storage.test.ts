import { describe, expect, it } from 'vitest';
import { createKeeper } from './storage';

describe('what this browser keeps', () => {
  it('is there after a reload', () => {
    localStorage.clear();
    createKeeper(() => localStorage).set('draft', 'Half a sen');
    expect(createKeeper(() => localStorage).get('draft')).toBe('Half a sen');
    createKeeper(() => localStorage).set('draft', null);
    expect(createKeeper(() => localStorage).get('draft')).toBeNull();
  });

  it('lives as long as the page where storage is denied or full', () => {
    const denied = createKeeper(() => {
      throw new DOMException('denied', 'SecurityError');
    });
    expect(denied.get('draft')).toBeNull();
    denied.set('draft', 'Half a sen');
    expect(denied.get('draft')).toBe('Half a sen');
    denied.set('draft', null);
    expect(denied.get('draft')).toBeNull();
  });
});
