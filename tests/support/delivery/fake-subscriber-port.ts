// A fake connection under the hub: records what the hub sends, decoded, and is writable at once or only after a flush.
import { decodeBatch, decodeHeartbeat, decodeSnapshot } from '../../../proto/codec.ts';
import type { Batch, CloseKind, Heartbeat, Snapshot } from '../../../proto/messages.ts';
import type { SubscriberPort } from '../../../feed-server/delivery/subscriber.ts';

/** `at`: clock time, milliseconds. */
export type Sent = { readonly at: number } & (
  | { readonly kind: 'batch'; readonly batch: Batch }
  | { readonly kind: 'snapshot'; readonly snapshot: Snapshot }
  | { readonly kind: 'heartbeat'; readonly heartbeat: Heartbeat }
  | { readonly kind: 'close'; readonly why: CloseKind; readonly message: string }
);

export class FakeSubscriberPort implements SubscriberPort {
  readonly sent: Sent[] = [];
  /** If true, the port is full after each send, until `flush`. */
  slow = false;
  #isFull = false;
  #drainAwaited = false;
  #flushes = 0;
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  writable(): boolean {
    return !this.#isFull;
  }

  whenWritable(): void {
    this.#drainAwaited = true;
  }

  flushed(): number {
    return this.#flushes;
  }

  /** Whether the hub waits for `drained`. Resets that, because the hub asks again each time. */
  takeDrainRequest(): boolean {
    const drainAwaited = this.#drainAwaited;
    this.#drainAwaited = false;
    return drainAwaited;
  }

  send(event: 'batch' | 'snapshot' | 'heartbeat', payload: Uint8Array): void {
    const at = this.#now();
    if (event === 'batch') this.sent.push({ at, kind: event, batch: decodeBatch(payload) });
    else if (event === 'snapshot') this.sent.push({ at, kind: event, snapshot: decodeSnapshot(payload) });
    else this.sent.push({ at, kind: event, heartbeat: decodeHeartbeat(payload) });
    this.#isFull = this.slow;
  }

  close(why: CloseKind, message: string): void {
    this.sent.push({ at: this.#now(), kind: 'close', why, message });
  }

  /** Becomes full, as when the transport sends something itself. */
  fill(): void {
    this.#isFull = true;
  }

  /** Marks everything sent as flushed. The caller must notify the hub. */
  flush(): void {
    this.#isFull = false;
    this.#flushes++;
  }

  get kinds(): string[] {
    return this.sent.map((s) => s.kind);
  }

  get batches(): Batch[] {
    return this.sent.flatMap((s) => (s.kind === 'batch' ? [s.batch] : []));
  }

  get snapshots(): Snapshot[] {
    return this.sent.flatMap((s) => (s.kind === 'snapshot' ? [s.snapshot] : []));
  }

  get heartbeats(): Heartbeat[] {
    return this.sent.flatMap((s) => (s.kind === 'heartbeat' ? [s.heartbeat] : []));
  }

  /** The ranges of the log that batches and heartbeats covered, as "after..through", in order. */
  get ranges(): string[] {
    return this.#batchesAndHeartbeats.map(({ after, through }) => `${after}..${through}`);
  }

  /** The ranges of one lane. */
  rangesOf(intervalMs: number): string[] {
    const ofLane = this.#batchesAndHeartbeats.filter((message) => message.intervalMs === intervalMs);
    return ofLane.map(({ after, through }) => `${after}..${through}`);
  }

  get #batchesAndHeartbeats(): (Batch | Heartbeat)[] {
    return this.sent.flatMap((s): (Batch | Heartbeat)[] => {
      if (s.kind === 'batch') return [s.batch];
      return s.kind === 'heartbeat' ? [s.heartbeat] : [];
    });
  }
}
