// What the benchmark says to its load, a phase each, and what the load answers when the phase is over.

export interface LoadTask {
  readonly port: number;
  readonly serverPid: number;
  readonly connections: number;
  readonly symbols: number;
  /** The first so many listen on the tape and are cut; the others listen on the board. */
  readonly cut: number;
  readonly seed: number;
}

export type Phase =
  /** A few clients come, listen and leave: the server's code is compiled and its buffers are there. */
  | { readonly kind: 'warm-up'; readonly seconds: number }
  | { readonly kind: 'connect' }
  /** Looks at what comes for so long. */
  | { readonly kind: 'watch'; readonly seconds: number }
  | { readonly kind: 'cut' }
  | { readonly kind: 'leave' };

export interface Connected {
  /** Milliseconds until every client had its snapshot, or was accepted on the tape. */
  readonly ms: number;
}

export interface Watched {
  /** Clients that heard of the server within the last two seconds. */
  readonly live: number;
  /** Milliseconds from a tick to its receipt; NaN where none came. */
  readonly p50: number;
  readonly p99: number;
  readonly batches: number;
  readonly bytes: number;
  /** Shares of one core. */
  readonly serverCpu: number;
  readonly loadCpu: number;
  /** What was wrong, a line each. */
  readonly faults: readonly string[];
}

export interface Resumed {
  /** Clients that came back and reached the head of the log as it was when they did. */
  readonly clients: number;
  /** Milliseconds from the cut until the last of them had. */
  readonly ms: number;
  /** Receipts by kind. */
  readonly exact: number;
  readonly merged: number;
  readonly reset: number;
  /** Trades that the receipts said were missed, all of which came. */
  readonly missed: number;
  readonly faults: readonly string[];
}
