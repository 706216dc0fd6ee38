import { LineError, RefusalError } from '@deskbell/client';
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { SignInPage } from './SignInPage';

afterEach(cleanup);

async function tried(signIn: (email: string, password: string) => Promise<void>, email = 'bo@example.com', password = 'secret') {
  render(<SignInPage notice={null} signIn={signIn} />);
  if (email) await userEvent.type(screen.getByLabelText('E-mail'), email);
  if (password) await userEvent.type(screen.getByLabelText('Password'), password);
  await userEvent.click(screen.getByRole('button', { name: 'Sign in' }));
  return screen.getByRole('alert').textContent;
}

const refuses = (code: string, retryAfterMs?: number) => () =>
  Promise.reject(new RefusalError({ code, message: `Server: ${code}.`, retryAfterMs: retryAfterMs ?? null }));

describe('signing in', () => {
  it('passes on what was typed', async () => {
    const signIn = vi.fn(() => Promise.resolve());
    await tried(signIn);
    expect(signIn).toHaveBeenCalledWith('bo@example.com', 'secret');
  });

  it('says what is missing without asking the server', async () => {
    const signIn = vi.fn(() => Promise.resolve());
    expect(await tried(signIn, '')).toBe('Enter the e-mail address of your account.');
    cleanup();
    expect(await tried(signIn, 'bo@example.com', '')).toBe('Enter your password.');
    expect(signIn).not.toHaveBeenCalled();
  });

  it('does not say which of the two was wrong', async () => {
    expect(await tried(refuses('unauthorized'))).toBe(
      'This e-mail and password do not belong together. Check both and try again.',
    );
  });

  it('says when to try again', async () => {
    expect(await tried(refuses('rate_limited', 61_000))).toBe('Too many attempts. Try again in 2 minutes.');
    cleanup();
    expect(await tried(refuses('rate_limited', 400))).toBe('Too many attempts. Try again in 1 second.');
  });

  it('tells a server that is away from a wrong password', async () => {
    expect(await tried(() => Promise.reject(new LineError('down')))).toContain('cannot be reached');
    expect(screen.getByRole('button', { name: 'Sign in' })).toHaveProperty('disabled', false);
  });
});
