// The messages between the benchmark, the server that it samples, and the load generator.

/** Names of the load generator's activity counters. */
export const ACTIVITIES = [
  'joined',
  'subscribe',
  'unsubscribe',
  'configure',
  'instruments',
  'trades',
  'bars',
  'malformed',
  'paused',
  'stalled',
  'not-reading',
  'too-many-bad-frames',
  'cut',
  'resumed',
  'reset',
  'left',
  'batches',
  'heartbeats',
  'snapshots',
] as const;
export type Activity = (typeof ACTIVITIES)[number];
export type ActivityCounts = Record<Activity, number>;

export interface LoadTask {
  readonly port: number;
  readonly clients: number;
  /** The server has closed a client that reads nothing by this time, milliseconds. */
  readonly stallMs: number;
  readonly seed: number;
}

/** `gather`: every client must be connected and reading; none is cut, stalls or leaves until `go-on`. */
export interface ParentMessage {
  readonly kind: 'gather' | 'go-on';
}

/** Sent when all clients are connected. */
export interface ClientsReport {
  readonly clients: number;
  /** Since the load generator started. */
  readonly activity: ActivityCounts;
  /** Faults since the last report, one line each. */
  readonly faults: readonly string[];
}

/** The server process's reply, after garbage collection. Bytes. */
export interface Sample {
  readonly heapUsed: number;
  /** Memory outside the heap that is held by it, such as buffers. */
  readonly external: number;
  readonly rss: number;
  /** Resources that keep the process alive, counted by type, as reported by Node. */
  readonly resources: Readonly<Record<string, number>>;
  /** 99th percentile of the event loop delay since the last sample; milliseconds. */
  readonly delayP99: number;
}

/** A sample that was taken while all clients were connected. */
export interface Reading extends Sample {
  /** Seconds since the measurement started. */
  readonly at: number;
  readonly clients: number;
}
