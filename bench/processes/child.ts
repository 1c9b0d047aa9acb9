// A child process of a benchmark: exchanges messages as lines of JSON, and is never left running.
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { createInterface } from 'node:readline';

/** How long a child may take to exit once it was asked to. */
const END_LIMIT_MS = 3_000;
/** How much of the end of its stderr an error quotes; characters. */
const QUOTED_CHARACTERS = 2_000;

/** A child exited or was silent when a message was expected. */
export class ChildError extends Error {
  override readonly name = 'ChildError';
}

type Output =
  { readonly kind: 'message'; readonly message: unknown } | { readonly kind: 'ended'; readonly how: string };

export class Child {
  readonly #name: string;
  readonly #process: ChildProcessByStdio<Writable, Readable, Readable>;
  /** Resolves to how it ended. */
  readonly #ended: Promise<string>;
  readonly #unread: Output[] = [];
  #awaiting: ((output: Output) => void) | undefined;
  #errors = '';

  /** `name`: for display. `command`: the file to run and its arguments. `read`: parses a line of its output. */
  constructor(name: string, command: readonly string[], read: (line: string) => unknown = JSON.parse) {
    const [file = '', ...args] = command;
    this.#name = name;
    this.#process = spawn(file, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    // Writing to a process that just exited fails; its exit is reported elsewhere.
    this.#process.stdin.on('error', () => undefined);
    this.#process.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#errors = (this.#errors + text).slice(-QUOTED_CHARACTERS);
    });
    createInterface({ input: this.#process.stdout }).on('line', (line) => {
      this.#receive({ kind: 'message', message: read(line) });
    });
    const kill = (): void => void this.#process.kill('SIGKILL');
    process.once('exit', kill);
    this.#ended = new Promise((resolve) => {
      const end = (how: string): void => {
        process.off('exit', kill);
        this.#receive({ kind: 'ended', how });
        resolve(how);
      };
      this.#process.once('error', (error) => end(`could not be started: ${error.message}`));
      this.#process.once('close', (code, signal) => end(`ended ${signal ? `on ${signal}` : `with code ${code}`}`));
    });
  }

  get pid(): number {
    return this.#process.pid ?? NaN;
  }

  send(message: object): void {
    this.#process.stdin.write(`${JSON.stringify(message)}\n`);
  }

  /**
   * Returns the next message. `description` follows "did not send" in errors. @throws ChildError if the child exits, or `limitMs`
   * pass, before that
   */
  async next(description: string, limitMs: number): Promise<unknown> {
    const unread = this.#unread.shift();
    const output = unread ?? (await this.#wait(description, limitMs));
    if (output.kind === 'message') return output.message;
    throw this.#error(`${output.how} before sending ${description}`);
  }

  /** Rejects if the child exits by itself, which is always an error; never resolves. */
  async untilEnded(): Promise<never> {
    throw this.#error(await this.#ended);
  }

  /** Resolves once it has exited. */
  async end(): Promise<void> {
    this.#process.kill();
    const late = setTimeout(() => this.#process.kill('SIGKILL'), END_LIMIT_MS);
    await this.#ended;
    clearTimeout(late);
  }

  #error(message: string): ChildError {
    const errors = this.#errors.trim();
    return new ChildError(`${this.#name} ${message}${errors === '' ? '' : `: ${errors}`}`);
  }

  #wait(description: string, limitMs: number): Promise<Output> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        this.#awaiting = undefined;
        reject(new ChildError(`${this.#name} did not send ${description} within ${limitMs / 1_000} s`));
      }, limitMs);
      this.#awaiting = (output) => {
        clearTimeout(late);
        resolve(output);
      };
    });
  }

  #receive(output: Output): void {
    const awaiting = this.#awaiting;
    this.#awaiting = undefined;
    if (awaiting) awaiting(output);
    else this.#unread.push(output);
  }
}
