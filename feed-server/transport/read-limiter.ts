// Limits how fast one WebSocket is read: frames spend the connection's budget, and reading pauses while it is overdrawn.
import type { Socket as TcpSocket } from 'node:net';
import { Budget, UNITS } from '../delivery/budget.ts';

/** The part of a ws WebSocket that is used here. */
export interface ReadSocket {
  on(event: 'message', listener: (data: { readonly length: number }) => void): unknown;
  on(event: 'ping' | 'pong', listener: (data: Buffer) => void): unknown;
  once(event: 'close', listener: () => void): unknown;
  pong(data: Buffer, mask: boolean, onSent: () => void): void;
  pause(): void;
  resume(): void;
}

/** The header of a control frame from a client: two bytes and the mask (RFC 6455, section 5.2). */
const CONTROL_HEADER_BYTES = 6;

/** Why reading is paused: requests are queued, or the budget is overdrawn. */
type PauseReason = 'queued' | 'overdrawn';

export class ReadLimiter {
  readonly budget: Budget;
  readonly #webSocket: ReadSocket;
  readonly #tcp: Pick<TcpSocket, 'bytesRead'>;
  readonly #now: () => number;
  readonly #pauseReasons = new Set<PauseReason>();
  /** Bytes received up to the last complete message, plus control frames since. */
  #consumedBytes = 0;
  #timer: NodeJS.Timeout | undefined;
  /** Set while a pong is being sent. `next`: the latest ping since; answering that one is enough (RFC 6455, section 5.5.3). */
  #pong: { readonly next: Buffer | undefined } | undefined;

  constructor(webSocket: ReadSocket, tcp: Pick<TcpSocket, 'bytesRead'>, now: () => number = () => performance.now()) {
    this.#webSocket = webSocket;
    this.#tcp = tcp;
    this.#now = now;
    this.budget = new Budget(now());
    webSocket.on('message', ({ length }) => {
      this.#consumedBytes = tcp.bytesRead;
      this.#spendFrame(length);
    });
    webSocket.on('ping', (data) => {
      this.#onControlFrame(data);
      this.#sendPong(data);
    });
    webSocket.on('pong', (data) => this.#onControlFrame(data));
    webSocket.once('close', () => clearTimeout(this.#timer));
  }

  /** The received bytes of an incomplete message. */
  get incompleteBytes(): number {
    return this.#tcp.bytesRead - this.#consumedBytes;
  }

  /** Milliseconds until the client may send its next request; 0 if it may send one now. */
  retryAfterMs(): number {
    return this.budget.retryAfterMs(this.#now());
  }

  spend(units: number): void {
    this.budget.spend(units, this.#now());
    this.#pauseWhileOverdrawn();
  }

  /** Pauses reading until `resume` is called with the same reason. */
  pause(reason: PauseReason): void {
    if (this.#pauseReasons.size === 0) this.#webSocket.pause();
    this.#pauseReasons.add(reason);
  }

  resume(reason: PauseReason): void {
    if (this.#pauseReasons.delete(reason) && this.#pauseReasons.size === 0) this.#webSocket.resume();
  }

  #onControlFrame({ length }: Buffer): void {
    this.#consumedBytes = Math.min(this.#tcp.bytesRead, this.#consumedBytes + CONTROL_HEADER_BYTES + length);
    this.#spendFrame(length);
  }

  #spendFrame(bytes: number): void {
    this.spend(UNITS.frame + bytes * UNITS.byteIn);
  }

  #pauseWhileOverdrawn(): void {
    if (this.#pauseReasons.has('overdrawn')) return;
    const ms = this.budget.pauseMs(this.#now());
    if (ms === 0) return;
    this.pause('overdrawn');
    this.#timer = setTimeout(() => {
      this.resume('overdrawn');
      this.#pauseWhileOverdrawn();
    }, ms);
  }

  #sendPong(ping: Buffer): void {
    if (this.#pong) {
      // A copy, so that the chunk it arrived in can be freed.
      this.#pong = { next: Buffer.from(ping) };
      return;
    }
    this.#pong = { next: undefined };
    this.#webSocket.pong(ping, false, () => {
      const next = this.#pong?.next;
      this.#pong = undefined;
      if (next) this.#sendPong(next);
    });
  }
}
