// Requests over one connection at the server's pace: a request that it refuses as too fast is sent again when it allows.
import { retryAfterMs } from '../../proto/codec.ts';
import type { ClientEvents } from '../../proto/events.ts';
import type { Clock } from './clock.ts';
import type { Connection } from './connection.ts';

/** The server's `retry_after_ms` is clamped to these limits, milliseconds. */
const MIN_WAIT_MS = 100;
const MAX_WAIT_MS = 60_000;

interface Request {
  readonly event: keyof ClientEvents;
  readonly payload: Uint8Array;
  readonly onReply: (payload: unknown) => void;
}

/**
 * Replies come in the order of the requests, and a server that refuses one as too fast also refuses the next. So refused
 * requests stay in order, and later ones wait behind them.
 */
export class PacedRequests implements Pick<Connection, 'request'> {
  readonly #connection: Pick<Connection, 'request'>;
  readonly #clock: Clock;
  readonly #onDeferred: (ms: number) => void;
  /** Requests that the server refused as too fast. */
  #refused: Request[] = [];
  /** Requests made since then, not sent yet. */
  #waiting: Request[] = [];
  /** Cancels the timer that sends requests again; undefined while the server accepts requests. */
  #cancelWait: (() => void) | undefined;

  /** `onDeferred` is called whenever the server asks to wait, with the time in milliseconds. */
  constructor(connection: Pick<Connection, 'request'>, clock: Clock, onDeferred: (ms: number) => void) {
    this.#connection = connection;
    this.#clock = clock;
    this.#onDeferred = onDeferred;
  }

  request(event: keyof ClientEvents, payload: Uint8Array, onReply: (payload: unknown) => void): void {
    const request = { event, payload, onReply };
    if (this.#cancelWait) this.#waiting.push(request);
    else this.#send(request);
  }

  /** Drops all requests that wait. */
  close(): void {
    this.#cancelWait?.();
    this.#cancelWait = undefined;
    this.#refused = [];
    this.#waiting = [];
  }

  #send(request: Request): void {
    this.#connection.request(request.event, request.payload, (bytes) => {
      const ms = retryAfterMs(request.event, bytes);
      if (ms === undefined) request.onReply(bytes);
      else this.#defer(request, Math.min(MAX_WAIT_MS, Math.max(MIN_WAIT_MS, ms)));
    });
  }

  #defer(request: Request, ms: number): void {
    this.#refused.push(request);
    this.#cancelWait?.();
    this.#cancelWait = this.#clock.after(ms, () => this.#sendAgain());
    this.#onDeferred(ms);
  }

  #sendAgain(): void {
    const requests = [...this.#refused, ...this.#waiting];
    this.close();
    for (const { event, payload, onReply } of requests) this.request(event, payload, onReply);
  }
}
