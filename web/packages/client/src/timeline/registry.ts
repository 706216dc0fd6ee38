import type { Entry, History } from '@deskbell/protocol';
import type { Clock } from '../basics/clock';
import type { TimelineContext } from './context';
import { LiveTimeline } from './timeline';

/** How long a timeline nobody watches goes on hearing, so that a return is instant. */
export const LINGER_MS = 30_000;
/** Timelines nobody watches that go on hearing at most, and timelines remembered at all. */
export const TIMELINES_MAX = { idle: 8, remembered: 50 };

/** The timelines of a client: those that hear of their conversation, and some that sleep with their newest page. */
export class Timelines {
  readonly #known = new Map<string, LiveTimeline>();
  readonly #awake = new Set<LiveTimeline>();
  /** Those nobody watches, longest alone first, with the end of their waiting. */
  readonly #idle = new Map<LiveTimeline, () => void>();
  readonly #context: TimelineContext;
  readonly #clock: Clock;

  constructor(context: Omit<TimelineContext, 'watched' | 'leave'>) {
    this.#clock = context.clock;
    this.#context = {
      ...context,
      watched: (timeline, watched) => (watched ? this.#wake(timeline, null) : this.#linger(timeline)),
      leave: (timeline) => {
        if (!timeline.watched) this.#sleep(timeline);
      },
    };
  }

  /** The timeline of a conversation, awake. `joined` is what a join has just answered. */
  open(conversationId: string, joined: History | null = null): LiveTimeline {
    const timeline = this.#known.get(conversationId) ?? new LiveTimeline(conversationId, this.#context);
    this.#known.delete(conversationId);
    this.#known.set(conversationId, timeline);
    this.#wake(timeline, joined);
    if (!timeline.watched) this.#linger(timeline);
    this.#forgetOldest();
    return timeline;
  }

  /** Those of one conversation that hear of it. */
  of(conversationId: string): LiveTimeline[] {
    return [...this.#awake].filter((timeline) => timeline.conversationId === conversationId);
  }

  /** Gives an entry to whoever shows its conversation; true when it stands there or nobody does. */
  receive(entry: Entry): boolean {
    return this.of(entry.conversationId).every((timeline) => timeline.receive(entry));
  }

  /** The line has come or gone. */
  line(connected: boolean): void {
    for (const timeline of this.#awake) {
      if (connected) timeline.connected();
      else timeline.disconnected();
    }
  }

  #wake(timeline: LiveTimeline, joined: History | null): void {
    this.#idle.get(timeline)?.();
    this.#idle.delete(timeline);
    if (this.#awake.has(timeline) && !joined) return;
    this.#awake.add(timeline);
    timeline.wake(joined);
  }

  #linger(timeline: LiveTimeline): void {
    this.#idle.get(timeline)?.();
    this.#idle.delete(timeline);
    this.#idle.set(
      timeline,
      this.#clock.after(LINGER_MS, () => this.#sleep(timeline)),
    );
    const [longest] = this.#idle.keys();
    if (longest && this.#idle.size > TIMELINES_MAX.idle) this.#sleep(longest);
  }

  #sleep(timeline: LiveTimeline): void {
    this.#idle.get(timeline)?.();
    this.#idle.delete(timeline);
    if (!this.#awake.delete(timeline)) return;
    timeline.sleep();
    const { conversationId } = timeline;
    if (this.of(conversationId).length > 0 || !this.#context.connected()) return;
    this.#context.request('leave-chat', { conversationId }).catch(() => undefined);
  }

  #forgetOldest(): void {
    if (this.#known.size <= TIMELINES_MAX.remembered) return;
    const oldest = [...this.#known.values()].find((timeline) => !this.#awake.has(timeline));
    if (oldest) this.#known.delete(oldest.conversationId);
  }
}
