/** The real server as a journey sees it: started, killed in mid-sentence, started again where it was. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serverBinary } from './places';

/** What tokens are signed with; the shop's own server would know it. */
export const JWT_SECRET = 'the-secret-that-shop-and-desk-share';

const READY = /listening on (http:\/\/127\.0\.0\.1:(\d+))/;
/** From start to the ready line, at most. */
const START_MS = 20_000;
/** What the server promises itself for an orderly end. */
const STOP_MS = 10_000;

/** An account that may sign in at the desk. */
export interface Account {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly role: 'agent' | 'supervisor' | 'admin';
}

/** One server process after another over one data directory and one port. */
export class Server {
  /** Everything the processes said. */
  log = '';
  #child: ChildProcess | null = null;
  #port = 0;
  readonly #dataDir: string;
  readonly #settings: Readonly<Record<string, string>>;

  private constructor(dataDir: string, settings: Readonly<Record<string, string>>) {
    this.#dataDir = dataDir;
    this.#settings = settings;
  }

  /** Starts over an empty data directory on a free port. `settings` are environment variables. */
  static async start(settings: Readonly<Record<string, string>> = {}): Promise<Server> {
    const server = new Server(await mkdtemp(join(tmpdir(), 'deskbell-data-')), settings);
    await server.startAgain();
    return server;
  }

  /** Where it listens, without a slash at the end. */
  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Starts over the same data on the same port; resolves when it says that it listens. */
  async startAgain(): Promise<void> {
    if (this.#child) throw new Error('The server runs already.');
    const child = this.#run(['serve', '--listen', `127.0.0.1:${this.#port}`]);
    this.#child = child;
    const ready = new Promise<number>((resolve, reject) => {
      let said = '';
      const timer = setTimeout(() => reject(new Error('The server did not say that it listens.')), START_MS);
      child.stdout?.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        const port = READY.exec(said)?.[2];
        if (port === undefined) return;
        clearTimeout(timer);
        resolve(Number(port));
      });
      child.once('exit', (code) => {
        clearTimeout(timer);
        reject(new Error(`The server ended with ${code} before it listened:\n${this.log}`));
      });
    });
    this.#port = await ready;
  }

  /** Ends it as a power cut would: nothing is finished, nobody is told. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Ends it in order and keeps its data. */
  async endInOrder(): Promise<void> {
    const code = await this.#end('SIGTERM');
    if (code !== 0) throw new Error(`Told to stop, the server ended with ${code}:\n${this.log}`);
  }

  /** Ends it in order and takes its data away. */
  async stop(): Promise<void> {
    try {
      if (this.#child) await this.endInOrder();
    } finally {
      await rm(this.#dataDir, { recursive: true, force: true });
    }
  }

  /** Makes an account by the command line, beside the running server. */
  async addAgent({ email, name, role, password }: Account): Promise<void> {
    const child = this.#run(['agent', 'add', '--email', email, '--name', name, '--role', role, '--password-stdin']);
    child.stdin?.end(`${password}\n`);
    const [code] = (await once(child, 'exit')) as [number | null];
    if (code !== 0) throw new Error(`The account of ${name} was not made:\n${this.log}`);
  }

  #run(words: readonly string[]): ChildProcess {
    const { PATH, HOME, TMPDIR } = process.env;
    const child = spawn(serverBinary(), [...words, '--data-dir', this.#dataDir], {
      env: { PATH, HOME, TMPDIR, DESKBELL_JWT_SECRET: JWT_SECRET, ...this.#settings },
    });
    const keep = (chunk: Buffer) => {
      this.log += chunk.toString();
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    return child;
  }

  async #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    const child = this.#child;
    if (!child) throw new Error('The server does not run.');
    this.#child = null;
    if (child.exitCode !== null) return child.exitCode;
    const gone = once(child, 'exit') as Promise<[number | null]>;
    child.kill(signal);
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    const [code] = await gone;
    clearTimeout(late);
    return code;
  }
}
