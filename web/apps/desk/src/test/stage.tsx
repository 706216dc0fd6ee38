import type { Agent } from '@deskbell/protocol';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, type RenderResult } from '@testing-library/react';
import { Tooltip } from 'radix-ui';
import type { ReactNode } from 'react';
import { vi } from 'vitest';
import { DeskProvider } from '../shared/desk/context';
import type { FakeClient } from './fakeClient';
import { bo } from './world';

/** Draws a part of the desk with everything it stands on. */
export function onStage(part: ReactNode, { client }: FakeClient, me: Agent = bo): RenderResult {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const desk = { client, me, changeMe: vi.fn(), signOut: vi.fn(() => Promise.resolve()) };
  return render(
    <QueryClientProvider client={queries}>
      <DeskProvider desk={desk}>
        <Tooltip.Provider>{part}</Tooltip.Provider>
      </DeskProvider>
    </QueryClientProvider>,
  );
}
