// The feed server's settings, checked against each other.
import { OptionError } from './complaint.ts';
import { FROM_TO, readInstant } from './instant.ts';
import { findOption, LEVELS, readGroup, type Finds, type Found } from './option.ts';
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

/** Fields of the market that only one kind of source has. `npm start` sets `alwaysOpen`, so it may be combined with a replay. */
const OF_A_SIMULATION = ['seed', 'rate', 'sectors', 'startAt'] as const;
const OF_A_REPLAY = ['date', 'seek', 'columns', 'skipBadRows', 'exitAtEnd'] as const;

/** What `sources` say of the settings, the first that says something, and the defaults. By flag. */
export function findSettings(...sources: readonly Finds[]): Finds {
  return new Map(
    [...TABLES.serve.values()].flatMap((option) => {
      const found = findOption(option, sources);
      return found ? [[option.flag, found]] : [];
    }),
  );
}

/** @throws OptionError */
export function serveOptions(found: Finds): ServeOptions {
  const groups = Object.entries(SETTINGS).map(([name, group]) => [name, readGroup(group, found)]);
  const settings = Object.fromEntries(groups) as Settings;
  const { market, admin } = settings;
  if (market.replay === undefined) refuseReplayed(market, found);
  else refuseSimulated(found);
  return { ...settings, source: sourceOf(market, found), admin: checkedAdmin(admin, found) };
}

/** Flags of settings that have no effect, because of others. */
export function idleSettings(found: Finds): readonly string[] {
  const idle = found.has('replay') ? [...idleBesideReplay(found), 'alwaysOpen' as const] : OF_A_REPLAY;
  return idle.map((field) => SETTINGS.market[field].flag);
}

/** Faults follow from the seed too. */
function idleBesideReplay(found: Finds): readonly (typeof OF_A_SIMULATION)[number][] {
  const faulty = ['scenario', 'fault', 'admin-port'].some((flag) => found.has(flag));
  return OF_A_SIMULATION.filter((field) => field !== 'seed' || !faulty);
}

function refuseReplayed(market: MarketSettings, found: Finds): void {
  for (const field of OF_A_REPLAY) {
    const setting = found.get(SETTINGS.market[field].flag);
    if (setting && market[field] !== false)
      throw new OptionError(setting.place, 'to stand beside --replay', setting.texts.join(','));
  }
}

function refuseSimulated(found: Finds): void {
  const rank = ({ level }: Found): number => LEVELS.indexOf(level);
  const replay = found.get('replay') as Found;
  for (const field of idleBesideReplay(found)) {
    const setting = found.get(SETTINGS.market[field].flag);
    // What a file says of the simulated market stays there for when none is replayed.
    if (setting && setting.level !== 'fallback' && rank(setting) >= rank(replay))
      throw new OptionError(setting.place, 'no --replay beside it', setting.texts.join(','));
  }
}

function sourceOf(market: MarketSettings, found: Finds): ServeOptions['source'] {
  const { seed, rate, symbols, sectors, startAt, replay: path, date, columns, skipBadRows } = market;
  if (path !== undefined)
    return { kind: 'replay', path, date, symbols, columns, skipBadRows, seek: seekTime(market, found) };
  // A start time means that the day should be as it was. Without one, there should be ticks even at night.
  const alwaysOpen = market.alwaysOpen ?? startAt === undefined;
  return { kind: 'simulated', seed, rate, symbols, sectors, startAt, alwaysOpen };
}

/** A time of day is that of the day that is replayed. */
function seekTime({ seek, date }: MarketSettings, found: Finds): number | undefined {
  if (seek === undefined) return undefined;
  const ofDay = /^\d{2}:/.test(seek) && date !== undefined;
  const time = readInstant(ofDay ? `${date}T${seek}` : seek);
  if (time !== undefined) return time;
  const expected = `a time in New York such as 2013-10-08T10:30, or 10:30 beside --date, ${FROM_TO}`;
  throw new OptionError(placeOf('seek', found), expected, seek);
}

function checkedAdmin({ port, token }: Settings['admin'], found: Finds): AdminSettings | undefined {
  if (port !== undefined && token === undefined)
    throw new OptionError(placeOf('admin-port', found), '--admin-token beside it', String(port));
  if (token !== undefined && port === undefined)
    throw new OptionError(placeOf('admin-token', found), '--admin-port beside it', 'none');
  return port === undefined || token === undefined ? undefined : { port, token };
}

function placeOf(flag: string, found: Finds): string {
  return found.get(flag)?.place ?? `--${flag}`;
}
