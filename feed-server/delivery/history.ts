// Answers requests about the past: trades of a symbol that a tape skipped, and bars.
import type { HistoryReply } from '../../proto/codec.ts';
import {
  BAR_INTERVALS_S,
  type Bars,
  type BarsRequest,
  type Batch,
  type Instrument,
  type RefusalKind,
  type TradesRequest,
} from '../../proto/messages.ts';
import { emptyQuoteRows, emptySaleRows, emptyStatusRows } from '../../proto/rows.ts';
import { SymbolSuggestions } from '../../proto/symbol.ts';
import { isBarInterval, type BarLog } from '../log/bar-log.ts';
import type { TickLog } from '../log/tick-log.ts';
import { Work } from './budget.ts';
import { Conflator, TAPE } from './conflator.ts';
import { refusal } from './refusal.ts';

/** A reply has at most this many bars. */
export const MAX_BARS = 5_000;
/** A range has at most this many intervals, which an unsigned 32-bit number can count. */
const MAX_INTERVALS = 2 ** 32 - 1;

export interface HistoryOptions {
  readonly log: TickLog;
  readonly bars: BarLog;
  readonly instruments: readonly Instrument[];
  /** The market time up to which everything has been published, milliseconds. */
  readonly marketTime: () => number;
}

export class History {
  readonly #options: HistoryOptions;
  readonly #bySymbol: ReadonlyMap<string, Instrument>;
  readonly #suggestions: SymbolSuggestions;
  readonly #conflator: Conflator;
  /** By instrument id: TAPE for the one that is requested, 0 for the others. */
  readonly #modes: Uint8Array;

  constructor(options: HistoryOptions) {
    const { log, instruments } = options;
    this.#options = options;
    this.#bySymbol = new Map(instruments.map((i) => [i.symbol, i]));
    this.#suggestions = new SymbolSuggestions(this.#bySymbol.keys());
    this.#conflator = new Conflator(log, instruments.length);
    this.#modes = new Uint8Array(instruments.length);
  }

  /** Returns as many trades as one batch holds; its `through` may be before the requested one. */
  trades({ symbol, epoch, after, through }: TradesRequest, work: Work = new Work()): HistoryReply<Batch> {
    const { log } = this.#options;
    const instrument = this.#bySymbol.get(symbol);
    if (!instrument) return this.#refuseUnknownSymbol(symbol);
    const { head, resumableFrom } = log;
    if (epoch !== log.epoch) return refused('not-kept', symbol, `expected epoch ${log.epoch}, found ${epoch}`);
    if (after > head)
      return refused('bad-range', symbol, `expected a range that begins at ${head} at the latest, found ${after}`);
    if (through < after || through > head)
      return refused('bad-range', symbol, `expected a range that ends at ${after} to ${head}, found ${through}`);
    if (after < resumableFrom)
      return refused('not-kept', symbol, `what comes after ${resumableFrom} is kept, found ${after}`);
    this.#modes[instrument.id] = TAPE;
    this.#conflator.collect(after, through, this.#modes, false);
    this.#modes[instrument.id] = 0;
    const { batch } = this.#conflator;
    work.count('slot', batch.through - after);
    work.count('rowOut', batch.tape.n);
    return { kind: 'sent', content: this.#copyBatch() };
  }

  /** Returns at most MAX_BARS, up to the current market time; their `end` may be before the requested one. */
  bars({ symbol, intervalS, begin, end }: BarsRequest, work: Work = new Work()): HistoryReply<Bars> {
    const { log, bars, marketTime } = this.#options;
    const instrument = this.#bySymbol.get(symbol);
    if (!instrument) return this.#refuseUnknownSymbol(symbol);
    if (!isBarInterval(intervalS))
      return refused(
        'bad-range',
        symbol,
        `interval_s: expected one of ${BAR_INTERVALS_S.join(', ')}, found ${intervalS}`,
      );
    if (end < begin)
      return refused('bad-range', symbol, `expected a range that ends at ${begin} or later, found ${end}`);
    if (end - begin > MAX_INTERVALS * intervalS * 1_000)
      return refused('bad-range', symbol, `expected ${MAX_INTERVALS} intervals of ${intervalS} s at most, found more`);
    const content = bars.read(instrument.id, intervalS, { from: begin, to: end }, marketTime(), MAX_BARS);
    work.count('barRead', content.bars.length * bars.keptBarsPerBar(intervalS));
    work.count('rowOut', content.bars.length);
    return { kind: 'sent', content: { ...content, at: { epoch: log.epoch, sequence: log.head } } };
  }

  #refuseUnknownSymbol(symbol: string): HistoryReply<never> {
    const message = this.#suggestions.for(symbol) ?? `no symbol "${symbol}" on this feed`;
    return { kind: 'refused', refusal: refusal('unknown-symbol', message, { symbol }) };
  }

  /** A copy of the conflator's batch, which the next scan overwrites. */
  #copyBatch(): Batch {
    const { epoch, after, through, tape } = this.#conflator.batch;
    const rows = (column: Float64Array): number[] => [...column.subarray(0, tape.n)];
    return {
      epoch,
      after,
      through,
      intervalMs: 0,
      tapeSkipped: 0,
      quotes: emptyQuoteRows(),
      sales: emptySaleRows(),
      statuses: emptyStatusRows(),
      tape: {
        sequence: rows(tape.sequence),
        id: rows(tape.id),
        time: rows(tape.time),
        price: rows(tape.price),
        size: rows(tape.size),
      },
    };
  }
}

function refused(kind: RefusalKind, symbol: string, why: string): HistoryReply<never> {
  return { kind: 'refused', refusal: refusal(kind, `${symbol}: ${why}`, { symbol }) };
}
