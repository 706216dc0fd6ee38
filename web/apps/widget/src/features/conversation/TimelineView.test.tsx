import { cleanup, render, screen } from '@testing-library/preact';
import { useObservable } from '@deskbell/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ana, bo, conversation, says } from '../../test/people';
import { ScriptedTimeline } from '../../test/scripted';
import { step } from '../../test/step';
import type { RefusedActions } from './message/Refused';
import { TimelineView } from './TimelineView';

afterEach(cleanup);

const now = () => new Date().toISOString();
const actions = (but: Partial<RefusedActions> = {}): RefusedActions => ({
  retry: vi.fn(),
  remove: vi.fn(),
  edit: vi.fn(),
  anew: vi.fn(),
  ...but,
});

function View({ timeline, seen = true, does = actions() }: { timeline: ScriptedTimeline; seen?: boolean; does?: RefusedActions }) {
  const state = useObservable(timeline.state);
  return <TimelineView state={state} timeline={timeline} seen={seen} actions={does} head={null} foot={null} />;
}

const talk = () =>
  new ScriptedTimeline('c', conversation({ id: 'c' }), [says(ana, 'Where is my order?', now(), 1), says(bo, 'On its way', now(), 2)]);

describe('a conversation', () => {
  it('shows the state of the last message of one’s own, and of no other', () => {
    const timeline = talk();
    timeline.arrives(says(ana, 'Thank you', now(), 3));
    const { container } = render(<View timeline={timeline} />);
    expect([...container.querySelectorAll('.w-state')].map((one) => one.textContent)).toEqual(['Sent']);
    step(() => {
      const items = timeline.state.get().items.map((item) => (item.entry?.seq === 3 ? { ...item, mark: 'read' as const } : item));
      timeline.set({ items });
    });
    expect(container.querySelector('.w-state')?.textContent).toBe('Read');
    step(() => void timeline.send('One more thing'));
    expect([...container.querySelectorAll('.w-state')].map((one) => one.textContent)).toEqual(['Sending…']);
  });

  it('says who types, and no more when they stopped', () => {
    const timeline = talk();
    render(<View timeline={timeline} />);
    step(() => timeline.set({ typing: [bo] }));
    expect(screen.getByText('Bo Lind is typing…')).toBeTruthy();
    step(() => timeline.set({ typing: [] }));
    expect(screen.queryByText('Bo Lind is typing…')).toBeNull();
  });

  it('is read only where somebody can see it', () => {
    const timeline = talk();
    timeline.set({ ownReadSeq: 1, unread: 1, firstUnreadSeq: 2 });
    const { rerender } = render(<View timeline={timeline} seen={false} />);
    expect(timeline.read).toEqual([]);
    rerender(<View timeline={timeline} seen />);
    expect(timeline.read).toEqual([2]);
  });

  it('marks what is new until one writes', () => {
    const timeline = talk();
    timeline.set({ ownReadSeq: 1, unread: 1, firstUnreadSeq: 2 });
    render(<View timeline={timeline} />);
    expect(screen.getByText('New')).toBeTruthy();
    step(() => void timeline.send('Thank you'));
    expect(screen.queryByText('New')).toBeNull();
  });

  it('tells a screen reader of messages that arrive, and not of those that were there', () => {
    const timeline = talk();
    render(<View timeline={timeline} />);
    const said = () => screen.getByRole('status').textContent;
    expect(said()).toBe('');
    step(() => timeline.arrives(says(bo, 'It left today', now(), 3)));
    expect(said()).toBe('Bo Lind says: It left today');
  });

  it('keeps a refused message, says why and offers the way on', () => {
    const timeline = talk();
    const does = actions();
    const refused = (code: string) =>
      step(() => {
        timeline.discard('p');
        timeline.wait({ clientId: 'p', content: 'My text', kind: 'message', state: 'refused', at: now(), refusal: { code, message: `Why: ${code}.` } });
      });
    render(<View timeline={timeline} does={does} />);
    refused('rate_limited');
    expect(screen.getByText('My text')).toBeTruthy();
    expect(screen.getByRole('alert').textContent).toContain('Wait a moment');
    screen.getByRole('button', { name: 'Try again' }).click();
    expect(does.retry).toHaveBeenCalledWith('p');
    refused('conversation_closed');
    screen.getByRole('button', { name: 'Send in a new conversation' }).click();
    expect(does.anew).toHaveBeenCalledWith('p');
    refused('invalid');
    expect(screen.getByRole('alert').textContent).toContain('Why: invalid.');
    screen.getByRole('button', { name: 'Edit' }).click();
    expect(does.edit).toHaveBeenCalledWith('p');
    refused('not_found');
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
    screen.getByRole('button', { name: 'Delete' }).click();
    expect(does.remove).toHaveBeenCalledWith('p');
  });

  it('asks for earlier entries while the beginning is near', () => {
    const timeline = talk();
    timeline.set({ hasEarlier: true });
    render(<View timeline={timeline} />);
    expect(timeline.asked).toBe(1);
  });
});
