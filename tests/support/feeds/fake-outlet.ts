// A fake connection behind a faulty port: records every event that leaves the port, with its bytes and time.
import type { Close, CloseKind } from '../../../proto/messages.ts';
import { CLOSE_CODES } from '../../../proto/messages.ts';
import type { Outlet } from '../../../feed-server/scenarios/faulty-port.ts';

export interface SentEvent {
  /** Clock time, milliseconds. */
  readonly at: number;
  readonly event: string;
  readonly payload: Uint8Array;
}

export class FakeOutlet implements Outlet {
  readonly id: string;
  readonly sent: SentEvent[] = [];
  /** How the connection was closed; undefined while it is open. */
  closedWith: 'dropped' | Close | undefined;
  /** Called synchronously on close, as with real sockets. */
  onClose: () => void = () => undefined;
  /** Whether the connection accepts more data. */
  isWritable = true;
  /** Whether the hub waits for `drained`. */
  drainAwaited = false;
  /** Number of calls of `drained`. */
  drainedCalls = 0;
  readonly #now: () => number;
  readonly #symbols: readonly string[];

  constructor(now: () => number, id = 'outlet', symbols: readonly string[] = []) {
    this.#now = now;
    this.id = id;
    this.#symbols = symbols;
  }

  writable(): boolean {
    return this.isWritable;
  }

  whenWritable(): void {
    this.drainAwaited = true;
  }

  flushed(): number {
    return this.sent.length;
  }

  send(event: string, payload: Uint8Array): void {
    this.sent.push({ at: this.#now(), event, payload: payload.slice() });
  }

  close(kind: CloseKind, message: string): void {
    this.closeWith({ code: CLOSE_CODES[kind], message });
  }

  closeWith(close: Close): void {
    this.closedWith = close;
    this.onClose();
  }

  drop(): void {
    this.closedWith = 'dropped';
  }

  drained(): void {
    this.drainedCalls++;
  }

  listensTo(symbols: readonly string[]): boolean {
    return symbols.some((symbol) => this.#symbols.includes(symbol));
  }
}
