/**
 * The headless client as hooks. Works with React 18 and newer, and with preact/compat in React's place.
 */
export { browserOnline, browserLocks } from './browser';
export {
  ClientProvider,
  useAgents,
  useClient,
  useConversations,
  useLine,
  useOutbox,
  usePlace,
  usePresence,
  useStarting,
  useUnread,
} from './context';
export { useObservable } from './useObservable';
export { useTimeline, type OpenTimeline } from './useTimeline';
