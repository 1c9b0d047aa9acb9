// The feed server as a separate process, as a user starts it: it is ready once it has printed its URL, and a signal ends it.
import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { addCleanup } from '../time/cleanup.ts';
import { killOnExit } from '../processes/kill-on-exit.ts';
import { within } from '../time/until.ts';

const ROOT = path.join(import.meta.dirname, '../../..');
const START_LIMIT_MS = 45_000;
const END_LIMIT_MS = 30_000;

export interface FeedProcessOptions {
  /** Passed in the environment as PORT; by default 0, any free port. A `--port` argument takes precedence. */
  readonly port?: number;
  /** The command to run instead of this repository's `feed-server/main.ts`: `[process.execPath, '/elsewhere/tapewire-feed.cjs']`. */
  readonly command?: readonly string[];
  /** The working folder; by default the root of the repository. */
  readonly cwd?: string;
}

export interface Exit {
  /** Null if a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A log line, without its time. A line that is not JSON has only a message. */
export interface LogLine {
  readonly level?: string;
  readonly msg: string;
  readonly connection?: string;
  readonly address?: string;
  readonly worker?: number;
  readonly err?: { readonly message: string; readonly stack: string };
}

export class FeedProcess {
  /** http://host:port */
  readonly url: string;
  readonly port: number;
  readonly #running: Running;

  private constructor(running: Running, url: string) {
    this.#running = running;
    this.url = url;
    this.port = Number(new URL(url).port);
  }

  /** Resolves once it is ready. It is killed after the test, or after the file's last test, if it still runs. */
  static async start(args: readonly string[] = [], options: FeedProcessOptions = {}): Promise<FeedProcess> {
    const running = run(args, options);
    const ready = new Promise<string>((resolve, reject) => {
      running.child.stdout?.on('data', () => {
        const url = /ready on (http:\S+)/.exec(running.stdout)?.[1];
        if (url !== undefined) resolve(url);
      });
      running.ended.then(({ code, signal }) => {
        const how = code === null ? `on ${String(signal)}` : `with code ${code}`;
        reject(new Error(`the feed server ended ${how} before it was ready: ${running.stderr}`));
      }, reject);
    });
    const url = await within('the feed server to be ready', ready, START_LIMIT_MS);
    return new FeedProcess(running, url);
  }

  /** Runs a command line that ends by itself, such as `--help` or one with `--for`. */
  static async run(
    args: readonly string[],
    options: FeedProcessOptions = {},
  ): Promise<Exit & { readonly stdout: string; readonly stderr: string; readonly log: readonly LogLine[] }> {
    const running = run(args, options);
    const exit = await within(`the end of the feed server with ${args.join(' ')}`, running.ended, START_LIMIT_MS);
    const { stdout, stderr } = running;
    return { ...exit, stdout, stderr, log: logLines(stderr) };
  }

  get pid(): number {
    return this.#running.child.pid ?? NaN;
  }

  /** Its process id and those of its workers. Linux only. */
  get pids(): readonly number[] {
    const { pid } = this;
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
    return [pid, ...(children.match(/\d+/g) ?? []).map(Number)];
  }

  get stdout(): string {
    return this.#running.stdout;
  }

  get stderr(): string {
    return this.#running.stderr;
  }

  /** The log lines of the server and its workers so far. */
  get log(): readonly LogLine[] {
    return logLines(this.stderr);
  }

  /** The log lines whose message contains `text`. */
  logLinesWith(text: string): readonly LogLine[] {
    return this.log.filter(({ msg }) => msg.includes(text));
  }

  /** Resolves once the process has ended for any reason. */
  get ended(): Promise<Exit> {
    return this.#running.ended;
  }

  /** Sends the signal and waits for the process to end. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<Exit> {
    this.#running.child.kill(signal);
    return within(`the feed server to end on ${signal}`, this.#running.ended, END_LIMIT_MS);
  }

  /** Kills it without a graceful shutdown. */
  kill(): Promise<Exit> {
    return this.stop('SIGKILL');
  }
}

interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Exit>;
  stdout: string;
  stderr: string;
}

function logLines(stderr: string): readonly LogLine[] {
  const lines = stderr.split('\n').slice(0, -1);
  return lines.map((line) => (line.startsWith('{') ? (JSON.parse(line) as LogLine) : { msg: line }));
}

function run(args: readonly string[], { port = 0, command, cwd = ROOT }: FeedProcessOptions): Running {
  const [file, ...fileArgs] = command ?? [process.execPath, path.join(ROOT, 'feed-server/main.ts')];
  if (file === undefined) throw new Error('command: expected a file to run, found nothing');
  const env = { ...process.env, PORT: String(port) };
  const child = spawn(file, [...fileArgs, ...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<Exit>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  ended.catch(() => undefined);
  const running: Running = { child, ended, stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (running.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (running.stderr += text));
  killOnExit(child, 'SIGKILL');
  addCleanup(() => {
    child.kill('SIGKILL');
    return ended.catch(() => undefined);
  });
  return running;
}
