// The queue of one connection's requests: answers them in order, one per turn, and none while the client leaves replies unread.
import type { ReadLimiter } from './read-limiter.ts';
import type { TaskQueue } from './task-queue.ts';

/** While a client has more unread bytes than this, none of its requests is answered. */
export const MAX_UNREAD_BYTES = 64 * 1024;
/** The memory that a queued request takes in addition to its payload. */
const REQUEST_BYTES = 512;

export interface RequestQueueOptions {
  readonly tasks: TaskQueue;
  readonly readLimiter: Pick<ReadLimiter, 'pause' | 'resume'> | undefined;
  /** Returns the number of bytes that the client has not read yet. */
  readonly unreadBytes: () => number;
  /** Answers a request. Returns its cost in units, or undefined if it failed. */
  readonly answer: (event: string, args: unknown[]) => number | undefined;
}

interface QueuedRequest {
  readonly event: string;
  readonly args: unknown[];
  readonly bytes: number;
}

export class RequestQueue {
  readonly #options: RequestQueueOptions;
  readonly #queue: QueuedRequest[] = [];
  #bytes = 0;
  /** `blocked`: waiting for the client to read. */
  #state: 'empty' | 'queued' | 'blocked' | 'closed' = 'empty';
  readonly #answerTask = (): number => this.#answerNext();

  constructor(options: RequestQueueOptions) {
    this.#options = options;
  }

  /** Bytes of the requests in the queue. */
  get bytes(): number {
    return this.#bytes;
  }

  push(event: string, args: unknown[]): void {
    if (this.#state === 'closed') return;
    const bytes = args.reduce<number>((sum, arg) => sum + (arg instanceof Uint8Array ? arg.length : 0), REQUEST_BYTES);
    this.#bytes += bytes;
    this.#queue.push({ event, args, bytes });
    if (this.#state === 'empty') {
      this.#state = 'queued';
      this.#options.tasks.run(this.#answerTask);
    }
    if (this.#queue.length > 0) this.#options.readLimiter?.pause('queued');
  }

  /** Continues with the next request if the client has read enough. */
  resume(): void {
    if (this.#state !== 'blocked' || this.#options.unreadBytes() > MAX_UNREAD_BYTES) return;
    this.#state = 'queued';
    this.#options.tasks.defer(this.#answerTask);
  }

  /** Drops queued requests and any that still arrive. */
  close(): void {
    this.#state = 'closed';
    this.#queue.length = this.#bytes = 0;
    this.#options.readLimiter?.resume('queued');
  }

  #answerNext(): number {
    if (this.#state !== 'queued') return 0;
    const { tasks, readLimiter, unreadBytes, answer } = this.#options;
    if (unreadBytes() > MAX_UNREAD_BYTES) {
      this.#state = 'blocked';
      return 0;
    }
    const next = this.#queue.shift();
    if (!next) {
      this.#state = 'empty';
      readLimiter?.resume('queued');
      return 0;
    }
    this.#bytes -= next.bytes;
    const units = answer(next.event, next.args) ?? 0;
    // Even if the queue is empty: a request that arrives in this turn has to wait for the next turn. `answer` may have called `close`.
    if ((this.#state as string) !== 'closed') tasks.defer(this.#answerTask);
    return units;
  }
}
