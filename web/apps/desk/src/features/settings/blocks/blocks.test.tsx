import type { Block } from '@deskbell/protocol';
import { cleanup, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { atSettings, collection } from '../../../test/settings';

afterEach(cleanup);

const by = { id: 'bo', name: 'Bo Lind' };
const mallory: Block = { id: 'm', customer: { id: 'mallory', name: 'Mallory' }, reason: 'Advertising', createdAt: '2026-11-20T10:00:00Z', by };

describe('blocks', () => {
  it('are lifted, and put back when that was a mistake', async () => {
    const blocks = collection(mallory);
    const add = (body: object) => blocks.add({ ...mallory, ...body });
    atSettings('/settings/blocks', { blocks: { ...blocks, add } });
    await userEvent.click(await screen.findByRole('button', { name: 'Unblock Mallory' }));
    expect(await screen.findByText('Mallory can write again.')).toBeTruthy();
    expect(await screen.findByText('Nobody is blocked')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Undo' }));
    expect(await screen.findByRole('button', { name: 'Unblock Mallory' })).toBeTruthy();
    expect(blocks.items[0]).toMatchObject({ customerId: 'mallory', reason: 'Advertising' });
  });

  it('of an address begin with one that looks like it', async () => {
    const blocks = collection<Block>();
    const add = (body: object) => blocks.add({ createdAt: mallory.createdAt, by, ...body });
    const { at } = atSettings('/settings/blocks/new', { blocks: { ...blocks, add } });
    await userEvent.type(await screen.findByLabelText('Address'), 'somewhere');
    await userEvent.click(screen.getByRole('button', { name: 'Block' }));
    expect(await screen.findByText(/Write an IP address/)).toBeTruthy();
    await userEvent.clear(screen.getByLabelText('Address'));
    await userEvent.type(screen.getByLabelText('Address'), ' 203.0.113.7');
    await userEvent.click(screen.getByRole('button', { name: 'Block' }));
    expect(await screen.findByRole('button', { name: 'Unblock 203.0.113.7' })).toBeTruthy();
    expect(at()).toBe('/settings/blocks');
  });
});
