// The days that are measured: one of the simulated market, and the recorded 8 October 2013 if its files are present.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { selectListings, type Listing } from '../../feed-server/market/instruments.ts';
import { newYorkMidnight } from '../../feed-server/market/new-york.ts';
import { Simulation } from '../../feed-server/market/simulation.ts';
import { phaseAt } from '../../feed-server/market/trading-hours.ts';
import { openLeanFolder } from '../../feed-server/recordings/lean/lean-folder.ts';
import { DayObserver } from './day-observer.ts';
import { measureFacts, type Facts } from './facts.ts';

const RECORDED_DAY = '2013-10-08';
/** The recorded symbols that have quotes; without quotes there is no spread. */
const RECORDED_SYMBOLS = ['AIG', 'BAC', 'IBM'];
const SIMULATED_DAY = '2025-10-07';
const NOON_MS = 12 * 3_600_000;
/** Starts before the open, so that there are quotes when the session starts. */
const WARM_UP_MS = 5 * 60_000;

/** The most active `n` equities, or fewer if there are no more. */
export function mostActiveEquities(n: number): Listing[] {
  const equities = selectListings([]).filter((l) => !l.nonEquity);
  return selectListings(equities.slice(0, n).map((l) => l.instrument.symbol));
}

/** A session of US equities, simulated from `seed`. */
export async function simulatedFacts(seed: number, listings: readonly Listing[]): Promise<Facts> {
  const { open, close } = sessionOf(SIMULATED_DAY);
  const observer = new DayObserver(listings.length, open, close);
  const simulation = new Simulation({ seed, listings, startTime: open - WARM_UP_MS });
  await simulation.advance(close, observer);
  return measureFacts(
    observer.finish(),
    listings.map((l) => l.instrument.sector),
  );
}

/** The recorded day; undefined if its files are neither in TAPEWIRE_DATA nor beside the checkout. */
export async function recordedFacts(): Promise<Facts | undefined> {
  const beside = path.join(import.meta.dirname, '../../../shared/data/lean-usa-equity-tick');
  const folder = process.env.TAPEWIRE_DATA ?? beside;
  if (!existsSync(folder)) return undefined;
  const { open, close } = sessionOf(RECORDED_DAY);
  const { source, close: closeFiles } = await openLeanFolder(folder, RECORDED_DAY, RECORDED_SYMBOLS);
  try {
    const observer = new DayObserver(source.instruments.length, open, close);
    await source.advance(close, observer);
    return measureFacts(
      observer.finish(),
      source.instruments.map((i) => i.sector),
    );
  } finally {
    await closeFiles();
  }
}

function sessionOf(date: string): { open: number; close: number } {
  const { regular } = phaseAt('us-equities', newYorkMidnight(date) + NOON_MS);
  if (!regular) throw new Error(`day: expected a trading day of US equities, found ${date}`);
  return regular;
}
