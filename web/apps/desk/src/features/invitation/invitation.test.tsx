import { LineError, RefusalError } from '@deskbell/client';
import type { OpenInvitation } from '@deskbell/protocol';
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { InvitationPage, type InvitationPageProps } from './InvitationPage';
import { invitationToken } from './token';

afterEach(cleanup);

const invitation: OpenInvitation = { email: 'li@example.com', name: 'Li Wei', role: 'supervisor' };
const notFound = () => Promise.reject(new RefusalError({ code: 'not_found', message: 'No.' }));

function opened(more: Partial<InvitationPageProps> = {}) {
  const props = { open: () => Promise.resolve(invitation), join: vi.fn(() => Promise.resolve()), onSignIn: vi.fn(), ...more };
  render(<InvitationPage {...props} />);
  return props;
}

describe('an invitation’s link', () => {
  it('says as what one is invited, and leaves name and password to choose', async () => {
    const { join } = opened();
    expect(await screen.findByText(/You join this desk as a supervisor/)).toBeTruthy();
    expect(screen.getByLabelText('Your name')).toHaveProperty('value', 'Li Wei');
    await userEvent.type(screen.getByLabelText('Choose a password'), 'four words in row');
    await userEvent.click(screen.getByRole('button', { name: 'Join the desk' }));
    expect(join).toHaveBeenCalledWith({ name: 'Li Wei', password: 'four words in row' });
  });

  it('says what is wrong without asking the server', async () => {
    const { join } = opened();
    await userEvent.type(await screen.findByLabelText('Choose a password'), 'short');
    await userEvent.click(screen.getByRole('button', { name: 'Join the desk' }));
    expect(screen.getByText('A password has at least 10 characters.')).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByLabelText('Choose a password'));
    expect(join).not.toHaveBeenCalled();
  });

  it('that was used says so, and what to do', async () => {
    const { onSignIn } = opened({ open: notFound });
    expect(await screen.findByText(/Ask whoever invited you for a new one/)).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'I have an account: sign in' }));
    expect(onSignIn).toHaveBeenCalled();
  });

  it('that ends while one types says so', async () => {
    opened({ join: notFound });
    await userEvent.type(await screen.findByLabelText('Choose a password'), 'four words in row');
    await userEvent.click(screen.getByRole('button', { name: 'Join the desk' }));
    expect(await screen.findByRole('heading', { name: 'This invitation does not work any more' })).toBeTruthy();
  });

  it('is tried again when the server was away', async () => {
    const open = vi.fn().mockRejectedValueOnce(new LineError('down')).mockResolvedValue(invitation);
    opened({ open });
    await userEvent.click(await screen.findByRole('button', { name: 'Try again' }));
    expect(await screen.findByLabelText('Your name')).toBeTruthy();
  });

  it('is read from its address alone', () => {
    expect(invitationToken('/desk/invitation/abc')).toBe('abc');
    expect(invitationToken('/desk/invitation/a%2Fb/')).toBe('a/b');
    expect(invitationToken('/desk/')).toBeNull();
    expect(invitationToken('/desk/invitation/')).toBeNull();
  });
});
