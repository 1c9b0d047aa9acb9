// The bar log: what was published of trades, summed up over intervals of market time, bounded.
import { BAR_INTERVALS_S, type BarInterval, type Bars } from '../../proto/messages.ts';
import { BAR_BYTES, BarRing, floorTo, type BarColumns } from './bar-ring.ts';

/**
 * Lengths that are kept, in seconds, and their shares of the memory: the shorter, the more of them a chart shows at a time. Bars of
 * every other length are summed up from the longest of these that divides it.
 */
const KEPT = [
  { intervalS: 1, share: 1 / 2 },
  { intervalS: 60, share: 3 / 8 },
  { intervalS: 3_600, share: 3 / 32 },
  { intervalS: 86_400, share: 1 / 32 },
] as const;

/** Kept bars that are summed up for one reading at most: a millisecond or two. */
const MAX_SUMMED = 30_000;

/** What is kept of one length. */
export interface KeptBars {
  readonly intervalS: number;
  /** Of each symbol at most; intervals without trades take no room. */
  readonly length: number;
  /** Of all symbols together, those that are still open aside. */
  readonly held: number;
  /** Market time from which on every symbol's are complete, milliseconds. */
  readonly since: number;
}

export function isBarInterval(intervalS: number): intervalS is BarInterval {
  return BAR_INTERVALS_S.some((known) => known === intervalS);
}

/**
 * Intervals begin at multiples of their length since 1970-01-01 UTC, so a day is one of UTC, not of the exchange. It goes on over the
 * end of an epoch: the market does.
 */
export class BarLog {
  readonly #instruments: number;
  /** The finest first. */
  readonly #rings: readonly BarRing[];
  readonly #finest: BarRing;
  /** Market time of the latest trade. */
  #latest: number;

  /** `startTime`: market time from which on every trade comes here. `memory`: bytes; a bar of each length is held in any case. */
  constructor(startTime: number, instruments: number, memory: number) {
    this.#instruments = instruments;
    this.#latest = startTime;
    let finer: BarRing | undefined;
    this.#rings = KEPT.map(({ intervalS, share }) => {
      // Beside those that have ended, one of each symbol is open.
      const length = Math.max(1, Math.floor((memory * share) / (BAR_BYTES * instruments)) - 1);
      return (finer = new BarRing(intervalS * 1_000, length, instruments, startTime, finer));
    });
    this.#finest = this.#rings[0] as BarRing;
  }

  /** Bytes of memory that its bars take at most. */
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

  /** A copy of an instrument's bars, the finest first, for `restore` of another that keeps as many. */
  stateOf(id: number): BarColumns[] {
    return this.#rings.map((ring) => ring.columnsOf(id));
  }

  restore(id: number, state: readonly BarColumns[]): void {
    for (const [i, columns] of state.entries()) this.#rings[i]?.restore(id, columns);
  }

  /** Market time does not go back. */
  trade(id: number, time: number, price: number, size: number): void {
    this.#latest = time;
    this.#finest.add(id, time, price, price, price, price, size, 1);
  }

  /**
   * The bars that begin in [from, to), `limit` at most or fewer where each is a sum of many, from the interval of `from` to that of `now` at the latest, which is still
   * going on. `now`: up to this market time everything has come. A bar of an interval that is known in part is told, and a hole
   * covers the other part.
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
    const end = floorTo(Math.max(now, this.#latest), intervalMs) + intervalMs;
    const asked = Math.ceil(range.to / intervalMs) * intervalMs;
    const { bars, to } = ring.read(id, {
      intervalMs,
      from,
      to: Math.max(from, Math.min(asked, end)),
      limit: Math.min(limit, (MAX_SUMMED * ring.intervalMs) / intervalMs),
    });
    const known = Math.min(ring.knownFrom(id), to);
    return { begin: from, end: to, bars, holes: known > from ? [{ begin: from, end: known }] : [] };
  }

  /** Kept bars that are summed up for one of `intervalS`, at most. */
  readForEach(intervalS: BarInterval): number {
    const intervalMs = intervalS * 1_000;
    return intervalMs / this.#ringFor(intervalMs).intervalMs;
  }

  #ringFor(intervalMs: number): BarRing {
    return this.#rings.filter((kept) => intervalMs % kept.intervalMs === 0).at(-1) as BarRing;
  }
}
