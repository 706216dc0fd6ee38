import { cell } from '@deskbell/client';
import { expect, it, vi } from 'vitest';
import { attention } from './attention';
import type { Host } from './host';

it('somebody can see the widget only while it is open and its tab in front', () => {
  const open = cell(false);
  const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  const seen = attention({ open } as unknown as Host, page as unknown as Document);
  const heard = vi.fn();
  const stop = seen.subscribe(heard);
  expect(seen.get()).toBe(false);
  open.set(true);
  expect(seen.get()).toBe(true);
  page.visibilityState = 'hidden';
  page.dispatchEvent(new Event('visibilitychange'));
  expect([seen.get(), heard.mock.calls.length]).toEqual([false, 2]);
  stop();
  open.set(false);
  expect(heard).toHaveBeenCalledTimes(2);
});
