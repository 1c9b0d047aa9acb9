// The feed server's options, checked against each other.
import type { LogFormat, LogSettings } from '../logging/logger.ts';
import { FROM_TO, readInstant } from './instant.ts';
import { OptionError } from './option-error.ts';
import type { Level, Setting, Settings } from './settings.ts';
import type { OPTIONS } from './table.ts';

export interface SimulatedOptions {
  readonly kind: 'simulated';
  readonly seed: number;
  readonly rate: number;
  readonly symbols: readonly string[];
  readonly sectors: readonly string[];
  /** Market time, milliseconds since 1970-01-01 UTC; undefined for now. */
  readonly startAt: number | undefined;
  readonly alwaysOpen: boolean;
}

export interface ReplayOptions {
  readonly kind: 'replay';
  readonly path: string;
  /** YYYY-MM-DD */
  readonly date: string | undefined;
  readonly symbols: readonly string[];
  /** Market time, milliseconds since 1970-01-01 UTC. */
  readonly seek: number | undefined;
  readonly columns: Readonly<Record<string, string>> | undefined;
  readonly skipBadRows: boolean;
  /** Whether the command ends with the last tick. */
  readonly exitAtEnd: boolean;
}

export interface Options {
  /** 0 to 65535; 0 takes any free one. */
  readonly port: number;
  readonly host: string;
  readonly source: SimulatedOptions | ReplayOptions;
  /** Of everything that is left to chance. */
  readonly seed: number;
  /** Market seconds per second, above 0, or as fast as machine and readers allow. */
  readonly speed: number | 'max';
  /** Market time after which it ends, milliseconds; undefined for never. */
  readonly forMs: number | undefined;
  /** The recording to write, undefined to write none. */
  readonly record: string | undefined;
  /** Batches a second to one connection, at most. */
  readonly batchRate: number;
  readonly heartbeatMs: number;
  /** A connection that takes nothing for so long is closed. */
  readonly slowLimitMs: number;
  /** Market time for which ticks are kept, milliseconds, as far as their memory goes. */
  readonly keepMs: number;
  /** Bytes for ticks, and for bars. */
  readonly logMemory: number;
  readonly barMemory: number;
  /** Processes that serve clients; 1 serves from the one that makes the market. */
  readonly workers: number;
  /** The path that everything is served below: "" for the root, else "/ticker". */
  readonly basePath: string;
  /** Folder of the built dashboard, undefined to serve none. */
  readonly dashboard: string | undefined;
  /** The scenario's file, undefined for none. */
  readonly scenario: string | undefined;
  /** Faults as they are written. */
  readonly faults: readonly string[];
  readonly admin: { readonly port: number; readonly token: string } | undefined;
  readonly logLevel: LogSettings['level'];
  /** Undefined for what suits where the log goes. */
  readonly logFormat: LogFormat | undefined;
}

export type ServeSettings = Settings<typeof OPTIONS>;

const OF_A_SIMULATION = ['seed', 'rate', 'sectors', 'start-at'] as const;
const OF_A_REPLAY = ['date', 'seek', 'columns', 'skip-bad-rows', 'exit-at-end'] as const;
/** The later, the more it counts. */
const LEVELS: readonly Level[] = ['fallback', 'file', 'environment', 'flag'];

/** @throws OptionError */
export function serveOptions(settings: ServeSettings): Options {
  return {
    port: settings.port.value,
    host: settings.host.value,
    source: settings.replay ? replayOptions(settings, settings.replay) : simulatedOptions(settings),
    seed: settings.seed.value,
    speed: settings.speed.value,
    forMs: settings.for?.value,
    record: settings.record?.value,
    batchRate: settings['batch-rate'].value,
    heartbeatMs: settings.heartbeat.value,
    slowLimitMs: settings['slow-limit'].value,
    keepMs: settings.keep.value,
    logMemory: settings['log-memory'].value,
    barMemory: settings['bar-memory'].value,
    workers: settings.workers.value,
    basePath: settings['base-path'].value,
    dashboard: settings.dashboard?.value,
    scenario: settings.scenario?.value,
    faults: settings.fault?.value ?? [],
    admin: adminOptions(settings),
    logLevel: settings['log-level'].value,
    logFormat: settings['log-format']?.value,
  };
}

/** Options that say nothing, since others make them idle. */
export function idleOptions(settings: ServeSettings): readonly string[] {
  return settings.replay ? [...idleBesideReplay(settings), 'always-open'] : OF_A_REPLAY;
}

/** Faults follow from the seed too. */
function idleBesideReplay(settings: ServeSettings): readonly (typeof OF_A_SIMULATION)[number][] {
  const faulty = settings.scenario ?? settings.fault ?? settings['admin-port'];
  return OF_A_SIMULATION.filter((name) => name !== 'seed' || !faulty);
}

function simulatedOptions(settings: ServeSettings): SimulatedOptions {
  for (const name of OF_A_REPLAY) {
    const setting = settings[name];
    if (setting && setting.value !== false)
      throw new OptionError(setting.place, 'to stand beside --replay', setting.texts.join(','));
  }
  return {
    kind: 'simulated',
    seed: settings.seed.value,
    rate: settings.rate.value,
    symbols: settings.symbols?.value ?? [],
    sectors: settings.sectors?.value ?? [],
    startAt: settings['start-at']?.value,
    // Who names a time wants that day as it was; who just starts the feed wants to see something, also at night.
    alwaysOpen: settings['always-open']?.value ?? settings['start-at'] === undefined,
  };
}

function replayOptions(settings: ServeSettings, replay: Setting<string>): ReplayOptions {
  for (const name of idleBesideReplay(settings)) {
    const setting = settings[name];
    // What a file says of the simulated market stays there for when none is replayed.
    if (setting && setting.level !== 'fallback' && LEVELS.indexOf(setting.level) >= LEVELS.indexOf(replay.level))
      throw new OptionError(setting.place, 'no --replay beside it', setting.texts.join(','));
  }
  const { date, seek } = settings;
  return {
    kind: 'replay',
    path: replay.value,
    date: date?.value,
    symbols: settings.symbols?.value ?? [],
    seek: seek && seekTime(seek, date?.value),
    columns: settings.columns?.value,
    skipBadRows: settings['skip-bad-rows']?.value ?? false,
    exitAtEnd: settings['exit-at-end']?.value ?? false,
  };
}

/** A time of day is that of the day that is replayed. */
function seekTime({ place, value }: Setting<string>, date: string | undefined): number {
  const ofDay = /^\d{2}:/.test(value) && date !== undefined;
  const time = readInstant(ofDay ? `${date}T${value}` : value);
  if (time === undefined)
    throw new OptionError(
      place,
      `a time in New York such as 2013-10-08T10:30, or 10:30 beside --date, ${FROM_TO}`,
      value,
    );
  return time;
}

function adminOptions(settings: ServeSettings): Options['admin'] {
  const { 'admin-port': port, 'admin-token': token } = settings;
  if (port && !token) throw new OptionError(port.place, '--admin-token beside it', port.texts.join(','));
  if (token && !port) throw new OptionError(token.place, '--admin-port beside it', 'none');
  return port && token && { port: port.value, token: token.value };
}
