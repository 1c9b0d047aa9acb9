// A process that a benchmark runs: started, talked to in lines of JSON, and never left behind.
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { createInterface } from 'node:readline';

/** How long a child may take to end once it is asked to. */
const END_LIMIT_MS = 3_000;
/** How much of the end of its standard error an error quotes; characters. */
const QUOTED_CHARACTERS = 2_000;

/** A child ended, or was silent, where a message was expected of it. */
export class ChildError extends Error {
  override readonly name = 'ChildError';
}

type Heard = { readonly kind: 'message'; readonly message: unknown } | { readonly kind: 'ended'; readonly how: string };

export class Child {
  readonly #name: string;
  readonly #process: ChildProcessByStdio<Writable, Readable, Readable>;
  /** Resolves with how it ended. */
  readonly #ended: Promise<string>;
  readonly #unread: Heard[] = [];
  #awaiting: ((heard: Heard) => void) | undefined;
  #errors = '';

  /** `name`: for a person. `command`: the file to run and its arguments. `read`: what a line of its output says. */
  constructor(name: string, command: readonly string[], read: (line: string) => unknown = JSON.parse) {
    const [file = '', ...args] = command;
    this.#name = name;
    this.#process = spawn(file, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    // A child that has just ended takes nothing more; its end is reported elsewhere.
    this.#process.stdin.on('error', () => undefined);
    this.#process.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#errors = (this.#errors + text).slice(-QUOTED_CHARACTERS);
    });
    createInterface({ input: this.#process.stdout }).on('line', (line) => {
      this.#hear({ kind: 'message', message: read(line) });
    });
    const kill = (): void => void this.#process.kill('SIGKILL');
    process.once('exit', kill);
    this.#ended = new Promise((resolve) => {
      const end = (how: string): void => {
        process.off('exit', kill);
        this.#hear({ kind: 'ended', how });
        resolve(how);
      };
      this.#process.once('error', (error) => end(`could not be run: ${error.message}`));
      this.#process.once('close', (code, signal) => end(`ended ${signal ? `on ${signal}` : `with code ${code}`}`));
    });
  }

  get pid(): number {
    return this.#process.pid ?? NaN;
  }

  say(message: object): void {
    this.#process.stdin.write(`${JSON.stringify(message)}\n`);
  }

  /** The next message. `what` completes "waited for". @throws ChildError where the child ends, or `limitMs` pass, before */
  async next(what: string, limitMs: number): Promise<unknown> {
    const unread = this.#unread.shift();
    const heard = unread ?? (await this.#wait(what, limitMs));
    if (heard.kind === 'message') return heard.message;
    throw this.#error(`${heard.how} before ${what}`);
  }

  /** Rejects once it has ended by itself, which nobody expects of it; never resolves. */
  async untilEnded(): Promise<never> {
    throw this.#error(await this.#ended);
  }

  /** Resolves once it has ended. */
  async end(): Promise<void> {
    this.#process.kill();
    const late = setTimeout(() => this.#process.kill('SIGKILL'), END_LIMIT_MS);
    await this.#ended;
    clearTimeout(late);
  }

  #error(what: string): ChildError {
    const errors = this.#errors.trim();
    return new ChildError(`${this.#name} ${what}${errors === '' ? '' : `: ${errors}`}`);
  }

  #wait(what: string, limitMs: number): Promise<Heard> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        this.#awaiting = undefined;
        reject(new ChildError(`waited ${limitMs / 1_000} s for ${what} of ${this.#name}, in vain`));
      }, limitMs);
      this.#awaiting = (heard) => {
        clearTimeout(late);
        resolve(heard);
      };
    });
  }

  #hear(heard: Heard): void {
    const awaiting = this.#awaiting;
    this.#awaiting = undefined;
    if (awaiting) awaiting(heard);
    else this.#unread.push(heard);
  }
}
