// Declares every setting of the feed server and every option of its commands. Flags, environment variables, configuration files,
// --help, --print-config and the value types are derived from these declarations.
import { MAX_HEARTBEAT_MS, MAX_INTERVAL_MS, MIN_HEARTBEAT_MS } from '../../proto/messages.ts';
import { LOG_FORMATS, LOG_LEVELS } from '../logging/logger.ts';
import * as kind from './kinds.ts';
import { option, tableOf, type Group, type Table, type ValuesOf } from './option.ts';

const FLAG_ONLY = { scope: 'flag', absent: false } as const;

const columns = option(
  'columns',
  kind.pairs('A=B', ['time', 'symbol', 'price', 'size', 'bid', 'ask', 'bid_size', 'ask_size']),
  "the CSV's column names: time=ts,price=px",
);

/** The settings of a feed server, by group. Field names end in the unit; `Memory` is in bytes. */
export const SETTINGS = {
  listen: {
    port: option('port', kind.whole(0, 65_535), 'port to listen on, 0 for any free one; also read from PORT', {
      fallback: '4400',
      variable: 'PORT',
    }),
    host: option('host', kind.text('ADDRESS'), 'address to listen on', { fallback: '127.0.0.1' }),
    /** "" for the root, otherwise with a leading slash and without a trailing one. */
    basePath: option('base-path', kind.basePath, 'serve everything under this path, such as /ticker', {
      fallback: '/',
    }),
    /** The folder of the built dashboard. */
    dashboard: option('dashboard', kind.text('DIR'), 'also serve the built dashboard in DIR'),
  },
  market: {
    /** For all random choices, faults included. */
    seed: option('seed', kind.whole(0, 4_294_967_295), 'seed of the simulated market', { fallback: '7' }),
    symbols: option('symbols', kind.symbols, 'only these symbols', { absent: [] }),
    sectors: option('sectors', kind.sectors, 'only symbols of these sectors', { absent: [] }),
    rate: option('rate', kind.number(0.001, 1_000), 'multiplier for simulated activity', { fallback: '1' }),
    /** Market time, milliseconds since 1970-01-01 UTC. */
    startAt: option('start-at', kind.instant, 'start of the simulated market: 2025-01-06T09:30 in New York (now)'),
    alwaysOpen: option(
      'always-open',
      kind.boolean,
      'trade around the clock (unless --start-at is given); or --no-always-open',
    ),
    /** Market seconds per second, or as fast as the machine and the readers allow. */
    speed: option('speed', kind.speed(0.001, 1_000_000), 'market seconds per second, or max', { fallback: '1' }),
    /** Market time. */
    forMs: option('for', kind.duration(), 'end after this much market time: 500ms, 60s, 5m, 2h, 1d'),
    record: option('record', kind.text('FILE'), 'record all published ticks to a new file'),
    replay: option('replay', kind.text('PATH'), 'replay a recording, a CSV or a folder of LEAN ticks'),
    /** YYYY-MM-DD */
    date: option('date', kind.day, 'day of the LEAN folder to replay'),
    seek: option('seek', kind.text('TIME'), 'start the replay at 2013-10-08T10:30, or at 10:30 with --date'),
    columns,
    skipBadRows: option(
      'skip-bad-rows',
      kind.boolean,
      'skip and count bad rows of a replay instead of failing at the first',
      {
        absent: false,
      },
    ),
    exitAtEnd: option(
      'exit-at-end',
      kind.boolean,
      'exit after the last tick of a replay, once readers have received it',
      {
        absent: false,
      },
    ),
  },
  retention: {
    /** Market time before the newest tick. If `logMemory` is too small for it, the oldest ticks are dropped sooner. */
    keepMs: option('keep', kind.duration(), 'market time for which ticks are kept, so that clients can resume', {
      fallback: '1d',
    }),
    logMemory: option('log-memory', kind.size('64KB', '16GB'), 'memory for these ticks, 43 bytes each', {
      fallback: '32MB',
    }),
    barMemory: option('bar-memory', kind.size('1MB', '16GB'), 'memory for bars, which charts use', {
      fallback: '64MB',
    }),
  },
  delivery: {
    batchRate: option('batch-rate', kind.number(0.1, 1_000), 'maximum batches per second to one connection', {
      fallback: '20',
    }),
    heartbeatMs: option(
      'heartbeat',
      kind.whole(MIN_HEARTBEAT_MS, MAX_HEARTBEAT_MS, 'MS'),
      'milliseconds between heartbeats',
      { fallback: '1000' },
    ),
    slowLimitMs: option('slow-limit', kind.duration(), 'close a connection that reads nothing for this long', {
      fallback: '30s',
    }),
    /** 1: the market's own process serves clients. */
    workers: option('workers', kind.whole(1, 64), 'number of processes that serve clients', { fallback: '1' }),
  },
  faults: {
    scenario: option('scenario', kind.text('FILE'), 'inject the faults listed in a YAML file'),
    texts: option('fault', kind.several('TEXT'), 'inject one fault (repeatable); see --list-scenarios', {
      absent: [],
    }),
  },
  admin: {
    port: option('admin-port', kind.whole(0, 65_535), 'port of the admin API on this machine (none)'),
    token: option('admin-token', kind.text('TOKEN'), 'token that callers of the admin API must send', { secret: true }),
  },
  log: {
    level: option(
      'log-level',
      kind.oneOf(...LOG_LEVELS, 'silent'),
      'lowest level to log: debug, info, warn, error, fatal or silent',
      { fallback: 'info' },
    ),
    format: option(
      'log-format',
      kind.oneOf(...LOG_FORMATS),
      'format of the log: pretty or json (pretty on a terminal, otherwise json)',
    ),
  },
} satisfies Readonly<Record<string, Group>>;

