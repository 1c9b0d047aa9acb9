// A source that merges the recorded files of several symbols in time order while reading them.
import type { Instrument, MarketSession } from '../../../proto/messages.ts';
import type { BadRecordHandler } from '../bad-record.ts';
import { EventQueue } from '../../market/event-queue.ts';
import { describeSymbol } from '../../market/instruments.ts';
import { LEAN_DECIMALS, LEAN_SIZE_DECIMALS } from './lean-ticks.ts';
import { newYorkMidnight } from '../../market/new-york.ts';
import { equitySession } from '../../market/trading-hours.ts';
import type { TickSink, TickSource } from '../../market/source.ts';
import { TickStream, type TickFile } from './tick-stream.ts';

/** Names of exchange-traded funds. They are not in the S&P 500, but often in recordings. */
const FUNDS: ReadonlyMap<string, string> = new Map([
  ['SPY', 'SPDR S&P 500 ETF Trust'],
  ['QQQ', 'Invesco QQQ Trust'],
  ['DIA', 'SPDR Dow Jones Industrial Average ETF Trust'],
  ['IWM', 'iShares Russell 2000 ETF'],
]);

export class Replay implements TickSource {
  readonly description: string;
  readonly kind = 'replay';
  readonly instruments: readonly Instrument[];
  readonly references: readonly undefined[];
  readonly startTime: number;
  readonly #streams: readonly TickStream[];
  /** Instrument ids, by stream. */
  readonly #ids: readonly number[];
  readonly #queue = new EventQueue();

  /** Whether it has no ticks. */
  readonly isEmpty: boolean;

  private constructor(
    date: string,
    streams: readonly TickStream[],
    ids: readonly number[],
    symbols: readonly string[],
  ) {
    this.description = `Replay of ${date}: ${symbols.join(', ')}`;
    this.#streams = streams;
    this.#ids = ids;
    this.instruments = symbols.map((symbol, id) => recordedInstrument(symbol, id, LEAN_DECIMALS, LEAN_SIZE_DECIMALS));
    this.references = symbols.map(() => undefined);
    for (const [i, stream] of streams.entries()) if (stream.time !== Infinity) this.#queue.add(i, stream.time);
    this.isEmpty = this.#queue.nextTime === Infinity;
    this.startTime = this.#queue.nextTime === Infinity ? newYorkMidnight(date) : this.#queue.nextTime;
  }

  /**
   * Reads the beginning of every file of the day `date` (YYYY-MM-DD). At equal times, files given earlier
   * come first. `onBadRecord` is called for bad rows; unless it throws, they are skipped. @throws BadRecordError
   */
  static async open(date: string, files: readonly TickFile[], onBadRecord?: BadRecordHandler): Promise<Replay> {
    const midnight = newYorkMidnight(date);
    const symbols = [...new Set(files.map((r) => r.symbol))];
    const streams = files.map((recording) => new TickStream(recording, midnight, onBadRecord));
    for (const stream of streams) await readToNextTick(stream);
    const idOf = new Map(symbols.map((symbol, id) => [symbol, id]));
    const ids = files.map((r) => idOf.get(r.symbol) as number);
    return new Replay(date, streams, ids, symbols);
  }

  sessionAt(time: number): MarketSession {
    return this.#queue.nextTime === Infinity ? 'closed' : equitySession(time);
  }

  async advance(until: number, sink: TickSink): Promise<number> {
    for (;;) {
      const { nextStream: i, nextTime } = this.#queue;
      if (i === undefined || nextTime > until) return nextTime;
      const stream = this.#streams[i] as TickStream;
      stream.publish(this.#ids[i] as number, sink);
      if (!stream.step()) await readToNextTick(stream);
      if (stream.time === Infinity) this.#queue.remove();
      else this.#queue.reschedule(stream.time);
    }
  }
}

async function readToNextTick(stream: TickStream): Promise<void> {
  do await stream.fill();
  while (!stream.step());
}

/** The instrument of `symbol` in a recording without reference data. Its name and sector are those of known symbols. */
export function recordedInstrument(symbol: string, id: number, decimals: number, sizeDecimals: number): Instrument {
  const fund = FUNDS.get(symbol);
  const known = fund === undefined ? describeSymbol(symbol) : { name: fund, sector: 'ETF' };
  const { name, sector } = known ?? { name: symbol, sector: '' };
  return { id, symbol, name, sector, currency: 'USD', decimals, sizeDecimals };
}
