import type { InboxSettings } from '@deskbell/protocol';
import { cleanup, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { atSettings, collection } from '../../../test/settings';
import { scriptTag } from './EmbedForm';

afterEach(cleanup);

const shop: InboxSettings = {
  id: 'shop',
  name: 'Shop',
  greeting: null,
  color: null,
  chatEnabled: true,
  teamId: 's',
  allowedOrigins: [],
  businessHours: null,
  routing: { strategy: 'manual', offerSeconds: 0, overflow: null, rules: [] },
  leaveMessage: true,
  ticketForm: true,
  filesEnabled: true,
  wordFilter: null,
  feedback: 'stars',
  topics: [],
  replyTime: null,
  preChat: null,
};
const teams = collection({ id: 's', name: 'Support', agentCount: 1 }, { id: 'b', name: 'Billing', agentCount: 1 });
const categories = collection({ id: '1', key: 'payment', name: 'Payment' });

function opened(part: string) {
  const inboxes = collection(shop);
  const stage = atSettings(`/settings/inboxes/shop${part && `?part=${part}`}`, { inboxes, teams, categories });
  const saves = async () => {
    await userEvent.click(screen.getAllByRole('button', { name: 'Save' })[0]!);
    await screen.findByText('Saved');
    return inboxes.items[0]!;
  };
  return { ...stage, inboxes, saves };
}

describe('an inbox', () => {
  it('is shown in parts, each with an address', async () => {
    const { router } = opened('');
    const parts = within(await screen.findByRole('navigation', { name: 'Parts of this inbox' }));
    await userEvent.click(parts.getByRole('link', { name: 'Customers' }));
    expect(await screen.findByRole('form', { name: 'Word filter' })).toBeTruthy();
    expect(router.state.location.search).toEqual({ part: 'customers' });
  });

  it('does not lose what is not saved when another part is chosen', async () => {
    opened('');
    await userEvent.type(await screen.findByLabelText('Name'), 's');
    await userEvent.click(screen.getByRole('link', { name: 'Hours' }));
    expect(await screen.findByRole('alertdialog', { name: 'Leave without saving?' })).toBeTruthy();
  });

  it('gives the line of code to copy, and takes websites one to a line', async () => {
    const { saves } = opened('website');
    expect(await screen.findByLabelText('Line of code')).toHaveProperty('value', scriptTag('shop', location.origin));
    await userEvent.type(screen.getByLabelText('Websites that may show it'), 'https://a.example{Enter}{Enter}  https://b.example{Enter}');
    expect((await saves()).allowedOrigins).toEqual(['https://a.example', 'https://b.example']);
  });

  it('shows how its colour reads, and whether it had to be moved', async () => {
    opened('');
    const color = await screen.findByLabelText('Colour');
    await userEvent.type(color, '#ffffff');
    expect(screen.getAllByText(/Shown a little different/).length).toBeGreaterThan(0);
    await userEvent.clear(color);
    await userEvent.type(color, '#2f5fb3');
    expect(screen.getByText('In light. Shown as you chose it.')).toBeTruthy();
  });

  it('begins its hours as a working week, and says when a day is the wrong way round', async () => {
    const { saves } = opened('hours');
    await userEvent.click(await screen.findByLabelText('This inbox has business hours'));
    const end = screen.getByLabelText('Monday, opening 1: to');
    await userEvent.clear(end);
    await userEvent.type(end, '08:00');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('The hours of a day end after they begin.')).toBeTruthy();
    expect(end.getAttribute('aria-invalid')).toBe('true');
    await userEvent.clear(end);
    await userEvent.type(end, '18:00');
    await userEvent.click(screen.getByRole('button', { name: 'Use Monday’s hours until Friday' }));
    const { businessHours } = await saves();
    expect(businessHours?.days.fri).toEqual([{ from: '09:00', to: '18:00' }]);
    expect(businessHours?.days.sun).toEqual([]);
  });

  it('sends by rules to a team or a person, and asks for what a rule lacks', async () => {
    const { saves } = opened('routing');
    await userEvent.click(await screen.findByRole('button', { name: 'Add a rule' }));
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Rule 1 needs a category or a word of the subject.')).toBeTruthy();
    await userEvent.selectOptions(screen.getByLabelText('If the category is'), 'Payment');
    await userEvent.selectOptions(screen.getByLabelText('Then it goes to'), 'Billing');
    expect((await saves()).routing.rules).toEqual([{ category: 'payment', subjectContains: null, teamId: 'b', agentId: null }]);
  });

  it('filters words only when there are some', async () => {
    const { inboxes } = opened('customers');
    await userEvent.click(await screen.findByLabelText('Look for words'));
    await userEvent.click(screen.getAllByRole('button', { name: 'Save' })[1]!);
    expect(await screen.findByText('Write at least one word, or switch the filter off.')).toBeTruthy();
    await userEvent.type(screen.getByLabelText('Words'), 'darn');
    await userEvent.click(screen.getByLabelText('Hold the message'));
    await userEvent.click(screen.getAllByRole('button', { name: 'Save' })[1]!);
    await screen.findByText('Saved');
    expect(inboxes.items[0]?.wordFilter).toEqual({ words: ['darn'], action: 'hold' });
  });

  it('is made by its name, and goes on to its line of code', async () => {
    const inboxes = collection<InboxSettings>();
    const add = (body: Partial<InboxSettings>) => inboxes.add({ ...shop, ...body });
    const { at } = atSettings('/settings/inboxes/new', { inboxes: { ...inboxes, add } });
    await userEvent.type(await screen.findByLabelText('Name'), 'Help centre');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByLabelText('Line of code')).toBeTruthy();
    expect(at()).toBe('/settings/inboxes/made 1');
  });
});
