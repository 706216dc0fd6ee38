import { act, cleanup, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openDrafts } from '../../../shared/desk/drafts';
import { emptyTimeline, fakeClient, fakeTimeline } from '../../../test/fakeClient';
import { onStage } from '../../../test/stage';
import { ana, asParticipant, bo, cleo, conversation, item } from '../../../test/world';
import { Composer } from '../Composer';

let timeline: ReturnType<typeof fakeTimeline>;

beforeEach(() => {
  localStorage.clear();
  openDrafts('bo');
  timeline = fakeTimeline();
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
  timeline.state.set({ ...emptyTimeline, items: [item(1)] });
  onStage(<Composer timeline={timeline} conversation={conversation('c')} />, fakeClient());
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const field = () => screen.getByRole('textbox');
const colleagues = (...more: Parameters<typeof item>[1][]) => [
  item(1),
  ...more.map((one, index) => item(index + 2, { sender: asParticipant(cleo), ...one })),
];
const come = (items: ReturnType<typeof item>[]) => act(() => timeline.state.set({ ...emptyTimeline, items }));
const warned = () => screen.queryByText(/replied while you were writing/)?.textContent ?? null;

describe('a colleague in the same conversation', () => {
  it('is seen replying, and a customer is not called one', () => {
    act(() => timeline.state.set({ ...emptyTimeline, typing: [ana] }));
    expect(screen.queryByText(/is replying/)).toBeNull();
    act(() => timeline.state.set({ ...emptyTimeline, typing: [ana, asParticipant(cleo)] }));
    expect(screen.getByText(/is replying/).textContent).toBe('Cleo Marchetti is replying');
  });

  it('who replied meanwhile is told before one sends a second reply', async () => {
    await userEvent.type(field(), 'Let me look');
    expect(warned()).toBeNull();
    come(colleagues({}));
    expect(warned()).toBe('Cleo Marchetti replied while you were writing. Read it before you send this.');
    await userEvent.click(screen.getByRole('button', { name: 'I have seen it' }));
    expect(warned()).toBeNull();
    come(colleagues({}, {}));
    expect(warned()).not.toBeNull();
    await userEvent.clear(field());
    expect(warned()).toBeNull();
  });

  it('troubles nobody with notes, with their own replies, or before they begin', async () => {
    come(colleagues({}));
    await userEvent.type(field(), 'Let me look');
    come([...colleagues({}, { kind: 'note' }), item(4, { sender: asParticipant(bo), own: true })]);
    expect(warned()).toBeNull();
  });
});
