// What the benchmark, the server it looks into and its load say to each other.

/** What the load does is counted by these names. */
export const DEEDS = [
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
export type Deed = (typeof DEEDS)[number];
export type Deeds = Record<Deed, number>;

export interface LoadTask {
  readonly port: number;
  readonly clients: number;
  /** By then the server has closed a client that reads nothing, milliseconds. */
  readonly stallMs: number;
  readonly seed: number;
}

/** `gather`: every client is to be there and to read; none is cut, stalls or leaves until it may `go-on`. */
export interface FromParent {
  readonly kind: 'gather' | 'go-on';
}

/** Every client is there. */
export interface Gathered {
  readonly clients: number;
  /** Since the load began. */
  readonly deeds: Deeds;
  /** What was wrong since the last time, a line each. */
  readonly faults: readonly string[];
}

/** What the server's process answers: after its garbage is collected. Bytes. */
export interface Sample {
  readonly heapUsed: number;
  /** Outside the heap, held by what is in it: buffers among it. */
  readonly external: number;
  readonly rss: number;
  /** How many by type, as Node tells them: what keeps the process going. */
  readonly resources: Readonly<Record<string, number>>;
  /** 99 of 100 turns of the event loop were late by less since the last sample; milliseconds. */
  readonly delayP99: number;
}

/** A sample with everybody connected. */
export interface Reading extends Sample {
  /** Seconds since measuring began. */
  readonly at: number;
  readonly clients: number;
}
