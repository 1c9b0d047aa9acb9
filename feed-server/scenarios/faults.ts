// The kinds of faults: effects, triggers and targets.

/** What goes wrong. Durations are milliseconds. Empty `symbols` means all. */
export type Fault =
  /** Connections end without a close message. */
  | { readonly kind: 'drop' }
  /** Everything is sent `byMs` later, in order. */
  | { readonly kind: 'delay'; readonly byMs: number }
  /** Everything is sent up to `byMs` later, each message by a different time, in order. */
  | { readonly kind: 'jitter'; readonly byMs: number }
  | { readonly kind: 'stall' }
  | { readonly kind: 'duplicate' }
  | { readonly kind: 'reorder' }
  /** Batches are dropped until `ticks` sequences are missing. */
  | { readonly kind: 'skip'; readonly ticks: number }
  | { readonly kind: 'mute'; readonly symbols: readonly string[] }
  | { readonly kind: 'epoch' }
  | { readonly kind: 'close'; readonly code: number; readonly reason: string }
  | { readonly kind: 'refuse'; readonly symbols: readonly string[] }
  /** Each connection is sent at most `rate` bytes or batches per second. */
  | { readonly kind: 'throttle'; readonly unit: 'bytes' | 'batches'; readonly rate: number }
  /** The server's clock is `byMs` ahead, or behind if negative. */
  | { readonly kind: 'skew'; readonly byMs: number }
  | { readonly kind: 'malformed' }
  /** The server does not listen for `downMs`. */
  | { readonly kind: 'restart'; readonly downMs: number };

export type FaultKind = Fault['kind'];

/** When a fault strikes. Times are server time, milliseconds since the feed server started. */
export type Trigger =
  /** At once if a connection matches its target, otherwise as soon as the first such connection has subscribed. */
  | { readonly kind: 'first' }
  | { readonly kind: 'once'; readonly atMs: number }
  /** At `atMs` and then every `everyMs`, `times` times in all, which may be Infinity. */
  | { readonly kind: 'every'; readonly atMs: number; readonly everyMs: number; readonly times: number }
  /** From `atMs` on, with `probability` for each batch to a connection or, if it strikes the server, each second. */
  | { readonly kind: 'chance'; readonly atMs: number; readonly probability: number; readonly times: number };

/** Which connections a fault strikes: those that meet all of these conditions. */
export interface Target {
  /**
   * The probability for each connection, above 0 up to 1. It is decided again each time that the fault strikes, but only once per
   * connection if chance draws for each batch.
   */
  readonly share: number;
  /** The Socket.IO id of one connection. */
  readonly client: string | undefined;
  /** The nth connection since the server started, from 1. */
  readonly nth: number | undefined;
  /** Connections that listen to one of these symbols; empty for all. */
  readonly symbols: readonly string[];
}

export interface TimedFault {
  readonly fault: Fault;
  readonly trigger: Trigger;
  readonly target: Target;
  /**
   * How long it lasts each time it strikes, milliseconds; Infinity if it never ends. Undefined if it does not last; a fault that
   * acts on batches then acts only on the next batch of each connection.
   */
  readonly forMs: number | undefined;
  /** The fault as the user wrote it, for lists of faults. */
  readonly text: string;
}

interface FaultTerms {
  /** `moment`: does not last. `batches`: acts on the next batch, or on all batches for a time. `lasting`: lasts for a time or forever. */
  readonly length: 'moment' | 'batches' | 'lasting';
  /** What it strikes: single connections, or the server and thus all of them. */
  readonly strikes: 'connections' | 'server';
  /** Its own parameters, as an example. */
  readonly parameters: string;
  readonly summary: string;
}

export const FAULTS: Readonly<Record<FaultKind, FaultTerms>> = {
  drop: {
    length: 'moment',
    strikes: 'connections',
    parameters: '',
    summary: 'connections end without a close event',
  },
  delay: {
    length: 'lasting',
    strikes: 'connections',
    parameters: 'by=200ms',
    summary: 'everything is sent later, in order (1ms to 1m)',
  },
  jitter: {
    length: 'lasting',
    strikes: 'connections',
    parameters: 'by=200ms',
    summary: 'everything is sent up to this much later, in order (1ms to 1m)',
  },
  stall: {
    length: 'lasting',
    strikes: 'connections',
    parameters: '',
    summary: 'nothing is sent; afterwards, everything missed comes merged',
  },
  duplicate: {
    length: 'batches',
    strikes: 'connections',
    parameters: '',
    summary: 'batches are sent twice',
  },
  reorder: {
    length: 'batches',
    strikes: 'connections',
    parameters: '',
    summary: 'batches are sent after the message that should follow them',
  },
  skip: {
    length: 'moment',
    strikes: 'connections',
    parameters: 'ticks=100',
    summary: 'batches are dropped until this many sequences are missing (1 to 1000000)',
  },
  mute: {
    length: 'lasting',
    strikes: 'server',
    parameters: 'symbols=AAPL,MSFT',
    summary: 'no ticks of these symbols, or of all; heartbeats continue',
  },
  epoch: {
    length: 'moment',
    strikes: 'server',
    parameters: '',
    summary: 'a new log starts, with a new epoch; connections stay open',
  },
  close: {
    length: 'moment',
    strikes: 'connections',
    parameters: 'code=4000 reason="..."',
    summary: 'connections are closed with a reason (4000 to 4999; from 4500 on, clients stop)',
  },
  refuse: {
    length: 'lasting',
    strikes: 'connections',
    parameters: 'symbols=AAPL,MSFT',
    summary: 'subscriptions to these symbols, or to all, are refused',
  },
  throttle: {
    length: 'lasting',
    strikes: 'connections',
    parameters: 'bytes=2000 | batches=2',
    summary: 'each connection is sent at most this much per second (1 to 1e9; 0.01 to 1000)',
  },
  skew: {
    length: 'lasting',
    strikes: 'connections',
    parameters: 'by=-5m',
    summary: "the server's clock is wrong by this much (-1d to 1d)",
  },
  malformed: {
    length: 'batches',
    strikes: 'connections',
    parameters: '',
    summary: 'a frame that is not a message replaces a batch',
  },
  restart: {
    length: 'moment',
    strikes: 'server',
    parameters: 'for=1s',
    summary: 'the server stops, and is back after this time with a new log (10ms to 10m)',
  },
};

/** Whether it strikes single connections, not the server. */
export function strikesConnections({ fault }: TimedFault): boolean {
  return FAULTS[fault.kind].strikes === 'connections';
}

/** The help text: every fault with its parameters, and how to specify triggers and targets. */
export function listScenarios(): string {
  const rows = Object.entries(FAULTS).map(
    ([kind, { parameters, summary }]) => `  ${kind.padEnd(10)} ${parameters.padEnd(23)} ${summary}\n`,
  );
  return `Faults, as in --fault "stall at=10s for=3s share=0.5", or in a file for --scenario:

${rows.join('')}
When: at=10s, after the start of the server; every=30s, also with times=3; or probability=0.01, for each batch to a
connection (for mute, epoch and restart: for each second). By default, refuse and faults that last to the end start at
once, and any other fault strikes when the first connection has subscribed.
How long: for=3s (5ms, 1.5s, 2m, 1h, 1d) ends a fault that lasts, and makes duplicate, reorder and malformed last.
Whom: share=0.5 of the connections; client=ID, a Socket.IO id; nth=1, the first to connect; symbols=AAPL,MSFT, the
connections subscribed to one of these. By default, all. The same --seed makes the same choices again.
`;
}
