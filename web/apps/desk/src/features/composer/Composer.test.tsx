import { cleanup, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openDrafts, useDrafts } from '../../shared/desk/drafts';
import { perform } from '../../shared/keys/actions';
import { fakeClient, fakeTimeline } from '../../test/fakeClient';
import { onStage } from '../../test/stage';
import { conversation } from '../../test/world';
import { Composer } from './Composer';

const ana = conversation('c', { customer: { id: 'ana', name: 'Ana Ruiz', email: null } });
let timeline: ReturnType<typeof fakeTimeline>;

beforeEach(() => {
  localStorage.clear();
  openDrafts('bo');
  timeline = fakeTimeline();
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
  onStage(<Composer timeline={timeline} conversation={ana} />, fakeClient());
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const field = () => screen.getByRole('textbox');

describe('the composer', () => {
  it('sends with Enter and is empty again', async () => {
    await userEvent.type(field(), 'Hello{Enter}');
    expect(timeline.send).toHaveBeenCalledWith('Hello');
    expect(field()).toHaveProperty('value', '');
  });

  it('breaks the line with Shift+Enter', async () => {
    await userEvent.type(field(), 'One{Shift>}{Enter}{/Shift}Two');
    expect(timeline.send).not.toHaveBeenCalled();
    expect(field()).toHaveProperty('value', 'One\nTwo');
  });

  it('sends nothing when there is nothing to send', async () => {
    await userEvent.type(field(), '   {Enter}');
    expect(timeline.send).not.toHaveBeenCalled();
  });

  it('keeps a text that is too long, and says by how much', async () => {
    await userEvent.click(field());
    await userEvent.paste('a'.repeat(5003));
    await userEvent.keyboard('{Enter}');
    expect(timeline.send).not.toHaveBeenCalled();
    expect(screen.getByRole('alert').textContent).toBe('3 characters too many. Shorten it to send it.');
    expect(field()).toHaveProperty('value', 'a'.repeat(5003));
  });

  it('keeps a text that the outbox refuses', async () => {
    timeline.send.mockReturnValue({ ok: false, error: { code: 'overloaded', message: 'There is no room for more.' } });
    await userEvent.type(field(), 'Hello{Enter}');
    expect(screen.getByRole('alert').textContent).toBe('There is no room for more.');
    expect(field()).toHaveProperty('value', 'Hello');
  });
});

describe('a note', () => {
  it('looks, is named and is added as one', async () => {
    await userEvent.click(screen.getByRole('radio', { name: 'Note' }));
    expect(screen.getByRole('form').dataset.mode).toBe('note');
    await userEvent.type(screen.getByRole('textbox', { name: /not shown to the customer/ }), 'Psst');
    await userEvent.click(screen.getByRole('button', { name: 'Add note' }));
    expect(timeline.note).toHaveBeenCalledWith('Psst', []);
    expect(timeline.send).not.toHaveBeenCalled();
  });

  it('is nobody’s business on the other side, not even that it is being written', async () => {
    perform('conversation.note');
    await userEvent.type(field(), 'Psst');
    expect(timeline.typing).not.toHaveBeenCalled();
    perform('conversation.reply');
    await userEvent.type(field(), 'Hello');
    expect(timeline.typing).toHaveBeenCalled();
  });

  it('keeps its own text beside that of the reply', async () => {
    await userEvent.type(field(), 'For Ana');
    await userEvent.click(screen.getByRole('radio', { name: 'Note' }));
    expect(field()).toHaveProperty('value', '');
    await userEvent.type(field(), 'For us');
    await userEvent.click(screen.getByRole('radio', { name: 'Reply' }));
    expect(field()).toHaveProperty('value', 'For Ana');
  });
});

it('finds its draft again after a reload', async () => {
  await userEvent.type(field(), 'Half a sent');
  useDrafts.setState({ byConversation: new Map() });
  openDrafts('bo');
  expect(useDrafts.getState().byConversation.get('c')).toMatchObject({ mode: 'reply', reply: 'Half a sent' });
  openDrafts('cleo');
  expect(useDrafts.getState().byConversation.size).toBe(0);
});
