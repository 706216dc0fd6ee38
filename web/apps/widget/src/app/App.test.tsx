import { cell, RefusalError } from '@deskbell/client';
import type { Conversation, Inbox } from '@deskbell/protocol';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ana, bo, conversation, happened, house, inbox, says } from '../test/people';
import { scripted, ScriptedTimeline } from '../test/scripted';
import { step } from '../test/step';
import { App } from './App';
import type { Host } from '../boot/host';

afterEach(cleanup);
beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
});

const now = () => new Date().toISOString();

/** The whole widget over a script, in a frame that is open. */
function stage(list: readonly Conversation[] = [], asked: () => Promise<Inbox> = async () => inbox) {
  const script = scripted(list);
  const open = cell(true);
  const host = { open, page: cell(null), about: cell(null), locale: cell(undefined), theme: cell(undefined), closable: true, onIdentify: vi.fn(), named: false, here: vi.fn(), ready: vi.fn(), close: vi.fn(), unread: vi.fn() } satisfies Host;
  const sessions = cell({ client: script.client, person: 'ana', isNew: false });
  render(<App place={{ inboxId: 'inbox', host: 'x', kind: 'frame' }} host={host} rest={{ inbox: asked }} sessions={sessions} />);
  return { script, host };
}

const button = (name: string | RegExp) => screen.findByRole('button', { name });
const field = (name: string) => screen.findByRole<HTMLTextAreaElement>('textbox', { name });

