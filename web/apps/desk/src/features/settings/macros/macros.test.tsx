import type { Macro } from '@deskbell/protocol';
import { cleanup, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { atSettings, collection } from '../../../test/settings';

afterEach(cleanup);

const wrapUp: Macro = {
  id: 'w',
  name: 'Wrap up',
  scope: 'everyone',
  actions: [{ type: 'reply', content: 'Goodbye.' }, { type: 'priority', priority: 'low' }, { type: 'resolve' }],
};
const steps = () => screen.getAllByRole('listitem').map((step) => step.textContent ?? '').filter((text) => text.startsWith('Step'));

describe('macros', () => {
  it('have their steps moved and taken out by keyboard', async () => {
    const macros = collection(wrapUp);
    atSettings('/settings/macros/w', { macros });
    const down = await screen.findByRole('button', { name: 'Move step 1 · reply down' });
    down.focus();
    await userEvent.keyboard('{Enter}');
    // The button goes along with its step.
    await waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('Move step 2 · reply down'));
    await userEvent.click(screen.getByRole('button', { name: 'Remove step 3 · resolve' }));
    expect(steps().map((text) => text.slice(0, 14))).toEqual(['Step 1 · Set t', 'Step 2 · Reply']);
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await screen.findByText('Saved');
    expect(macros.items[0]?.actions.map(({ type }) => type)).toEqual(['priority', 'reply']);
  });

  it('are not saved with a step that does not say enough', async () => {
    const macros = collection(wrapUp);
    atSettings('/settings/macros/w', { macros });
    await userEvent.click(await screen.findByRole('button', { name: 'Add a step' }));
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Add an internal note' }));
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Step 4 is not complete.')).toBeTruthy();
    expect(macros.items[0]?.actions).toHaveLength(3);
  });
});
