// The queue of one connection's requests: they are answered in order, one in a turn, and none while the client leaves replies unread.
import type { Intake } from './intake.ts';
import type { Turns } from './turns.ts';

/** While more bytes than this wait for a client to read, none of its requests is answered. */
export const MAX_UNREAD_BYTES = 64 * 1024;
/** What a queued request takes apart from its payload. */
const REQUEST_BYTES = 512;

export interface InboxOptions {
  readonly turns: Turns;
  readonly intake: Pick<Intake, 'hold' | 'release'> | undefined;
  /** Bytes that wait until the client reads. */
  readonly unread: () => number;
  /** Answers a request. Returns what it cost, or undefined if that failed. */
  readonly answer: (event: string, args: unknown[]) => number | undefined;
}

interface Waiting {
  readonly event: string;
  readonly args: unknown[];
  readonly bytes: number;
}

export class Inbox {
  readonly #options: InboxOptions;
  readonly #waiting: Waiting[] = [];
  #bytes = 0;
  /** `unread`: waits until the client has read enough. */
  #state: 'empty' | 'queued' | 'unread' | 'closed' = 'empty';
  readonly #turn = (): number => this.#takeTurn();

  constructor(options: InboxOptions) {
    this.#options = options;
  }

  /** Bytes of the requests in the queue. */
  get bytes(): number {
    return this.#bytes;
  }

  put(event: string, args: unknown[]): void {
    if (this.#state === 'closed') return;
    const bytes = args.reduce<number>((sum, arg) => sum + (arg instanceof Uint8Array ? arg.length : 0), REQUEST_BYTES);
    this.#bytes += bytes;
    this.#waiting.push({ event, args, bytes });
    if (this.#state === 'empty') {
      this.#state = 'queued';
      this.#options.turns.take(this.#turn);
    }
    if (this.#waiting.length > 0) this.#options.intake?.hold('queued');
  }

  /** Goes on if the client has read enough by now. */
  wake(): void {
    if (this.#state !== 'unread' || this.#options.unread() > MAX_UNREAD_BYTES) return;
    this.#state = 'queued';
    this.#options.turns.later(this.#turn);
  }

  /** Drops the requests in the queue and all that still arrive. */
  close(): void {
    this.#state = 'closed';
    this.#waiting.length = this.#bytes = 0;
    this.#options.intake?.release('queued');
  }

  #takeTurn(): number {
    if (this.#state !== 'queued') return 0;
    const { turns, intake, unread, answer } = this.#options;
    if (unread() > MAX_UNREAD_BYTES) {
      this.#state = 'unread';
      return 0;
    }
    const next = this.#waiting.shift();
    if (!next) {
      this.#state = 'empty';
      intake?.release('queued');
      return 0;
    }
    this.#bytes -= next.bytes;
    const units = answer(next.event, next.args) ?? 0;
    // Even if the queue is empty: a request that arrives in the same turn has to wait for the next. `answer` may have closed this.
    if ((this.#state as string) !== 'closed') turns.later(this.#turn);
    return units;
  }
}
