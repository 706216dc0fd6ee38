import type { Agent, Invitation } from '@deskbell/protocol';
import { cleanup, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { admin, atSettings, collection } from '../../../test/settings';
import { cleo } from '../../../test/world';

afterEach(cleanup);

const billing = { id: 'b', name: 'Billing', agentCount: 0 };

function withCleo(item: string, more: object = {}) {
  let account: Agent = { ...cleo, categories: null };
  const changeAgent = vi.fn((_id: string, patch: object) => {
    account = { ...account, ...patch };
    return Promise.resolve(account);
  });
  const agents = () => Promise.resolve({ items: [admin, account], nextCursor: null });
  atSettings(`/settings/agents${item}`, { changeAgent, teams: collection(billing), ...more }, admin, { agents });
  return changeAgent;
}

describe('agents', () => {
  it('are listed with what they do', async () => {
    withCleo('');
    const row = await screen.findByRole('link', { name: /Cleo Marchetti/ });
    expect(row.textContent).toContain('Agent');
    expect(row.textContent).toContain('up to 5 conversations at once');
    expect(screen.getByRole('link', { name: /Bo Lind \(you\)/ })).toBeTruthy();
  });

  it('are put into teams', async () => {
    const change = withCleo('/cleo');
    await userEvent.click(await screen.findByLabelText('Billing'));
    const [, saveWork] = screen.getAllByRole('button', { name: 'Save' });
    await userEvent.click(saveWork!);
    expect(change).toHaveBeenCalledWith('cleo', { teamIds: ['b'] });
  });

  it('are deactivated only after a question, and come back by an undo', async () => {
    const change = withCleo('/cleo');
    await userEvent.click(await screen.findByRole('button', { name: 'Deactivate' }));
    expect(change).not.toHaveBeenCalled();
    expect(await screen.findByRole('alertdialog', { name: 'Deactivate Cleo Marchetti?' })).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Deactivate' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(change.mock.calls).toEqual([['cleo', { active: false }], ['cleo', { active: true }]]);
  });

  it('do not shut themselves out', async () => {
    withCleo('/bo');
    expect(await screen.findByText('This is your own account: another admin can deactivate it.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Deactivate' })).toBeNull();
  });
});

describe('an invitation', () => {
  it('gives a link to hand over, once', async () => {
    const made: Invitation = { id: 'i', email: 'li@example.com', role: 'agent', teamIds: [], expiresAt: '2026-12-01T10:00:00Z', link: '/desk/invitation/t0' };
    const add = vi.fn(() => Promise.resolve(made));
    withCleo('/new', { invitations: { ...collection<Invitation>(), add } });
    await userEvent.type(await screen.findByLabelText('E-mail'), ' li@example.com');
    await userEvent.click(screen.getByRole('button', { name: 'Make the link' }));
    const link = await screen.findByLabelText<HTMLInputElement>('Link');
    expect(link.value).toBe(new URL('/desk/invitation/t0', location.origin).href);
    expect(add).toHaveBeenCalledWith({ email: 'li@example.com', name: null, role: 'agent' });
  });

  it('is revoked after a question', async () => {
    const invitations = collection<Invitation>({ id: 'i', email: 'li@example.com', role: 'admin', teamIds: [], expiresAt: '2026-12-01T10:00:00Z' });
    withCleo('', { invitations });
    await userEvent.click(await screen.findByRole('button', { name: 'Revoke: li@example.com' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Revoke' }));
    expect(await screen.findByText('The invitation is revoked.')).toBeTruthy();
    expect(invitations.items).toEqual([]);
  });
});
