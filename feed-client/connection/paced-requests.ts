// Requests over one connection, at the pace that its server asks for: what it refuses as too fast is asked again when it says.
import { retryAfterMs } from '../../proto/codec.ts';
import type { ClientEvents } from '../../proto/events.ts';
import type { Clock } from './clock.ts';
import type { Connection } from './connection.ts';

/** A server that names no time, or a longer one, is asked again after so many milliseconds. */
const LEAST_WAIT_MS = 100;
const MOST_WAIT_MS = 60_000;

interface Asked {
  readonly event: keyof ClientEvents;
  readonly payload: Uint8Array;
  readonly reply: (payload: unknown) => void;
}

/**
 * Replies come in the order of the requests, and a server that refuses one as too fast refuses those behind it too. So what was
 * refused stays in order, and what is asked meanwhile comes behind it.
 */
export class PacedRequests implements Pick<Connection, 'request'> {
  readonly #connection: Pick<Connection, 'request'>;
  readonly #clock: Clock;
  readonly #putOff: (ms: number) => void;
  #refused: Asked[] = [];
  #behind: Asked[] = [];
  /** While the server wants nothing to be asked. */
  #cancel: (() => void) | undefined;

  /** `putOff` is called whenever the server asks to wait, with how long; milliseconds. */
  constructor(connection: Pick<Connection, 'request'>, clock: Clock, putOff: (ms: number) => void) {
    this.#connection = connection;
    this.#clock = clock;
    this.#putOff = putOff;
  }

  request(event: keyof ClientEvents, payload: Uint8Array, reply: (payload: unknown) => void): void {
    const asked = { event, payload, reply };
    if (this.#cancel) this.#behind.push(asked);
    else this.#ask(asked);
  }

  /** Asks nothing any more. */
  close(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#refused = [];
    this.#behind = [];
  }

  #ask(asked: Asked): void {
    this.#connection.request(asked.event, asked.payload, (bytes) => {
      const ms = retryAfterMs(asked.event, bytes);
      if (ms === undefined) asked.reply(bytes);
      else this.#wait(asked, Math.min(MOST_WAIT_MS, Math.max(LEAST_WAIT_MS, ms)));
    });
  }

  #wait(asked: Asked, ms: number): void {
    this.#refused.push(asked);
    this.#cancel?.();
    this.#cancel = this.#clock.after(ms, () => this.#askAgain());
    this.#putOff(ms);
  }

  #askAgain(): void {
    const again = [...this.#refused, ...this.#behind];
    this.close();
    for (const asked of again) this.request(asked.event, asked.payload, asked.reply);
  }
}
