import type { Payload, Reply, RequestName } from '@deskbell/protocol';
import type { Side } from '../api';
import type { Clock } from '../basics/clock';
import type { Conversations } from '../conversations';
import type { Outbox } from '../outbox/outbox';
import type { CustomerRest } from '../rest/customer';
import type { LiveTimeline } from './timeline';

/** What a timeline needs from the client around it. */
export interface TimelineContext {
  readonly side: Side;
  readonly clock: Clock;
  readonly random: () => number;
  readonly rest: Pick<CustomerRest, 'timeline'>;
  readonly outbox: Pick<Outbox, 'take' | 'pending' | 'retry' | 'discard' | 'shown'>;
  readonly conversations: Conversations;
  connected(): boolean;
  request<N extends RequestName>(name: N, payload: Payload<N>): Promise<Reply<N>>;
  /** The number of those who watch has become, or ceased to be, zero. */
  watched(timeline: LiveTimeline, watched: boolean): void;
  leave(timeline: LiveTimeline): void;
}
