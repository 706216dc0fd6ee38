import type { CategoryRecord } from '@deskbell/protocol';
import { cleanup, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { atSettings, collection } from '../../../test/settings';
import { keyFrom } from './CategoryForm';

afterEach(cleanup);

describe('categories', () => {
  it('get their key from their name, until somebody writes another', async () => {
    const categories = collection<CategoryRecord>();
    atSettings('/settings/categories/new', { categories });
    const name = await screen.findByLabelText('Name');
    await userEvent.type(name, 'Gift cards');
    const key = screen.getByLabelText('Key');
    expect(key).toHaveProperty('value', 'gift-cards');
    await userEvent.clear(key);
    await userEvent.type(key, 'gifts');
    await userEvent.type(name, ' and more');
    expect(key).toHaveProperty('value', 'gifts');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await screen.findByRole('link', { name: /Gift cards and more/ });
    expect(categories.items).toMatchObject([{ key: 'gifts' }]);
  });

  it('keep their key', async () => {
    atSettings('/settings/categories/p', { categories: collection({ id: 'p', key: 'payment', name: 'Payment' }) });
    expect(await screen.findByLabelText('Key')).toHaveProperty('disabled', true);
  });

  it('make keys of names in any script as well as they can', () => {
    expect(['Crème brûlée', '  3 for 2  ', 'Оплата', 'A/B'].map(keyFrom)).toEqual(['creme-brulee', '3-for-2', '', 'a-b']);
  });
});
