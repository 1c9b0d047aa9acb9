// Combines the feed server's settings, and checks that they fit together.
import { OptionError } from './option-error.ts';
import { TIME_RANGE, readInstant } from './instant.ts';
import { findOption, LEVELS, readGroup, type FoundOptions, type FoundOption } from './option.ts';
import { SETTINGS, TABLES, type AdminSettings, type MarketSettings, type Settings } from './settings.ts';

export interface SimulatedSource extends Pick<MarketSettings, 'seed' | 'rate' | 'symbols' | 'sectors' | 'startAt'> {
  readonly kind: 'simulated';
  readonly alwaysOpen: boolean;
}

export interface ReplaySource extends Pick<MarketSettings, 'date' | 'symbols' | 'columns' | 'skipBadRows'> {
  readonly kind: 'replay';
  readonly path: string;
  /** Market time, milliseconds since 1970-01-01 UTC. */
  readonly seek: number | undefined;
}

export interface ServeOptions extends Omit<Settings, 'admin'> {
  readonly source: SimulatedSource | ReplaySource;
  readonly admin: AdminSettings | undefined;
}

/** Market settings for one kind of source only. `npm start` sets `alwaysOpen`, so a replay accepts it. */
const SIMULATION_ONLY = ['seed', 'rate', 'sectors', 'startAt'] as const;
const REPLAY_ONLY = ['date', 'seek', 'columns', 'skipBadRows', 'exitAtEnd'] as const;

/** All settings by flag, each from the first source that has it, otherwise with its default. */
export function findSettings(...sources: readonly FoundOptions[]): FoundOptions {
  return new Map(
    [...TABLES.serve.values()].flatMap((option) => {
      const found = findOption(option, sources);
      return found ? [[option.flag, found]] : [];
    }),
  );
}

/** @throws OptionError */
export function serveOptions(found: FoundOptions): ServeOptions {
  const groups = Object.entries(SETTINGS).map(([name, group]) => [name, readGroup(group, found)]);
  const settings = Object.fromEntries(groups) as Settings;
  const { market, admin } = settings;
  if (market.replay === undefined) refuseReplaySettings(market, found);
  else refuseSimulationSettings(found);
  return { ...settings, source: sourceOf(market, found), admin: checkedAdmin(admin, found) };
}

/** Flags of settings that have no effect because of other settings. */
export function unusedSettings(found: FoundOptions): readonly string[] {
  const unused = found.has('replay') ? [...unusedInReplay(found), 'alwaysOpen' as const] : REPLAY_ONLY;
  return unused.map((field) => SETTINGS.market[field].flag);
}

/** The seed also determines faults, so a replay with faults uses it. */
function unusedInReplay(found: FoundOptions): readonly (typeof SIMULATION_ONLY)[number][] {
  const hasFaults = ['scenario', 'fault', 'admin-port'].some((flag) => found.has(flag));
  return SIMULATION_ONLY.filter((field) => field !== 'seed' || !hasFaults);
}

function refuseReplaySettings(market: MarketSettings, found: FoundOptions): void {
  for (const field of REPLAY_ONLY) {
    const setting = found.get(SETTINGS.market[field].flag);
    if (setting && market[field] !== false) throw new OptionError(setting.place, 'can only be used with --replay');
  }
}

function refuseSimulationSettings(found: FoundOptions): void {
  const rank = ({ level }: FoundOption): number => LEVELS.indexOf(level);
  const replay = found.get('replay') as FoundOption;
  for (const field of unusedInReplay(found)) {
    const setting = found.get(SETTINGS.market[field].flag);
    // A file may contain settings for the simulated market, for runs without --replay.
    if (setting && setting.level !== 'fallback' && rank(setting) >= rank(replay))
      throw new OptionError(setting.place, 'cannot be combined with --replay');
  }
}

function sourceOf(market: MarketSettings, found: FoundOptions): ServeOptions['source'] {
  const { seed, rate, symbols, sectors, startAt, replay: path, date, columns, skipBadRows } = market;
  if (path !== undefined)
    return { kind: 'replay', path, date, symbols, columns, skipBadRows, seek: seekTime(market, found) };
  // A start time asks for a realistic day. Without one, there should be ticks even at night.
  const alwaysOpen = market.alwaysOpen ?? startAt === undefined;
  return { kind: 'simulated', seed, rate, symbols, sectors, startAt, alwaysOpen };
}

/** A time of day refers to the replayed day. */
function seekTime({ seek, date }: MarketSettings, found: FoundOptions): number | undefined {
  if (seek === undefined) return undefined;
  const isTimeOfDay = /^\d{2}:/.test(seek) && date !== undefined;
  const time = readInstant(isTimeOfDay ? `${date}T${seek}` : seek);
  if (time !== undefined) return time;
  const expected = `a time in New York such as 2013-10-08T10:30, or 10:30 with --date, ${TIME_RANGE}`;
  throw new OptionError(placeOf('seek', found), expected, seek);
}

function checkedAdmin({ port, token }: Settings['admin'], found: FoundOptions): AdminSettings | undefined {
  if (port !== undefined && token === undefined)
    throw new OptionError(placeOf('admin-port', found), 'requires --admin-token');
  if (token !== undefined && port === undefined)
    throw new OptionError(placeOf('admin-token', found), 'requires --admin-port');
  return port === undefined || token === undefined ? undefined : { port, token };
}

function placeOf(flag: string, found: FoundOptions): string {
  return found.get(flag)?.place ?? `--${flag}`;
}
