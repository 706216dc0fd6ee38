import { cell, type Client } from '@deskbell/client';
import { act, cleanup, render, screen } from '@testing-library/preact';
import { createElement } from 'preact';
import { afterEach, describe, expect, it, vi } from 'vitest';

// What a bundler's alias does in the widget.
vi.mock('react', () => import('preact/compat'));
afterEach(cleanup);

describe('the hooks with preact in React’s place', () => {
  it('show a part of the client and follow it', async () => {
    const { ClientProvider, useUnread } = await import('.');
    const unread = cell(1);
    const client = { unread } as unknown as Client;
    const Badge = () => createElement('p', null, `${useUnread()} unread`);
    const provider = ClientProvider as unknown as Parameters<typeof createElement>[0];
    render(createElement(provider, { client } as object, createElement(Badge, null)));
    expect(screen.getByText('1 unread')).toBeTruthy();
    await act(() => unread.set(5));
    expect(screen.getByText('5 unread')).toBeTruthy();
  });
});
