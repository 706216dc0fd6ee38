/** The settings on a stage of their own, with an address that a test can read. */
import type { Rest, SettingsRest } from '@deskbell/client';
import type { Agent } from '@deskbell/protocol';
import { createMemoryHistory, createRootRoute, createRoute, createRouter, Outlet, RouterProvider } from '@tanstack/react-router';
import { readSettingsSearch } from '../features/settings/pages/search';
import { SettingsPage } from '../features/settings/SettingsPage';
import { ToastCorner } from '../shared/ui/ToastCorner';
import { fakeClient } from './fakeClient';
import { onStage } from './stage';
import { bo } from './world';

export const admin: Agent = { ...bo, role: 'admin' };
export const supervisor: Agent = { ...bo, role: 'supervisor' };

/** A collection that a test can look into: what is added, changed and removed is so at once. */
export function collection<T extends { id: string }>(...kept: T[]) {
  const items = kept.map((item) => ({ ...item }));
  let made = 0;
  return {
    items,
    list: () => Promise.resolve([...items]),
    add: (body: Partial<T>) => {
      // What the server counts begins at nothing.
      const item = { uses: 0, agentCount: 0, ...body, id: `made ${(made += 1)}` } as unknown as T;
      items.push(item);
      return Promise.resolve(item);
    },
    change: (id: string, patch: Partial<T>) => {
      const item = items.find((one) => one.id === id);
      if (item) Object.assign(item, patch);
      return Promise.resolve(item as T);
    },
    remove: (id: string) => {
      items.splice(items.findIndex((one) => one.id === id), 1);
      return Promise.resolve();
    },
  };
}

/** Opens the settings at an address; `settings` answers only what the test says, and collections are empty else. */
export function atSettings(path: string, settings: Partial<Record<keyof SettingsRest, unknown>>, me: Agent = admin, rest: Partial<Rest> = {}) {
  const none = collection();
  const kinds = ['teams', 'labels', 'categories', 'cannedResponses', 'macros', 'inboxes', 'blocks', 'invitations'] as const;
  const all = { ...Object.fromEntries(kinds.map((kind) => [kind, none])), ...settings } as unknown as SettingsRest;
  const agents = () => Promise.resolve({ items: [me], nextCursor: null });
  const root = createRootRoute({ component: Outlet });
  const page = createRoute({ getParentRoute: () => root, path: '/settings', validateSearch: readSettingsSearch, component: SettingsPage });
  const section = createRoute({ getParentRoute: () => page, path: '$section' });
  const item = createRoute({ getParentRoute: () => page, path: '$section/$item' });
  const elsewhere = createRoute({ getParentRoute: () => root, path: '/', component: () => <h1>Conversations</h1> });
  const router = createRouter({
    routeTree: root.addChildren([page.addChildren([section, item]), elsewhere]),
    history: createMemoryHistory({ initialEntries: [path] }),
  });
  const stage = (
    <>
      <RouterProvider router={router as never} />
      <ToastCorner />
    </>
  );
  onStage(stage, fakeClient({ agents, ...rest, settings: all }), me);
  return { at: () => router.state.location.pathname, router };
}
