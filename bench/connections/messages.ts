// The messages between the benchmark and its load generator: one per phase, and the reply when the phase is over.

export interface LoadTask {
  readonly port: number;
  readonly serverPid: number;
  readonly connections: number;
  readonly symbols: number;
  /** The first `cut` clients subscribe to tapes and are cut; the others subscribe to boards. */
  readonly cut: number;
  readonly seed: number;
}

export type Phase =
  /**
   * A few clients connect, subscribe and leave, so that the server's code is compiled and its buffers are allocated.
   */
  | { readonly kind: 'warm-up'; readonly seconds: number }
  | { readonly kind: 'connect' }
  /** Measures for this long. */
  | { readonly kind: 'watch'; readonly seconds: number }
  | { readonly kind: 'cut' }
  | { readonly kind: 'leave' };

export interface ConnectResult {
  /** Milliseconds until every client had its snapshot or its accepted tape. */
  readonly ms: number;
}

export interface WatchResult {
  /** Clients that received anything from the server in the last two seconds. */
  readonly live: number;
  /** Milliseconds from a tick to its arrival; NaN if none arrived. */
  readonly p50: number;
  readonly p99: number;
  readonly batches: number;
  readonly bytes: number;
  /** Shares of one core. */
  readonly serverCpu: number;
  readonly loadCpu: number;
  /** What went wrong, one line each. */
  readonly faults: readonly string[];
}

export interface ResumeResult {
  /** Clients that resumed and reached the head of the log as of their resume. */
  readonly clients: number;
  /** Milliseconds from the cut until the last of them had. */
  readonly ms: number;
  /** Receipts by kind. */
  readonly exact: number;
  readonly merged: number;
  readonly reset: number;
  /** Trades reported as missed by the receipts, all of which arrived. */
  readonly missed: number;
  readonly faults: readonly string[];
}
