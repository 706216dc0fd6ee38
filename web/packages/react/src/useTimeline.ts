import type { Timeline, TimelineState } from '@deskbell/client';
import { useClient } from './context';
import { useObservable } from './useObservable';

/** A timeline with the state it had at this render. */
export interface OpenTimeline {
  readonly timeline: Timeline;
  readonly state: TimelineState;
}

/** Opens a conversation while the component is on screen, and a little longer so that a return is instant. */
export function useTimeline(conversationId: string): OpenTimeline {
  const timeline = useClient().timeline(conversationId);
  return { timeline, state: useObservable(timeline.state) };
}
