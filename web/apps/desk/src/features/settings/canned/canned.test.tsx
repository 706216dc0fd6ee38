import type { CannedResponse } from '@deskbell/protocol';
import { cleanup, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { atSettings, collection, supervisor } from '../../../test/settings';
import { bo } from '../../../test/world';

afterEach(cleanup);

const hours: CannedResponse = { id: 'h', shortcut: 'hours', title: 'Opening hours', content: 'We are here from 9.', scope: 'everyone', uses: 3 };
const mine: CannedResponse = { ...hours, id: 'm', shortcut: 'bye', title: 'My goodbye', content: 'Take care.', scope: 'own', ownerId: 'bo', uses: 0 };

describe('canned responses', () => {
  it('are found by words, and the words stand in the address', async () => {
    const { router } = atSettings('/settings/canned-responses', { cannedResponses: collection(hours, mine) });
    await userEvent.type(await screen.findByRole('searchbox'), 'from 9');
    await waitFor(() => expect(screen.queryByRole('link', { name: /My goodbye/ })).toBeNull());
    expect(screen.getByRole('link', { name: /Opening hours/ }).textContent).toContain('/hours · Everybody · Used 3 times');
    expect(router.state.location.search).toEqual({ q: 'from 9' });
  });

  it('of everybody are read by agents and changed by others', async () => {
    atSettings('/settings/canned-responses/h', { cannedResponses: collection(hours) }, bo);
    expect(await screen.findByText('It is shared: supervisors and admins change it.')).toBeTruthy();
    expect(screen.queryByLabelText('Text')).toBeNull();
    cleanup();
    atSettings('/settings/canned-responses/h', { cannedResponses: collection(hours) }, supervisor);
    expect(await screen.findByLabelText('Text')).toBeTruthy();
  });

  it('of an agent are their own, without being asked', async () => {
    const cannedResponses = collection<CannedResponse>();
    atSettings('/settings/canned-responses/new', { cannedResponses }, bo);
    await userEvent.type(await screen.findByLabelText('Title'), 'Thanks');
    await userEvent.type(screen.getByLabelText('Shortcut'), '/th anks');
    await userEvent.type(screen.getByLabelText('Text'), 'Thank you.');
    expect(screen.queryByRole('group', { name: 'For whom' })).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await screen.findByRole('link', { name: /Thanks/ });
    expect(cannedResponses.items).toMatchObject([{ shortcut: 'thanks', content: 'Thank you.', scope: 'own', teamId: null }]);
  });

  it('take what differs each time where the cursor is, and show how it reads', async () => {
    atSettings('/settings/canned-responses/m', { cannedResponses: collection(mine) }, bo);
    const text = await screen.findByLabelText<HTMLTextAreaElement>('Text');
    text.setSelectionRange(9, 9);
    await userEvent.click(screen.getByRole('button', { name: 'Customer’s first name' }));
    expect(text.value).toBe('Take care{{customer.firstName}}.');
    expect(screen.getByText('Take careAna.')).toBeTruthy();
  });
});
