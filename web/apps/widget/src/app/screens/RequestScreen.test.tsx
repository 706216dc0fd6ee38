import { cell, LineError, RefusalError } from '@deskbell/client';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Host } from '../../boot/host';
import { ana, conversation, inbox, says } from '../../test/people';
import { scripted, ScriptedTimeline } from '../../test/scripted';
import { step } from '../../test/step';
import { App } from '../App';

afterEach(cleanup);
beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
});

const withForm = { ...inbox, ticketForm: true, categories: [{ key: 'shipping', name: 'Shipping' }] };

/** The widget, open at an inbox that takes requests, with the form on screen. */
async function form() {
  const script = scripted();
  const host = { open: cell(true), page: cell(null), about: cell(null), locale: cell(undefined), theme: cell(undefined), closable: true, onIdentify: vi.fn(), named: false, here: vi.fn(), ready: vi.fn(), close: vi.fn(), unread: vi.fn() } satisfies Host;
  const sessions = cell({ client: script.client, person: 'ana', isNew: false });
  render(<App place={{ inboxId: 'inbox', host: 'x', kind: 'frame' }} host={host} rest={{ inbox: async () => withForm }} sessions={sessions} />);
  fireEvent.click(await screen.findByRole('button', { name: 'Send us a request' }));
  await screen.findByRole('heading', { name: 'Send us a request' });
  return script;
}

const text = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name });
const choice = (name: string) => screen.getByRole<HTMLSelectElement>('combobox', { name });
const write = (at: HTMLElement, value: string) => fireEvent.input(at, { target: { value } });
const send = () => fireEvent.click(screen.getByRole('button', { name: 'Send the request' }));

function fill(): void {
  write(text('Subject'), ' Parcel lost ');
  write(choice('What is it about?'), 'shipping');
  write(choice('How urgent is it?'), 'high');
  write(text('Describe what you need'), 'It never came.');
}

describe('a request', () => {
  it('is filed with its subject, category, priority and first message, and opens as a conversation with its status', async () => {
    const script = await form();
    const filed = conversation({ id: 'filed', kind: 'ticket', subject: 'Parcel lost' });
    const timeline = new ScriptedTimeline('filed', filed, [says(ana, 'It never came.', filed.createdAt, 1)]);
    script.know(timeline);
    fill();
    send();
    expect(await screen.findByText('We have your request. You will find the answer here.')).toBeTruthy();
    expect(script.filed).toEqual([
      { kind: 'ticket', inboxId: 'inbox', subject: 'Parcel lost', category: 'shipping', priority: 'high', message: 'It never came.' },
    ]);
    expect(screen.getByText('Request received')).toBeTruthy();
    step(() => timeline.set({ conversation: { ...filed, status: 'resolved', resolvedAt: new Date().toISOString() } }));
    expect((await screen.findByText('Request resolved')).parentElement?.querySelector('time')).toBeTruthy();
  });

  it('stands in the list with its status, which follows what happens to it', async () => {
    const script = await form();
    fireEvent.click(screen.getByRole('button', { name: 'Back to your conversations' }));
    const filed = conversation({ kind: 'ticket', subject: 'Parcel lost' });
    step(() => script.client.learn([filed]));
    const row = await screen.findByRole('button', { name: /Parcel lost/ });
    expect(row.textContent).toContain('Request received');
    step(() => script.client.learn([{ ...filed, status: 'active' }]));
    expect(row.textContent).toContain('Request in work');
  });

  it('says at each field what is missing, and brings the keyboard there', async () => {
    const script = await form();
    send();
    expect(script.filed).toEqual([]);
    expect(document.activeElement).toBe(text('Subject'));
    const about = (at: HTMLElement) => document.getElementById(at.getAttribute('aria-describedby') ?? '')?.textContent;
    expect(about(text('Subject'))).toBe('Give it a subject in a few words.');
    expect(about(text('Describe what you need'))).toBe('Describe what you need. A few words are enough.');
    write(text('Subject'), 'P');
    expect(text('Subject').getAttribute('aria-invalid')).toBe('false');
    write(text('Describe what you need'), 'a'.repeat(5002));
    send();
    expect(about(text('Describe what you need'))).toBe('2 characters too many. Shorten it to send it.');
  });

  it('shows a refusal at the field it is about, and keeps every word', async () => {
    const script = await form();
    const errors = [{ field: 'content', code: 'refused', message: 'This word is not welcome here.' }];
    script.filing = new RefusalError({ code: 'invalid', message: 'Something is wrong.' }, errors);
    fill();
    send();
    const field = text('Describe what you need');
    await waitFor(() => expect(field.getAttribute('aria-invalid')).toBe('true'));
    expect(screen.getByText('This word is not welcome here.')).toBeTruthy();
    expect(document.activeElement).toBe(field);
    expect([text('Subject').value, field.value, choice('How urgent is it?').value]).toEqual([' Parcel lost ', 'It never came.', 'high']);
  });

  it('says a refusal of the whole, and that nobody knows after a lost line', async () => {
    const script = await form();
    fill();
    script.filing = new RefusalError({ code: 'rate_limited', message: '' });
    send();
    expect((await screen.findByRole('alert')).textContent).toContain('That was a lot at once');
    script.filing = new LineError('down');
    send();
    await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('could not hear whether your request arrived'));
  });

  it('keeps what was written over a reload', async () => {
    await form();
    fill();
    cleanup();
    sessionStorage.clear();
    await form();
    expect([text('Subject').value, text('Describe what you need').value]).toEqual([' Parcel lost ', 'It never came.']);
  });
});