describe('the widget', () => {
  it('says so where there is no such inbox, where chat is off, and while nobody can be reached', async () => {
    stage([], () => Promise.reject(new RefusalError({ code: 'not_found', message: '' })));
    expect(await screen.findByText(/no inbox at this address/)).toBeTruthy();
    cleanup();
    stage([], async () => ({ ...inbox, chatEnabled: false }));
    expect(await screen.findByText(/switched off/)).toBeTruthy();
    cleanup();
    stage([], () => Promise.reject(new Error('down')));
    expect(await screen.findByText(/cannot be reached/)).toBeTruthy();
  });

  it('says so where the server will not have somebody, and asks no more', async () => {
    const host = { open: cell(true), page: cell(null), about: cell(null), locale: cell(undefined), theme: cell(undefined), closable: true, onIdentify: vi.fn(), named: false, here: vi.fn(), ready: vi.fn(), close: vi.fn(), unread: vi.fn() };
    render(<App place={{ inboxId: 'inbox', host: 'x', kind: 'frame' }} host={host} rest={{ inbox: async () => inbox }} sessions={cell('barred')} />);
    expect(await screen.findByText('You cannot write here any more.')).toBeTruthy();
  });

  it('begins with the greeting and the first message, and shows it at once', async () => {
    const { script } = stage();
    expect(await screen.findByText('Hello. How can we help?')).toBeTruthy();
    fireEvent.input(await screen.findByRole('textbox', { name: /Subject/ }), { target: { value: ' Order 1042 ' } });
    fireEvent.input(await field('Your message'), { target: { value: 'Where is it?' } });
    fireEvent.click(await button('Start a conversation'));
    expect(script.started).toEqual([{ content: 'Where is it?', subject: 'Order 1042' }]);
    expect(await screen.findByText('Where is it?')).toBeTruthy();
    expect(screen.getByText('Sending…')).toBeTruthy();
  });

  it('follows the first message into its conversation and says what happens next', async () => {
    const { script } = stage();
    fireEvent.input(await field('Your message'), { target: { value: 'Where is it?' } });
    fireEvent.click(await button('Start a conversation'));
    const made = conversation({ id: 'new', lastMessage: null });
    const timeline = new ScriptedTimeline('new', made, [says({ ...bo, key: 'ana', type: 'customer' }, 'Where is it?', now(), 2)]);
    script.know(timeline);
    step(() => {
      script.client.learn([made]);
      script.starting.set([]);
    });
    expect(await screen.findByText('Chat started. Somebody will answer here shortly.')).toBeTruthy();
    step(() => timeline.arrives(says(bo, 'Hello', now(), 3)));
    await waitFor(() => expect(screen.queryByText(/Chat started/)).toBeNull());
  });

  it('says the place in line as it moves, an estimate where there is one, and who helps once somebody does', async () => {
    const live = conversation({ id: 'live' });
    const { script } = stage([live]);
    const timeline = new ScriptedTimeline('live', live, [says(ana, 'Where is it?', now(), 1)]);
    script.know(timeline);
    expect(await screen.findByText('Chat started. Somebody will answer here shortly.')).toBeTruthy();
    const stands = (position: number, minutes: number | null) =>
      step(() =>
        script.places.set(
          new Map([['live', { position, estimatedWaitMs: minutes === null ? null : minutes * 60_000 }]]),
        ),
      );
    const aside = () => document.querySelector('.w-scroll .w-aside')?.textContent;
    for (const [position, minutes, words] of [
      [2, 4, 'You are number 2 in line. About 4 minutes.'],
      [2, 0.4, 'You are number 2 in line. About a minute.'],
      [12, 23, 'You are number 12 in line. About 25 minutes.'],
      [12, 58, 'You are number 12 in line. About an hour.'],
      [12, 170, 'You are number 12 in line. About 3 hours.'],
      [99, 4000, 'You are number 99 in line. More than 10 hours.'],
      [1, null, 'You are next in line.'],
    ] as const) {
      stands(position, minutes);
      await waitFor(() => expect(aside()).toBe(words));
    }
    step(() => {
      timeline.arrives(happened({ type: 'assigned', assignee: { name: 'Bo Lind' } }, house, now(), 2));
      timeline.set({ conversation: { ...live, assignee: { name: 'Bo Lind' } } });
    });
    await waitFor(() => expect(screen.getAllByText('Bo Lind is now helping you')).toHaveLength(2));
    expect(aside()).toBeUndefined();
  });

  it('lets one leave a message while nobody can answer, changes over while it is open and keeps what was written', async () => {
    const { script } = stage();
    fireEvent.input(await field('Your message'), { target: { value: 'Where is' } });
    expect(await button('Start a conversation')).toBeTruthy();
    const opensAt = new Date(Date.now() + 3_600_000).toISOString();
    step(() => script.presence.set({ available: false, onlineCount: 0, agents: [], leaveMessage: true, opensAt }));
    expect(await screen.findByText(/^Nobody is here right now. Leave a message; we answer from .*\d.*\.$/)).toBeTruthy();
    expect(await screen.findByText(/^Write your message here. You will find the answer in this place from .* on\.$/)).toBeTruthy();
    expect(await button('Leave a message')).toBeTruthy();
    expect((await field('Your message')).value).toBe('Where is');
    step(() => script.presence.set({ available: true, onlineCount: 1, agents: [], leaveMessage: false }));
    expect(await button('Start a conversation')).toBeTruthy();
    expect((await field('Your message')).value).toBe('Where is');
  });

  it('asks for a message rather than a chat in an open conversation, and promises no place in line', async () => {
    const live = conversation({ id: 'live' });
    const { script } = stage([live]);
    script.know(new ScriptedTimeline('live', live, [says(ana, 'Where is it?', now(), 1)]));
    const composer = await field('Write a message');
    fireEvent.input(composer, { target: { value: 'And' } });
    step(() => {
      script.places.set(new Map([['live', { position: 2, estimatedWaitMs: null }]]));
      script.presence.set({ available: false, onlineCount: 0, agents: [], leaveMessage: true });
    });
    expect(await screen.findByText('Chat started. Nobody is here right now; you will find the answer here.')).toBeTruthy();
    expect([composer.placeholder, composer.value]).toEqual(['Leave a message…', 'And']);
  });

  it('shows what the house says by itself as from the inbox', async () => {
    const live = conversation({ id: 'live', status: 'active', assignee: { name: 'Bo Lind' } });
    const nudge = says(house, 'Are you still there?', now(), 2);
    const { script } = stage([{ ...live, lastMessage: { seq: 2, content: 'Are you still there?', attachments: 0, sender: house, createdAt: now() } }]);
    const timeline = new ScriptedTimeline('live', live, [says(ana, 'Hello', now(), 1)]);
    script.know(timeline);
    await screen.findByText('Hello');
    step(() => timeline.arrives(nudge));
    expect(await screen.findByText('Support says: Are you still there?')).toBeTruthy();
    expect(document.querySelector('.w-group[data-own="false"] .w-meta')?.textContent).toContain('Support');
    fireEvent.click(await button('Back to your conversations'));
    expect(await screen.findByText('Support: Are you still there?')).toBeTruthy();
  });

  it('goes right into the one live conversation, and back to the list', async () => {
    const live = conversation({ id: 'live', status: 'active', subject: 'Order 1042', unreadCount: 2 });
    const { script, host } = stage([live, conversation({ status: 'closed', subject: 'Lamps' })]);
    script.know(new ScriptedTimeline('live', live, [says(bo, 'On its way', now(), 1)]));
    expect(await screen.findByText('On its way')).toBeTruthy();
    fireEvent.click(await button('Back to your conversations'));
    expect((await button(/Order 1042/)).textContent).toContain('2 unread messages');
    expect((await button(/Lamps/)).textContent).toContain('Closed');
    expect(host.unread).toHaveBeenLastCalledWith(2);
    fireEvent.click(await button('Continue your conversation'));
    expect(await screen.findByText('On its way')).toBeTruthy();
  });

  it('keeps what was being written when the conversation is closed, for a new one', async () => {
    const live = conversation({ id: 'live', status: 'active' });
    const { script } = stage([live]);
    const timeline = new ScriptedTimeline('live', live, [says(bo, 'Anything else?', now(), 1)]);
    script.know(timeline);
    fireEvent.input(await field('Write a message'), { target: { value: 'Yes, one thing' } });
    expect(timeline.typed).toBe(1);
    step(() => {
      timeline.arrives(happened({ type: 'closed', from: 'active' }, bo, now(), 2));
      timeline.set({ conversation: { ...live, status: 'closed' } });
    });
    expect(await screen.findByText('This conversation is closed. Write to start a new one.')).toBeTruthy();
    expect(screen.queryByRole('textbox')).toBeNull();
    fireEvent.click(await button('Start a new conversation'));
    expect((await field('Your message')).value).toBe('Yes, one thing');
  });

  it('says that writing opens a resolved one again', async () => {
    const live = conversation({ id: 'live', status: 'resolved' });
    const { script } = stage([live]);
    script.know(new ScriptedTimeline('live', live, [says(bo, 'Done', now(), 1)]));
    expect(await screen.findByText('Resolved. Write to open it again.')).toBeTruthy();
    fireEvent.click(await button('Back to your conversations'));
    expect(await button('Start a conversation')).toBeTruthy();
  });

  it('keeps a draft over a reload', async () => {
    const live = conversation({ id: 'live', status: 'active' });
    const once = stage([live]);
    once.script.know(new ScriptedTimeline('live', live));
    fireEvent.input(await field('Write a message'), { target: { value: 'Half a sen' } });
    cleanup();
    const again = stage([live]);
    again.script.know(new ScriptedTimeline('live', live));
    expect((await field('Write a message')).value).toBe('Half a sen');
  });

  it('has a word for a conversation that is not there, and a way back', async () => {
    sessionStorage.setItem('deskbell:view:ana', 'gone');
    stage([]);
    expect(await screen.findByText('This conversation is not here any more.')).toBeTruthy();
    fireEvent.click((await screen.findAllByRole('button', { name: 'Back to your conversations' })).at(-1)!);
    expect(await screen.findByText('Hello. How can we help?')).toBeTruthy();
  });

  it('says who is there, and what the line is like only while there is none', async () => {
    const { script } = stage();
    expect(await screen.findByText('1 person here')).toBeTruthy();
    step(() => script.presence.set({ available: true, leaveMessage: false, onlineCount: 3, agents: [{ name: 'Bo' }] }));
    expect(await screen.findByText('3 people here')).toBeTruthy();
    step(() => script.presence.set({ available: false, leaveMessage: true, onlineCount: 0, agents: [] }));
    expect(await screen.findByText('Nobody is here right now. Leave a message and we will answer.')).toBeTruthy();
    expect(await button('Leave a message')).toBeTruthy();
    step(() => script.line.set({ state: 'offline', since: 1, refusal: null }));
    expect(await screen.findByText('No connection. What you write is kept and will be sent.')).toBeTruthy();
    step(() => script.line.set({ state: 'connected', since: 2, refusal: null }));
    await waitFor(() => expect(screen.queryByText(/No connection/)).toBeNull());
  });

  it('tells the page to close it on Escape and by its button', async () => {
    const { host } = stage();
    fireEvent.click(await button('Close messages'));
    fireEvent.keyDown(await field('Your message'), { key: 'Escape' });
    expect(host.close).toHaveBeenCalledTimes(2);
  });

  it('offers another attempt when the list cannot be loaded', async () => {
    const { script } = stage();
    script.list = null;
    cleanup();
    const failed = stage();
    failed.script.list = null;
    expect(await screen.findByText(/could not be loaded/)).toBeTruthy();
    failed.script.list = [conversation({ subject: 'Found again', status: 'closed' })];
    fireEvent.click(await button('Try again'));
    expect(await button(/Found again/)).toBeTruthy();
  });

  it('shows a script in a name, a subject and a message as text', async () => {
    const bad = '<img src=x onerror=alert(1)>';
    const live = conversation({ id: 'live', status: 'active', subject: bad, assignee: { name: bad } });
    const { script } = stage([live]);
    const timeline = new ScriptedTimeline('live', live, [says({ ...bo, name: bad }, bad, now(), 1)]);
    timeline.set({ typing: [{ ...bo, name: bad }] });
    script.know(timeline);
    step(() => script.presence.set({ available: true, leaveMessage: false, onlineCount: 1, agents: [{ name: bad }] }));
    await waitFor(() => expect(document.querySelector('.w-bubble')?.textContent).toBe(bad));
    fireEvent.click(await button('Back to your conversations'));
    await screen.findByText(bad);
    expect(document.querySelector('img')).toBeNull();
  });
});
