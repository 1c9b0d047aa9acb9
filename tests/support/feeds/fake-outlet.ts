// A fake connection behind a faulty port: keeps every event that leaves the port, byte for byte and with its time.
import type { Close, CloseKind } from '../../../proto/messages.ts';
import { CLOSE_CODES } from '../../../proto/messages.ts';
import type { Outlet } from '../../../feed-server/scenarios/faulty-port.ts';

export interface Out {
  /** Clock time, milliseconds. */
  readonly at: number;
  readonly event: string;
  readonly payload: Uint8Array;
}

export class FakeOutlet implements Outlet {
  readonly id: string;
  readonly out: Out[] = [];
  /** How it ended; undefined while it is open. */
  end: 'dropped' | Close | undefined;
  /** Called synchronously on close, as sockets do. */
  ended: () => void = () => undefined;
  /** Whether the system takes more. */
  takes = true;
  /** Whether the hub waits for `drained`. */
  awaited = false;
  /** How often `drained` was called. */
  drains = 0;
  readonly #now: () => number;
  readonly #symbols: readonly string[];

  constructor(now: () => number, id = 'outlet', symbols: readonly string[] = []) {
    this.#now = now;
    this.id = id;
    this.#symbols = symbols;
  }

  writable(): boolean {
    return this.takes;
  }

  whenWritable(): void {
    this.awaited = true;
  }

  taken(): number {
    return this.out.length;
  }

  send(event: string, payload: Uint8Array): void {
    this.out.push({ at: this.#now(), event, payload: payload.slice() });
  }

  close(kind: CloseKind, message: string): void {
    this.closeWith({ code: CLOSE_CODES[kind], message });
  }

  closeWith(close: Close): void {
    this.end = close;
    this.ended();
  }

  drop(): void {
    this.end = 'dropped';
  }

  drained(): void {
    this.drains++;
  }

  listensTo(symbols: readonly string[]): boolean {
    return symbols.some((symbol) => this.#symbols.includes(symbol));
  }
}
