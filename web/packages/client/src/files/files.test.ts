import { describe, expect, it } from 'vitest';
import { fileOf } from '../../test/files';
import { createCustomerRest } from '../rest/customer';
import type { FileAsk } from './post';
import { FileReading } from './reader';
import { checkFile } from './rules';

const watch = { progress: () => undefined, stoppable: () => undefined };
const url = 'https://chat.example.com';

/** A door that answers each upload in turn. */
function door(...answers: [status: number, text: string][]) {
  const asked: FileAsk[] = [];
  const postFile = async (ask: FileAsk) => {
    asked.push(ask);
    const [status, text] = answers.shift() ?? [500, ''];
    return { status, text };
  };
  return { asked, rest: createCustomerRest({ url, postFile, bearer: async ({ fresh }) => (fresh ? 'newer' : 'older') }) };
}

describe('a file', () => {
  it('is looked at before anything of it is sent', () => {
    const rules = { maxBytes: 2 ** 21, contentTypes: ['image/png', 'application/pdf'] };
    expect(checkFile(fileOf('a.png'), rules)).toBeNull();
    expect(checkFile(fileOf('a.png'), null)?.code).toBe('forbidden');
    expect(checkFile(fileOf('a.png', 'image/png', 2 ** 22), rules)?.message).toBe('“a.png” is too large: 2 MB at most.');
    expect(checkFile(fileOf('a.svg', 'image/svg+xml'), rules)?.code).toBe('unsupported_media_type');
    expect(checkFile(fileOf('a.png', 'image/png', 0), rules)?.code).toBe('invalid');
    // Every system has a name of its own for these: the server judges.
    expect(checkFile(fileOf('a.csv', 'application/vnd.ms-excel'), rules)).toBeNull();
  });

  it('is uploaded under its key, and once more with a fresh token', async () => {
    const { asked, rest } = door([401, '{"code":"unauthorized"}'], [201, '{"attachment":{"id":"f1"}}']);
    expect(await rest.upload(fileOf('a.png'), 'k1', watch)).toEqual({ id: 'f1' });
    expect(asked.map(({ headers }) => headers)).toMatchObject([
      { 'idempotency-key': 'k1', authorization: 'Bearer older' },
      { 'idempotency-key': 'k1', authorization: 'Bearer newer' },
    ]);
  });

  it('is refused in words, also by a proxy that has a limit of its own', async () => {
    const { rest } = door([413, '<html>Too large</html>'], [415, '{"code":"unsupported_media_type","detail":"No."}'], [502, '<html>']);
    const upload = () => rest.upload(fileOf('a.png'), 'k1', watch);
    await expect(upload()).rejects.toMatchObject({ name: 'RefusalError', code: 'payload_too_large' });
    await expect(upload()).rejects.toMatchObject({ name: 'RefusalError', code: 'unsupported_media_type' });
    await expect(upload()).rejects.toMatchObject({ name: 'LineError' });
  });

  it('that several show is read once, and given back when too much is kept', async () => {
    const asked: string[] = [];
    const revoked: string[] = [];
    let status = 200;
    const reading = new FileReading(url, async () => 't', {
      fetch: async (address) => {
        asked.push(address);
        return { ok: status === 200, status, blob: async () => ({ size: 20 * 2 ** 20 }) };
      },
      URL: { createObjectURL: () => `blob:${asked.length}`, revokeObjectURL: (address) => void revoked.push(address) },
    });
    const [one, same] = [reading.open('/files/1/a.png'), reading.open('/files/1/a.png')];
    const other = reading.open('/files/2/b.png');
    expect([await one.address, await same.address, asked]).toEqual(['blob:2', 'blob:2', [`${url}/files/1/a.png`, `${url}/files/2/b.png`]]);
    await other.address;
    one.close();
    one.close();
    other.close();
    expect(revoked).toEqual([]);
    same.close();
    await Promise.resolve();
    expect(revoked).toEqual(['blob:2']);
    status = 404;
    await expect(reading.open('/files/3/c').address).rejects.toMatchObject({ code: 'not_found' });
  });
});
