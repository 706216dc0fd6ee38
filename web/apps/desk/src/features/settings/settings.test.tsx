import { cleanup, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { admin, atSettings, supervisor } from '../../test/settings';
import { bo } from '../../test/world';

afterEach(cleanup);

const sections = async () => {
  const list = await screen.findByRole('navigation', { name: 'Sections' });
  return within(list).getAllByRole('link').map((link) => link.textContent);
};

describe('the sections', () => {
  it('are those one has something to do in', async () => {
    atSettings('/settings/macros', {}, bo);
    expect(await sections()).toEqual(['Canned responses', 'Macros']);
    cleanup();
    atSettings('/settings/macros', {}, supervisor);
    expect(await sections()).toEqual(['Canned responses', 'Macros']);
    cleanup();
    atSettings('/settings/macros', {}, admin);
    expect(await sections()).toHaveLength(10);
  });

  it('say by address, too, whose they are', async () => {
    atSettings('/settings/agents', {}, supervisor);
    expect(await screen.findByText('This is not yours to change')).toBeTruthy();
    expect(screen.queryByRole('link', { name: 'Invite somebody' })).toBeNull();
  });

  it('that do not exist lead back', async () => {
    const { at } = atSettings('/settings/wishes', {});
    await userEvent.click(await screen.findByRole('button', { name: 'Go to the settings' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Canned responses' })).toBeTruthy();
    expect(at()).toBe('/settings/canned-responses');
  });
});
