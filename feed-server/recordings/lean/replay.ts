// A source that merges the recorded files of several symbols in time order while reading them.
import type { Instrument, MarketSession } from '../../../proto/messages.ts';
import type { BadRecord } from '../bad-record.ts';
import { EventQueue } from '../../market/event-queue.ts';
import { describeSymbol } from '../../market/instruments.ts';
import { LEAN_DECIMALS, LEAN_SIZE_DECIMALS } from './lean-ticks.ts';
import { newYorkMidnight } from '../../market/new-york.ts';
import { equitySession } from '../../market/trading-hours.ts';
import type { TickSink, TickSource } from '../../market/source.ts';
import { TickStream, type Recording } from './tick-stream.ts';

/** Exchange-traded funds, which are not in the S&P 500 but often in recordings. */
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
  readonly empty: boolean;

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
    this.empty = this.#queue.nextTime === Infinity;
    this.startTime = this.#queue.nextTime === Infinity ? newYorkMidnight(date) : this.#queue.nextTime;
  }

  /**
   * Reads the beginning of every recording of the day `date` (YYYY-MM-DD). At equal times, recordings given earlier
   * come first. `bad` gets bad rows; unless it throws, they are skipped. @throws BadRecordError
   */
  static async open(date: string, recordings: readonly Recording[], bad?: BadRecord): Promise<Replay> {
    const midnight = newYorkMidnight(date);
    const symbols = [...new Set(recordings.map((r) => r.symbol))];
    const streams = recordings.map((recording) => new TickStream(recording, midnight, bad));
    for (const stream of streams) await readNext(stream);
    const idOf = new Map(symbols.map((symbol, id) => [symbol, id]));
    const ids = recordings.map((r) => idOf.get(r.symbol) as number);
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
      if (!stream.step()) await readNext(stream);
      if (stream.time === Infinity) this.#queue.remove();
      else this.#queue.reschedule(stream.time);
    }
  }
}

async function readNext(stream: TickStream): Promise<void> {
  do await stream.fill();
  while (!stream.step());
}

/** The instrument of a recording that has only prices and sizes. */
export function recordedInstrument(symbol: string, id: number, decimals: number, sizeDecimals: number): Instrument {
  const fund = FUNDS.get(symbol);
  const known = fund === undefined ? describeSymbol(symbol) : { name: fund, sector: 'ETF' };
  const { name, sector } = known ?? { name: symbol, sector: '' };
  return { id, symbol, name, sector, currency: 'USD', decimals, sizeDecimals };
}
