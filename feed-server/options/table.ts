// Every option of the feed server, in one table: flags, environment, configuration file, help and --print-config follow from it.
import { MAX_HEARTBEAT_MS, MAX_INTERVAL_MS, MIN_HEARTBEAT_MS } from '../../proto/messages.ts';
import { LOG_FORMATS, LOG_LEVELS } from '../logging/logger.ts';
import {
  address,
  basePath,
  barInterval,
  day,
  duration,
  instant,
  names,
  number,
  oneOf,
  pairs,
  several,
  size,
  speed,
  symbols,
  text,
  whole,
  yesOrNo,
  type Kind,
} from './kinds.ts';

export interface Option<T> {
  readonly kind: Kind<T>;
  /** What it is for, for the help. */
  readonly help: string;
  /** What it is where it is not given, as it would be written. Without one it is undefined then. */
  readonly fallback?: string;
  /** The furthest place it may be given in; left out, all: flags, environment and file. */
  readonly reach?: 'flag' | 'environment';
  /** The letter of its short flag. */
  readonly short?: string;
  /** Not to be shown. */
  readonly secret?: true;
}

export type Table = Readonly<Record<string, Option<unknown>>>;

const switchOf = (help: string, reach?: 'flag'): Option<boolean> => ({ kind: yesOrNo, help, ...(reach && { reach }) });

const sectors = names('A,B', 'names of sectors with commas between', (name) => name !== '');
const columns = pairs('A=B', ['time', 'symbol', 'price', 'size', 'bid', 'ask', 'bid_size', 'ask_size']);

const OF_EVERY_COMMAND = {
  version: { ...switchOf('print the version', 'flag'), short: 'v' },
  help: { ...switchOf('print this', 'flag'), short: 'h' },
} as const satisfies Table;

export const OPTIONS = {
  port: { kind: whole(0, 65_535), fallback: '4400', help: 'port to listen on, 0 for any; PORT in the environment too' },
  host: { kind: text('ADDRESS'), fallback: '127.0.0.1', help: 'address to listen on' },
  seed: { kind: whole(0, 4_294_967_295), fallback: '7', help: 'which simulated market' },
  symbols: { kind: symbols, help: 'only these symbols' },
  sectors: { kind: sectors, help: 'only symbols of these sectors' },
  rate: { kind: number(0.001, 1_000), fallback: '1', help: 'simulated activity, times the usual' },
  'start-at': { kind: instant, help: 'when the simulated market starts: 2025-01-06T09:30 in New York (now)' },
  'always-open': { kind: yesOrNo, help: 'trade at every hour (unless --start-at is given); or --no-always-open' },
  speed: { kind: speed(0.001, 1_000_000), fallback: '1', help: 'market seconds per second, or max' },
  for: { kind: duration(), help: 'end after so much market time: 500ms, 60s, 5m, 2h, 1d' },
  record: { kind: text('FILE'), help: 'write what is published to a new recording' },
  replay: { kind: text('PATH'), help: 'play a recording, a CSV or a folder of LEAN ticks' },
  date: { kind: day, help: 'the day of the folder to replay' },
  seek: { kind: text('TIME'), help: 'where in the replay to start: 2013-10-08T10:30, or 10:30 with --date' },
  columns: { kind: columns, help: "names of a CSV's columns: time=ts,price=px" },
  'skip-bad-rows': switchOf('count bad rows of a replay instead of ending at the first'),
  'exit-at-end': switchOf('end after the last tick of a replay, once readers have received it'),
  scenario: { kind: text('FILE'), help: 'misbehave as the YAML file says' },
  fault: { kind: several('TEXT'), help: 'misbehave in one way, may be repeated: see --list-scenarios' },
  'admin-port': { kind: whole(0, 65_535), help: 'port of the admin API on this machine (none)' },
  'admin-token': { kind: text('TOKEN'), secret: true, help: 'what its callers have to know' },
  'batch-rate': { kind: number(0.1, 1_000), fallback: '20', help: 'batches a second to one connection, at most' },
  heartbeat: {
    kind: whole(MIN_HEARTBEAT_MS, MAX_HEARTBEAT_MS, 'MS'),
    fallback: '1000',
    help: 'milliseconds between heartbeats',
  },
  keep: { kind: duration(), fallback: '24h', help: 'market time for which ticks are kept for those who resume' },
  'log-memory': { kind: size('64KB', '16GB'), fallback: '32MB', help: 'memory for these ticks, 27 bytes each' },
  'bar-memory': { kind: size('1MB', '16GB'), fallback: '64MB', help: 'memory for the bars that charts are drawn from' },
  'slow-limit': { kind: duration(), fallback: '30s', help: 'close a connection that takes nothing for so long' },
  workers: { kind: whole(1, 64), fallback: '1', help: 'processes that serve clients, on as many cores' },
  'base-path': { kind: basePath, fallback: '/', help: 'serve everything below this path, such as /ticker' },
  dashboard: { kind: text('DIR'), help: 'serve the built dashboard in DIR as well' },
  'log-level': {
    kind: oneOf(...LOG_LEVELS, 'silent'),
    fallback: 'info',
    help: 'what to log: debug, info, warn, error, fatal and above, or silent',
  },
  'log-format': { kind: oneOf(...LOG_FORMATS), help: 'how to log: pretty or json (pretty on a terminal, else json)' },
  config: { kind: text('FILE'), reach: 'environment', help: 'options from a YAML or JSON file' },
  'print-config': switchOf('print the options in force, as such a file', 'flag'),
  'list-scenarios': switchOf('print what --scenario and --fault can do', 'flag'),
  ...OF_EVERY_COMMAND,
} as const satisfies Table;

export const TAIL_OPTIONS = {
  url: { kind: address, fallback: 'http://127.0.0.1:4400', help: 'the feed; TAPEWIRE_URL in the environment too' },
  every: {
    kind: duration(1, MAX_INTERVAL_MS),
    reach: 'flag',
    help: 'quotes once in so long at most: 500ms, 1s (as often as they come)',
  },
  json: switchOf('one JSON object a line', 'flag'),
  ...OF_EVERY_COMMAND,
} as const satisfies Table;

export const BARS_OPTIONS = {
  url: TAIL_OPTIONS.url,
  interval: {
    kind: barInterval,
    fallback: '1m',
    reach: 'flag',
    help: 'length of a bar: 1s 5s 15s 30s 1m 5m 15m 30m 1h 4h 1d',
  },
  from: { kind: instant, reach: 'flag', help: 'from when on: 2025-01-06T09:30 in New York (the last 100)' },
  to: { kind: instant, reach: 'flag', help: 'up to when (the market time of now)' },
  json: switchOf('one JSON object a line', 'flag'),
  ...OF_EVERY_COMMAND,
} as const satisfies Table;

export const INSPECT_OPTIONS = {
  date: { kind: day, help: 'the day of a folder of LEAN ticks' },
  columns: { kind: columns, help: "names of a CSV's columns: time=ts,price=px" },
  json: switchOf('one JSON object', 'flag'),
  ...OF_EVERY_COMMAND,
} as const satisfies Table;

export const PROTO_OPTIONS = {
  force: switchOf('overwrite files that differ', 'flag'),
  ...OF_EVERY_COMMAND,
} as const satisfies Table;

/** The options by command. */
export const TABLES = {
  serve: OPTIONS,
  tail: TAIL_OPTIONS,
  bars: BARS_OPTIONS,
  inspect: INSPECT_OPTIONS,
  proto: PROTO_OPTIONS,
} as const satisfies Readonly<Record<string, Table>>;
