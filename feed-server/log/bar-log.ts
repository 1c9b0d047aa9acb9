// The bar log: published trades as bars of several lengths, in bounded memory.
import { BAR_INTERVALS_S, type BarInterval, type Bars } from '../../proto/messages.ts';
import { BAR_BYTES, BarRing, floorTo, type BarColumns } from './bar-ring.ts';

/**
 * The lengths of bars that are kept, in seconds, and their shares of the memory. Shorter bars get more, because a chart shows more of
 * them at a time. A bar of any other length is the sum of bars of the longest of these lengths that divides it.
 */
const KEPT_LENGTHS = [
  { intervalS: 1, share: 1 / 2 },
  { intervalS: 60, share: 3 / 8 },
  { intervalS: 3_600, share: 3 / 32 },
  { intervalS: 86_400, share: 1 / 32 },
] as const;

/** One request adds up at most this many kept bars, which takes a millisecond or two. */
const MAX_SUMMED_BARS = 30_000;

/** What a bar log keeps of one bar length. */
export interface KeptBars {
  readonly intervalS: number;
  /** The most bars per symbol. Intervals without trades take no room. */
  readonly length: number;
  /** Bars of all symbols together, without the open ones. */
  readonly held: number;
  /** Bars of every symbol are complete from this market time on, milliseconds. */
  readonly since: number;
}

export function isBarInterval(intervalS: number): intervalS is BarInterval {
  return BAR_INTERVALS_S.some((known) => known === intervalS);
}

/**
 * Intervals start at multiples of their length since 1970-01-01 UTC, so a day is a UTC day, not a trading day. The bar log continues when
 * an epoch ends, because the market does.
 */
export class BarLog {
  readonly #instruments: number;
  /** The shortest length first. */
  readonly #rings: readonly BarRing[];
  readonly #finest: BarRing;
  /** Market time of the latest trade. */
  #latestTradeTime: number;

  /** `startTime`: the market time from which every trade is added. `memory`: bytes; at least one bar of each length is held. */
  constructor(startTime: number, instruments: number, memory: number) {
    this.#instruments = instruments;
    this.#latestTradeTime = startTime;
    let finer: BarRing | undefined;
    this.#rings = KEPT_LENGTHS.map(({ intervalS, share }) => {
      // Each symbol also has one open bar.
      const length = Math.max(1, Math.floor((memory * share) / (BAR_BYTES * instruments)) - 1);
      return (finer = new BarRing(intervalS * 1_000, length, instruments, startTime, finer));
    });
    this.#finest = this.#rings[0];
  }

  /** The memory of all bars when the log is full, bytes. */
  get bytes(): number {
    return this.#rings.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  get kept(): readonly KeptBars[] {
    return this.#rings.map((ring) => ({
      intervalS: ring.intervalMs / 1_000,
      length: ring.length,
      held: ring.held,
      since: Math.max(...Array.from({ length: this.#instruments }, (_, id) => ring.knownFrom(id))),
    }));
  }

  /** A copy of an instrument's bars, the shortest length first, for `restore` of a bar log of the same size. */
  stateOf(id: number): BarColumns[] {
    return this.#rings.map((ring) => ring.columnsOf(id));
  }

  restore(id: number, state: readonly BarColumns[]): void {
    for (const [i, columns] of state.entries()) this.#rings[i]?.restore(id, columns);
  }

  /** Market time never goes back. */
  trade(id: number, time: number, price: number, size: number): void {
    this.#latestTradeTime = time;
    this.#finest.add(id, time, price, price, price, price, size, 1);
  }

  /**
   * The bars that start in [from, to): at most `limit`, or fewer if each is a sum of many. The last possible interval is that of
   * `now`, the market time up to which all trades are in. If only a part of an interval is known, the reply has its bar and a hole
   * for the other part.
   */
  read(
    id: number,
    intervalS: BarInterval,
    range: { readonly from: number; readonly to: number },
    now: number,
    limit: number,
  ): Omit<Bars, 'at'> {
    const intervalMs = intervalS * 1_000;
    const ring = this.#ringFor(intervalMs);
    const from = floorTo(range.from, intervalMs);
    const end = floorTo(Math.max(now, this.#latestTradeTime), intervalMs) + intervalMs;
    const requestedEnd = Math.ceil(range.to / intervalMs) * intervalMs;
    const { bars, to } = ring.read(id, {
      intervalMs,
      from,
      to: Math.max(from, Math.min(requestedEnd, end)),
      limit: Math.min(limit, (MAX_SUMMED_BARS * ring.intervalMs) / intervalMs),
    });
    const known = Math.min(ring.knownFrom(id), to);
    return { begin: from, end: to, bars, holes: known > from ? [{ begin: from, end: known }] : [] };
  }

  /** How many kept bars make up one bar of `intervalS`, at most. */
  keptBarsPerBar(intervalS: BarInterval): number {
    const intervalMs = intervalS * 1_000;
    return intervalMs / this.#ringFor(intervalMs).intervalMs;
  }

  #ringFor(intervalMs: number): BarRing {
    return this.#rings.filter((kept) => intervalMs % kept.intervalMs === 0).at(-1) as BarRing;
  }
}
