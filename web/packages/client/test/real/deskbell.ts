import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/** Where a debug build puts the server; `SERVER_BINARY` names another. */
const BINARY = process.env.SERVER_BINARY ?? resolve(import.meta.dirname, '../../../../../target/debug/deskbell');
const SECRET = 'a secret that only these stories know, long enough';

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

/** A real server with a data directory of its own, which outlives the process. */
export class Deskbell {
  #child: Child | null = null;
  #log = '';
  url = '';

  private constructor(
    private readonly directory: string,
    private readonly settings: Record<string, string>,
  ) {}

  /** Starts one on a free port. Settings are named as in the environment. */
  static async start(settings: Record<string, string> = {}): Promise<Deskbell> {
    if (!existsSync(BINARY)) {
      throw new Error(`There is no server at ${BINARY}. Build it: cargo build -p deskbell-server`);
    }
    const deskbell = new Deskbell(mkdtempSync(join(tmpdir(), 'deskbell-client-')), settings);
    await deskbell.#serve('127.0.0.1:0');
    return deskbell;
  }

  /** Ends it in the middle of whatever it does. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (!child || child.exitCode !== null) return;
    const gone = new Promise((done) => child.once('exit', done));
    child.kill('SIGKILL');
    await gone;
  }

  /** Starts it again with the same data at the same address. */
  async startAgain(): Promise<void> {
    await this.#serve(new URL(this.url).host);
  }

  /** Ends it and removes its data. */
  async end(): Promise<void> {
    await this.kill();
    rmSync(this.directory, { recursive: true, force: true });
  }

  /** Makes an agent's account by the operator's word. */
  async addAgent(email: string, name: string, password: string): Promise<void> {
    const words = ['agent', 'add', '--email', email, '--name', name, '--role', 'agent', '--password-stdin'];
    const child = this.#spawn(words);
    child.stdin.end(`${password}\n`);
    const code = await new Promise((done) => child.once('exit', done));
    if (code !== 0) throw new Error(`agent add failed: ${this.#log}`);
  }

  #spawn(words: string[]): Child {
    const env = { ...process.env, DESKBELL_JWT_SECRET: SECRET, ...this.settings };
    const child = spawn(BINARY, [...words, '--data-dir', this.directory], { env, stdio: 'pipe' });
    child.stderr.on('data', (text: Buffer) => (this.#log = (this.#log + text.toString()).slice(-4000)));
    return child;
  }

  async #serve(listen: string): Promise<void> {
    const child = this.#spawn(['serve', '--listen', listen]);
    this.#child = child;
    this.url = await new Promise((ready, fail) => {
      createInterface(child.stdout).on('line', (line) => {
        const address = /^listening on (http:\S+)/.exec(line)?.[1];
        if (address) ready(address);
      });
      child.once('exit', (code) => fail(new Error(`The server ended with ${code}: ${this.#log}`)));
    });
  }
}

/** A token as a host's application would sign it. */
export function tokenOf(role: 'customer' | 'agent', sub: string, seconds = 3600): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const exp = Math.floor(Date.now() / 1000) + seconds;
  const name = sub.charAt(0).toUpperCase() + sub.slice(1).split('-')[0];
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub, role, name, exp, jti: randomUUID() })}`;
  return `${signed}.${createHmac('sha256', SECRET).update(signed).digest('base64url')}`;
}
