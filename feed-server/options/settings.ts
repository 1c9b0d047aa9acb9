// Every setting of the feed server and every option of its commands, declared once: flags, environment, configuration file, help,
// --print-config and the types of the values follow from here.
import { MAX_HEARTBEAT_MS, MAX_INTERVAL_MS, MIN_HEARTBEAT_MS } from '../../proto/messages.ts';
import { LOG_FORMATS, LOG_LEVELS } from '../logging/logger.ts';
import * as kind from './kinds.ts';
import { option, tableOf, type Group, type Table, type ValuesOf } from './option.ts';

const ON_THE_COMMAND_LINE = { reach: 'flag', absent: false } as const;

const columns = option(
  'columns',
  kind.pairs('A=B', ['time', 'symbol', 'price', 'size', 'bid', 'ask', 'bid_size', 'ask_size']),
  "names of a CSV's columns: time=ts,price=px",
);

/** The settings of a feed server, by group. Names end in the unit of the value; `Memory` is in bytes. */
export const SETTINGS = {
  listen: {
    port: option('port', kind.whole(0, 65_535), 'port to listen on, 0 for any; PORT in the environment too', {
      fallback: '4400',
      variable: 'PORT',
    }),
    host: option('host', kind.text('ADDRESS'), 'address to listen on', { fallback: '127.0.0.1' }),
    /** "" for the root, else with a slash at its beginning and none at its end. */
    basePath: option('base-path', kind.basePath, 'serve everything below this path, such as /ticker', {
      fallback: '/',
    }),
    /** The folder of the built dashboard. */
    dashboard: option('dashboard', kind.text('DIR'), 'serve the built dashboard in DIR as well'),
  },
  market: {
    /** Of everything that is left to chance, faults included. */
    seed: option('seed', kind.whole(0, 4_294_967_295), 'which simulated market', { fallback: '7' }),
    symbols: option('symbols', kind.symbols, 'only these symbols', { absent: [] }),
    sectors: option('sectors', kind.sectors, 'only symbols of these sectors', { absent: [] }),
    rate: option('rate', kind.number(0.001, 1_000), 'simulated activity, times the usual', { fallback: '1' }),
    /** Market time, milliseconds since 1970-01-01 UTC. */
    startAt: option('start-at', kind.instant, 'when the simulated market starts: 2025-01-06T09:30 in New York (now)'),
    alwaysOpen: option(
      'always-open',
      kind.yesOrNo,
      'trade at every hour (unless --start-at is given); or --no-always-open',
    ),
    /** Market seconds per second, or as fast as machine and readers allow. */
    speed: option('speed', kind.speed(0.001, 1_000_000), 'market seconds per second, or max', { fallback: '1' }),
    /** Market time. */
    forMs: option('for', kind.duration(), 'end after so much market time: 500ms, 60s, 5m, 2h, 1d'),
    record: option('record', kind.text('FILE'), 'write what is published to a new recording'),
    replay: option('replay', kind.text('PATH'), 'play a recording, a CSV or a folder of LEAN ticks'),
    /** YYYY-MM-DD */
    date: option('date', kind.day, 'the day of the folder to replay'),
    seek: option('seek', kind.text('TIME'), 'where in the replay to start: 2013-10-08T10:30, or 10:30 with --date'),
    columns,
    skipBadRows: option('skip-bad-rows', kind.yesOrNo, 'count bad rows of a replay instead of ending at the first', {
      absent: false,
    }),
    exitAtEnd: option(
      'exit-at-end',
      kind.yesOrNo,
      'end after the last tick of a replay, once readers have received it',
      {
        absent: false,
      },
    ),
  },
  retention: {
    /** Market time before the newest tick. If `logMemory` is not enough, the oldest ticks go sooner. */
    keepMs: option('keep', kind.duration(), 'market time for which ticks are kept for those who resume', {
      fallback: '1d',
    }),
    logMemory: option('log-memory', kind.size('64KB', '16GB'), 'memory for these ticks, 43 bytes each', {
      fallback: '32MB',
    }),
    barMemory: option('bar-memory', kind.size('1MB', '16GB'), 'memory for the bars that charts are drawn from', {
      fallback: '64MB',
    }),
  },
  delivery: {
    batchRate: option('batch-rate', kind.number(0.1, 1_000), 'batches a second to one connection, at most', {
      fallback: '20',
    }),
    heartbeatMs: option(
      'heartbeat',
      kind.whole(MIN_HEARTBEAT_MS, MAX_HEARTBEAT_MS, 'MS'),
      'milliseconds between heartbeats',
      { fallback: '1000' },
    ),
    slowLimitMs: option('slow-limit', kind.duration(), 'close a connection that takes nothing for so long', {
      fallback: '30s',
    }),
    /** 1 serves from the process that makes the market. */
    workers: option('workers', kind.whole(1, 64), 'processes that serve clients, on as many cores', { fallback: '1' }),
  },
  faults: {
    scenario: option('scenario', kind.text('FILE'), 'misbehave as the YAML file says'),
    texts: option('fault', kind.several('TEXT'), 'misbehave in one way, may be repeated: see --list-scenarios', {
      absent: [],
    }),
  },
  admin: {
    port: option('admin-port', kind.whole(0, 65_535), 'port of the admin API on this machine (none)'),
    token: option('admin-token', kind.text('TOKEN'), 'what its callers have to know', { secret: true }),
  },
  log: {
    level: option(
      'log-level',
      kind.oneOf(...LOG_LEVELS, 'silent'),
      'what to log: debug, info, warn, error, fatal and above, or silent',
      { fallback: 'info' },
    ),
    format: option(
      'log-format',
      kind.oneOf(...LOG_FORMATS),
      'how to log: pretty or json (pretty on a terminal, else json)',
    ),
  },
} satisfies Readonly<Record<string, Group>>;

