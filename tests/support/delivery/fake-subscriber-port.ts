// A fake connection under the hub: keeps what the hub sends, decoded, and accepts more at once or only when drained.
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
  /** Whether what is sent stays in the process until `take`. */
  slow = false;
  /** Whether something is on its way out. */
  #full = false;
  #awaited = false;
  #taken = 0;
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  writable(): boolean {
    return !this.#full;
  }

  whenWritable(): void {
    this.#awaited = true;
  }

  taken(): number {
    return this.#taken;
  }

  /** Whether the hub waits for `drained`. It asks again each time. */
  takeAwaited(): boolean {
    const awaited = this.#awaited;
    this.#awaited = false;
    return awaited;
  }

  send(event: 'batch' | 'snapshot' | 'heartbeat', payload: Uint8Array): void {
    const at = this.#now();
    if (event === 'batch') this.sent.push({ at, kind: event, batch: decodeBatch(payload) });
    else if (event === 'snapshot') this.sent.push({ at, kind: event, snapshot: decodeSnapshot(payload) });
    else this.sent.push({ at, kind: event, heartbeat: decodeHeartbeat(payload) });
    this.#full = this.slow;
  }

  close(why: CloseKind, message: string): void {
    this.sent.push({ at: this.#now(), kind: 'close', why, message });
  }

  /** Fills, as by an answer of the transport's own. */
  fill(): void {
    this.#full = true;
  }

  /** What was sent has left the process; say so to the hub. */
  take(): void {
    this.#full = false;
    this.#taken++;
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

  /** The ranges of the log accounted for, as "after..through", in the order they were sent. */
  get ranges(): string[] {
    return this.#accounts.map(({ after, through }) => `${after}..${through}`);
  }

  /** The same of one lane. */
  rangesOf(intervalMs: number): string[] {
    const those = this.#accounts.filter((account) => account.intervalMs === intervalMs);
    return those.map(({ after, through }) => `${after}..${through}`);
  }

  get #accounts(): (Batch | Heartbeat)[] {
    return this.sent.flatMap((s): (Batch | Heartbeat)[] => {
      if (s.kind === 'batch') return [s.batch];
      return s.kind === 'heartbeat' ? [s.heartbeat] : [];
    });
  }
}