export type Settings = { readonly [G in keyof typeof SETTINGS]: ValuesOf<(typeof SETTINGS)[G]> };
export type ListenSettings = Settings['listen'];
export type MarketSettings = Settings['market'];
export type RetentionSettings = Settings['retention'];
export type DeliverySettings = Settings['delivery'];
/** Either both are given, or neither. */
export type AdminSettings = { readonly [N in keyof Settings['admin']]: NonNullable<Settings['admin'][N]> };

const url = option('url', kind.address, 'address of the feed; also read from TAPEWIRE_URL', {
  fallback: 'http://127.0.0.1:4400',
});
const json = option('json', kind.boolean, 'one JSON object per line', FLAG_ONLY);

export const TAIL = {
  url,
  everyMs: option(
    'every',
    kind.duration(1, MAX_INTERVAL_MS),
    'minimum time between quotes of a symbol: 500ms, 1s (none)',
    { scope: 'flag', absent: 0 },
  ),
  json,
} satisfies Group;

export const BARS = {
  url,
  intervalS: option('interval', kind.barInterval, 'length of a bar: 1s 5s 15s 30s 1m 5m 15m 30m 1h 4h 1d', {
    fallback: '1m',
    scope: 'flag',
  }),
  /** Market time, milliseconds since 1970-01-01 UTC; so is `to`. */
  from: option('from', kind.instant, 'start: 2025-01-06T09:30 in New York (the last 100 bars)', { scope: 'flag' }),
  to: option('to', kind.instant, 'end (the current market time)', { scope: 'flag' }),
  json,
} satisfies Group;

export const INSPECT = {
  /** YYYY-MM-DD */
  date: option('date', kind.day, 'day of a folder of LEAN ticks'),
  columns,
  json: option('json', kind.boolean, 'one JSON object', FLAG_ONLY),
} satisfies Group;

export const PROTO = {
  force: option('force', kind.boolean, 'overwrite files that differ', FLAG_ONLY),
} satisfies Group;

/** Options of `serve` that are not settings of the feed server. */
export const SERVE = {
  config: option('config', kind.text('FILE'), 'read options from a YAML or JSON file', { scope: 'environment' }),
  printConfig: option('print-config', kind.boolean, 'print the effective options as a configuration file', FLAG_ONLY),
  listScenarios: option('list-scenarios', kind.boolean, 'list the faults for --scenario and --fault', FLAG_ONLY),
};

export const EVERY_COMMAND = {
  version: option('version', kind.boolean, 'print the version', { ...FLAG_ONLY, short: 'v' }),
  help: option('help', kind.boolean, 'print this help', { ...FLAG_ONLY, short: 'h' }),
};

/** The options by command. */
export const TABLES = {
  serve: tableOf(...Object.values(SETTINGS), SERVE, EVERY_COMMAND),
  tail: tableOf(TAIL, EVERY_COMMAND),
  bars: tableOf(BARS, EVERY_COMMAND),
  inspect: tableOf(INSPECT, EVERY_COMMAND),
  proto: tableOf(PROTO, EVERY_COMMAND),
} satisfies Readonly<Record<string, Table>>;
