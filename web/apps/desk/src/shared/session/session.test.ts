import { LineError, RefusalError, type Rest } from '@deskbell/client';
import { describe, expect, it, vi } from 'vitest';
import { fakeClient } from '../../test/fakeClient';
import { bo, cleo } from '../../test/world';
import { Session } from './session';

const refusal = (code: string) => new RefusalError({ code, message: code });

function seated(rest: Partial<Rest>) {
  const { client } = fakeClient();
  let token: (ask: { fresh: boolean }) => Promise<string> = () => Promise.reject(new Error('Nobody signed in.'));
  const session = new Session(rest as Rest, (_me, give) => {
    token = give;
    return client;
  });
  return { session, client, token: (fresh: boolean) => token({ fresh }) };
}

const signedIn = { me: () => Promise.resolve({ agent: bo, expiresAt: '' }), refresh: () => Promise.resolve({ token: 'new', expiresAt: '' }) };

describe('opening the desk', () => {
  it('picks up the cookie of the last page', async () => {
    const { session, client, token } = seated(signedIn);
    await session.restore();
    expect(session.state.get()).toMatchObject({ phase: 'signedIn', me: bo });
    expect(client.connect).toHaveBeenCalledOnce();
    await expect(token(false)).resolves.toBe('new');
  });

  it('asks who one is when there is no cookie', async () => {
    const { session } = seated({ me: () => Promise.reject(refusal('unauthorized')) });
    await session.restore();
    expect(session.state.get()).toEqual({ phase: 'signedOut', notice: null });
  });

  it('does not take a server that is away for a sign-out', async () => {
    const { session } = seated({ me: () => Promise.reject(new LineError('down')) });
    await session.restore();
    expect(session.state.get().phase).toBe('unreachable');
  });

  it('is not open to customers', async () => {
    const { session } = seated({ me: () => Promise.resolve({ agent: null, expiresAt: '' }) });
    await session.restore();
    expect(session.state.get().phase).toBe('signedOut');
  });
});

describe('staying and leaving', () => {
  it('gets a new token when the last one ends', async () => {
    const refresh = vi.fn(() => Promise.resolve({ token: `token ${refresh.mock.calls.length}`, expiresAt: '' }));
    const { session, token } = seated({ ...signedIn, refresh });
    await session.restore();
    await expect(token(false)).resolves.toBe('token 1');
    await expect(token(true)).resolves.toBe('token 2');
    await expect(token(false)).resolves.toBe('token 2');
  });

  it('asks to sign in again when the server knows the sign-in no more', async () => {
    const { session, client } = seated(signedIn);
    await session.restore();
    session.expired();
    expect(client.disconnect).toHaveBeenCalledOnce();
    expect(session.state.get()).toMatchObject({ phase: 'signedOut', notice: expect.stringContaining('Sign in again') });
  });

  it('stays when signing out does not reach the server', async () => {
    const logout = () => Promise.reject(new LineError('down'));
    const { session } = seated({ ...signedIn, logout });
    await session.restore();
    await expect(session.signOut()).rejects.toBeInstanceOf(LineError);
    expect(session.state.get().phase).toBe('signedIn');
  });

  it('does not go on as somebody else who has signed in meanwhile', async () => {
    const me = vi.fn(signedIn.me);
    const { session, token } = seated({ ...signedIn, me });
    await session.restore();
    me.mockResolvedValue({ agent: cleo, expiresAt: '' });
    await expect(token(true)).rejects.toMatchObject({ code: 'unauthorized' });
    expect(session.state.get().phase).toBe('signedOut');
  });

  it('leaves when it does, or when there was nothing left to end', async () => {
    for (const logout of [() => Promise.resolve(), () => Promise.reject(refusal('unauthorized'))]) {
      const { session, client } = seated({ ...signedIn, logout });
      await session.restore();
      await session.signOut();
      expect(session.state.get()).toEqual({ phase: 'signedOut', notice: null });
      expect(client.disconnect).toHaveBeenCalledOnce();
    }
  });
});

