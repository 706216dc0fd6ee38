import { Component, createRef, type ReactNode } from 'react';
import { strings } from '../../../strings';
import { anchorOf, isAtEnd, lastSeenSeq, restore, type Anchor } from './geometry';

/** What of the timeline is in view. */
export interface Sight {
  readonly atEnd: boolean;
  /** The newest seq in view. */
  readonly seq: number;
}

export interface ScrollerProps {
  /** A new object whenever entries came or went. */
  content: unknown;
  /** Whenever this becomes another key, the newest is scrolled into view: one's own new message. */
  follow: string | null;
  onSight: (sight: Sight) => void;
  /** The beginning of what is drawn is near. */
  onNearStart: () => void;
  children: ReactNode;
}

/** Nearer to the beginning than this, more is drawn or loaded. */
const NEAR_PX = 600;

/**
 * Scrolls a timeline: keeps to the newest while it is in view, and else keeps what is being read where it is,
 * whatever comes or goes above and below.
 */
export class Scroller extends Component<ScrollerProps> {
  private readonly box = createRef<HTMLDivElement>();
  #sticks = true;
  #sight: Sight = { atEnd: true, seq: 0 };
  #stop: () => void = () => undefined;

  override componentDidMount() {
    const box = this.box.current;
    if (!box) return;
    const watch = new ResizeObserver(() => this.#settle(null));
    watch.observe(box);
    this.#stop = () => watch.disconnect();
    this.#begin(box);
    this.#look();
    this.#nearStart();
  }

  override componentWillUnmount() {
    this.#stop();
  }

  override getSnapshotBeforeUpdate(): Anchor | null {
    const box = this.box.current;
    return box && !this.#sticks ? anchorOf(box) : null;
  }

  override componentDidUpdate(before: ScrollerProps, _state: unknown, anchor: Anchor | null) {
    const { follow, content } = this.props;
    if (follow !== null && follow !== before.follow) this.#sticks = true;
    this.#settle(anchor);
    if (content !== before.content) this.#nearStart();
  }

  /** Brings the newest into view; what was pressed for it goes, so the keyboard's place is here now. */
  toEnd() {
    this.#sticks = true;
    this.#settle(null);
    this.box.current?.focus({ preventScroll: true });
  }

  override render() {
    return (
      <div
        ref={this.box}
        className="w-scroll"
        role="log"
        aria-label={strings.timeline.label}
        aria-live="off"
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- or a keyboard could not scroll it
        tabIndex={0}
        onScroll={() => {
          const box = this.box.current;
          if (box) this.#sticks = isAtEnd(box);
          this.#look();
          this.#nearStart();
        }}
      >
        {this.props.children}
      </div>
    );
  }

  /** Opens at the line before what is new where that line would be out of view, else at the end. */
  #begin(box: HTMLElement) {
    box.scrollTop = box.scrollHeight;
    const line = box.querySelector('[data-fresh]');
    const hidden = line ? line.getBoundingClientRect().top - box.getBoundingClientRect().top : 0;
    if (hidden < 0) box.scrollTop += hidden;
    this.#sticks = isAtEnd(box);
  }

  #settle(anchor: Anchor | null) {
    const box = this.box.current;
    if (!box) return;
    if (this.#sticks) box.scrollTop = box.scrollHeight;
    else if (anchor) restore(box, anchor);
    this.#look();
  }

  #look() {
    const box = this.box.current;
    if (!box) return;
    const sight = { atEnd: isAtEnd(box), seq: lastSeenSeq(box) };
    if (sight.atEnd === this.#sight.atEnd && sight.seq === this.#sight.seq) return;
    this.#sight = sight;
    this.props.onSight(sight);
  }

  #nearStart() {
    const box = this.box.current;
    if (box && box.scrollTop < NEAR_PX) this.props.onNearStart();
  }
}