export type Settings = { readonly [G in keyof typeof SETTINGS]: ValuesOf<(typeof SETTINGS)[G]> };
export type ListenSettings = Settings['listen'];
export type MarketSettings = Settings['market'];
export type RetentionSettings = Settings['retention'];
export type DeliverySettings = Settings['delivery'];
/** Both are given, or the group is left out. */
export type AdminSettings = { readonly [N in keyof Settings['admin']]: NonNullable<Settings['admin'][N]> };

const url = option('url', kind.address, 'the feed; TAPEWIRE_URL in the environment too', {
  fallback: 'http://127.0.0.1:4400',
});
const json = option('json', kind.yesOrNo, 'one JSON object a line', ON_THE_COMMAND_LINE);

export const TAIL = {
  url,
  everyMs: option(
    'every',
    kind.duration(1, MAX_INTERVAL_MS),
    'quotes once in so long at most: 500ms, 1s (as often as they come)',
    { reach: 'flag', absent: 0 },
  ),
  json,
} satisfies Group;

export const BARS = {
  url,
  intervalS: option('interval', kind.barInterval, 'length of a bar: 1s 5s 15s 30s 1m 5m 15m 30m 1h 4h 1d', {
    fallback: '1m',
    reach: 'flag',
  }),
  /** Market time, milliseconds since 1970-01-01 UTC; so is `to`. */
  from: option('from', kind.instant, 'from when on: 2025-01-06T09:30 in New York (the last 100)', { reach: 'flag' }),
  to: option('to', kind.instant, 'up to when (the market time of now)', { reach: 'flag' }),
  json,
} satisfies Group;

export const INSPECT = {
  /** YYYY-MM-DD */
  date: option('date', kind.day, 'the day of a folder of LEAN ticks'),
  columns,
  json: option('json', kind.yesOrNo, 'one JSON object', ON_THE_COMMAND_LINE),
} satisfies Group;

export const PROTO = {
  force: option('force', kind.yesOrNo, 'overwrite files that differ', ON_THE_COMMAND_LINE),
} satisfies Group;

/** Options of `serve` that are not settings of the feed server. */
export const SERVE = {
  config: option('config', kind.text('FILE'), 'options from a YAML or JSON file', { reach: 'environment' }),
  printConfig: option('print-config', kind.yesOrNo, 'print the options in force, as such a file', ON_THE_COMMAND_LINE),
  listScenarios: option(
    'list-scenarios',
    kind.yesOrNo,
    'print what --scenario and --fault can do',
    ON_THE_COMMAND_LINE,
  ),
};

export const EVERY_COMMAND = {
  version: option('version', kind.yesOrNo, 'print the version', { ...ON_THE_COMMAND_LINE, short: 'v' }),
  help: option('help', kind.yesOrNo, 'print this', { ...ON_THE_COMMAND_LINE, short: 'h' }),
};

/** The options by command. */
export const TABLES = {
  serve: tableOf(...Object.values(SETTINGS), SERVE, EVERY_COMMAND),
  tail: tableOf(TAIL, EVERY_COMMAND),
  bars: tableOf(BARS, EVERY_COMMAND),
  inspect: tableOf(INSPECT, EVERY_COMMAND),
  proto: tableOf(PROTO, EVERY_COMMAND),
} satisfies Readonly<Record<string, Table>>;
