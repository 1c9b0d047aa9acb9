// How fast one WebSocket is read: frames spend the connection's budget, and reading stops while that is overdrawn.
import type { Socket as TcpSocket } from 'node:net';
import { Budget, UNITS } from '../delivery/budget.ts';

/** The part of a WebSocket of ws that is used here. */
export interface ReadSocket {
  on(event: 'message', listener: (data: { readonly length: number }) => void): unknown;
  on(event: 'ping' | 'pong', listener: (data: Buffer) => void): unknown;
  once(event: 'close', listener: () => void): unknown;
  pong(data: Buffer, mask: boolean, sent: () => void): void;
  pause(): void;
  resume(): void;
}

/** The header of a control frame from a client: two bytes and the mask (RFC 6455, section 5.2). */
const CONTROL_HEADER_BYTES = 6;

/** Why reading has stopped: requests are queued, or the budget is overdrawn. */
type Hold = 'queued' | 'spent';

export class Intake {
  readonly budget: Budget;
  readonly #webSocket: ReadSocket;
  readonly #tcp: Pick<TcpSocket, 'bytesRead'>;
  readonly #now: () => number;
  readonly #holds = new Set<Hold>();
  /** Bytes received up to the last whole message, and those of control frames since. */
  #taken = 0;
  #timer: NodeJS.Timeout | undefined;
  /** The pong being sent, and the latest ping since. Answering the latest one is enough (RFC 6455, section 5.5.3). */
  #pong: { readonly next: Buffer | undefined } | undefined;

  constructor(webSocket: ReadSocket, tcp: Pick<TcpSocket, 'bytesRead'>, now: () => number = () => performance.now()) {
    this.#webSocket = webSocket;
    this.#tcp = tcp;
    this.#now = now;
    this.budget = new Budget(now());
    webSocket.on('message', ({ length }) => {
      this.#taken = tcp.bytesRead;
      this.#spend(length);
    });
    webSocket.on('ping', (data) => {
      this.#takeControl(data);
      this.#answer(data);
    });
    webSocket.on('pong', (data) => this.#takeControl(data));
    webSocket.once('close', () => clearTimeout(this.#timer));
  }

  /** Bytes received of an incomplete message. */
  get waiting(): number {
    return this.#tcp.bytesRead - this.#taken;
  }

  /** Milliseconds after which the client may ask again; 0 if it may ask now. */
  retryAfterMs(): number {
    return this.budget.retryAfterMs(this.#now());
  }

  spend(units: number): void {
    this.budget.spend(units, this.#now());
    this.#pauseWhileSpent();
  }

  /** Stops reading until `release`. */
  hold(why: Hold): void {
    if (this.#holds.size === 0) this.#webSocket.pause();
    this.#holds.add(why);
  }

  release(why: Hold): void {
    if (this.#holds.delete(why) && this.#holds.size === 0) this.#webSocket.resume();
  }

  #takeControl({ length }: Buffer): void {
    this.#taken = Math.min(this.#tcp.bytesRead, this.#taken + CONTROL_HEADER_BYTES + length);
    this.#spend(length);
  }

  #spend(bytes: number): void {
    this.spend(UNITS.frame + bytes * UNITS.byteIn);
  }

  #pauseWhileSpent(): void {
    if (this.#holds.has('spent')) return;
    const ms = this.budget.pauseMs(this.#now());
    if (ms === 0) return;
    this.hold('spent');
    this.#timer = setTimeout(() => {
      this.release('spent');
      this.#pauseWhileSpent();
    }, ms);
  }

  #answer(ping: Buffer): void {
    if (this.#pong) {
      // A copy, so that the bytes it was read with need not be kept.
      this.#pong = { next: Buffer.from(ping) };
      return;
    }
    this.#pong = { next: undefined };
    this.#webSocket.pong(ping, false, () => {
      const next = this.#pong?.next;
      this.#pong = undefined;
      if (next) this.#answer(next);
    });
  }
}
