import { RefusalError } from '@deskbell/client';
import type { Label } from '@deskbell/protocol';
import { cleanup, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { atSettings, collection } from '../../../test/settings';
import { useToasts } from '../../../shared/ui/toasts';

afterEach(() => {
  cleanup();
  useToasts.setState({ items: [] });
});

const vip: Label = { id: 'vip', name: 'VIP', color: '#2f5fb3' };
const heading = (name: string) => screen.findByRole('heading', { level: 1, name });

describe('labels', () => {
  it('teach the next step while there are none', async () => {
    atSettings('/settings/labels', { labels: collection<Label>() });
    expect(await screen.findByText('No labels yet')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'New label' }));
    expect(document.activeElement).toBe(await heading('New label'));
  });

  it('are made, and the list is there again', async () => {
    const labels = collection<Label>();
    const { at } = atSettings('/settings/labels/new', { labels });
    await userEvent.type(await screen.findByLabelText('Name'), 'Bug');
    await userEvent.type(screen.getByLabelText('Colour'), '#AA3322');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByRole('link', { name: 'Bug' })).toBeTruthy();
    expect(labels.items).toMatchObject([{ name: 'Bug', color: '#aa3322' }]);
    expect(at()).toBe('/settings/labels');
  });

  it('say at the field what is wrong, and the wrong field has the focus', async () => {
    atSettings('/settings/labels/new', { labels: collection<Label>() });
    await userEvent.type(await screen.findByLabelText('Colour'), 'blue');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    const name = screen.getByLabelText('Name');
    await waitFor(() => expect(document.activeElement).toBe(name));
    expect(name.getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByText('A label has a name.')).toBeTruthy();
    expect(screen.getByText(/six digits, such as/)).toBeTruthy();
  });

  it('say the server’s own sentence at the field it is about', async () => {
    const errors = [{ field: 'name', code: 'conflict', message: 'There is a label of this name.' }];
    const add = () => Promise.reject(new RefusalError({ code: 'invalid', message: 'No.' }, errors));
    atSettings('/settings/labels/new', { labels: { ...collection<Label>(), add } });
    await userEvent.type(await screen.findByLabelText('Name'), 'VIP');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('There is a label of this name.')).toBeTruthy();
    expect(screen.getByText('Not saved. Put right what is marked, then save again.')).toBeTruthy();
  });

  it('say where saving stands', async () => {
    atSettings('/settings/labels/vip', { labels: collection(vip) });
    await userEvent.type(await screen.findByLabelText('Name'), 's');
    expect(screen.getByText('Not saved yet')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Saved')).toBeTruthy();
    expect(await heading('VIPs')).toBeTruthy();
  });

  it('are not lost without a question', async () => {
    const { at } = atSettings('/settings/labels/vip', { labels: collection(vip) });
    await userEvent.type(await screen.findByLabelText('Name'), 's');
    await userEvent.click(screen.getByRole('link', { name: 'Back to Labels' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Stay here' }));
    expect(at()).toBe('/settings/labels/vip');
    await userEvent.click(screen.getByRole('link', { name: 'Back to Labels' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Leave' }));
    await heading('Labels');
    expect(at()).toBe('/settings/labels');
  });

  it('come back when deleting was a mistake', async () => {
    const labels = collection(vip);
    atSettings('/settings/labels/vip', { labels });
    await userEvent.click(await screen.findByRole('button', { name: 'Delete' }));
    expect(await screen.findByText('No labels yet')).toBeTruthy();
    expect(labels.items).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'Undo' }));
    expect(await screen.findByRole('link', { name: 'VIP' })).toBeTruthy();
    expect(labels.items).toMatchObject([{ name: 'VIP', color: '#2f5fb3' }]);
  });

  it('say that one of an old link is gone', async () => {
    atSettings('/settings/labels/old', { labels: collection(vip) });
    expect(await heading('It is not here any more')).toBeTruthy();
  });
});
