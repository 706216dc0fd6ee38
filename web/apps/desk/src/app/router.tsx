import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { AccountPage } from '../features/account/AccountPage';
import { ForSomebodyElse } from '../features/invitation/ForSomebodyElse';
import { readSought } from '../features/search/query';
import { readSettingsSearch } from '../features/settings/pages/search';
import { ConversationsPage } from './ConversationsPage';
import { DeskFrame } from './frame/DeskFrame';
import { NowhereBlank } from './NowhereBlank';
import { BoardRoute, SearchRoute } from './pages';
import { readSearch } from './search';

const root = createRootRoute({ component: DeskFrame, notFoundComponent: NowhereBlank });
const conversations = createRoute({
  getParentRoute: () => root,
  id: 'conversations',
  validateSearch: readSearch,
  component: ConversationsPage,
});
const nobody = createRoute({ getParentRoute: () => conversations, path: '/' });
const one = createRoute({ getParentRoute: () => conversations, path: '/c/$conversationId' });
const search = createRoute({ getParentRoute: () => root, path: '/search', validateSearch: readSought, component: SearchRoute });
const board = createRoute({ getParentRoute: () => root, path: '/board', component: BoardRoute });
const account = createRoute({ getParentRoute: () => root, path: '/account', component: AccountPage });

// Few come here, and seldom: the desk opens without it.
const settingsPage = lazyRouteComponent(() => import('../features/settings/SettingsPage'), 'SettingsPage');
const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  validateSearch: readSettingsSearch,
  component: settingsPage,
});
const section = createRoute({ getParentRoute: () => settings, path: '$section' });
const sectionItem = createRoute({ getParentRoute: () => settings, path: '$section/$item' });
const invitation = createRoute({ getParentRoute: () => root, path: '/invitation/$token', component: ForSomebodyElse });

const routeTree = root.addChildren([
  conversations.addChildren([nobody, one]),
  search,
  board,
  account,
  settings.addChildren([section, sectionItem]),
  invitation,
]);

/** Which address shows what. What narrows the list stands in the address too, so that a link shows the same. */
export function createDeskRouter() {
  return createRouter({
    routeTree,
    basepath: '/desk',
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
    stringifySearch: (search) => {
      const pairs = Object.entries(search).flatMap(([name, value]) => (typeof value === 'string' && value !== '' ? [[name, value]] : []));
      const text = new URLSearchParams(pairs).toString();
      return text === '' ? '' : `?${text}`;
    },
  });
}

/** The router of one desk. */
export type DeskRouter = ReturnType<typeof createDeskRouter>;

declare module '@tanstack/react-router' {
  interface Register {
    router: DeskRouter;
  }
}
