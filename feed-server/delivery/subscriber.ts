// One subscriber: a place in the log, what it listens to, and when it was last served.
import type { CloseKind } from '../../proto/messages.ts';
import { BOARD, TAPE } from './conflator.ts';

/** The connection a subscriber is served through. */
export interface SubscriberPort {
  /** Whether everything sent so far has left this process. Where not, `Hub.drained` is to be called once it has. */
  writable(): boolean;
  send(event: 'batch' | 'snapshot' | 'heartbeat', payload: Uint8Array): void;
  /** Says why, then closes; the hub forgets the subscriber first. */
  close(kind: CloseKind, message: string): void;
}

/**
 * `idle`: nothing in the log past `cursor` concerns it. `due`: something does, and it is served at `at`.
 * `blocked`: something does, or may, and it is served once the connection has drained.
 */
export type ServiceState =
  { readonly kind: 'idle' } | { readonly kind: 'due'; readonly at: number } | { readonly kind: 'blocked' };

export const IDLE: ServiceState = { kind: 'idle' };
export const BLOCKED: ServiceState = { kind: 'blocked' };

export class Subscriber {
  readonly port: SubscriberPort;
  /** Bits of BOARD and TAPE by instrument id. */
  readonly modes: Uint8Array;
  /** Board instruments that are to get a snapshot, and to be listened to from there on. */
  readonly awaiting = new Set<number>();
  /** Everything up to this sequence has been sent or did not concern it, and the subscriber has been told so. */
  cursor: number;
  /** While it is not idle: nothing from `cursor` to here concerns it, so that its next batch is read from here on. */
  scanned: number;
  service: ServiceState = IDLE;
  /** Clock time of the last batch, milliseconds. */
  servedAt = -Infinity;

  constructor(port: SubscriberPort, instruments: number, cursor: number) {
    this.port = port;
    this.modes = new Uint8Array(instruments);
    this.cursor = this.scanned = cursor;
  }

  /** Subscriptions, those awaiting their snapshot included. */
  get count(): number {
    let n = 0;
    for (const id of this.awaiting) if (((this.modes[id] as number) & BOARD) === 0) n++;
    for (const mode of this.modes) n += mode === (BOARD | TAPE) ? 2 : mode === 0 ? 0 : 1;
    return n;
  }
}
