// A CSV of ticks as a source. A first pass over the file finds symbols and decimals, and a second one plays it.
import path from 'node:path';
import type { Instrument, MarketSession } from '../../../proto/messages.ts';
import { BadRecordError, throwBadRecord, type BadRecordHandler } from '../bad-record.ts';
import { equitySession } from '../../market/trading-hours.ts';
import { recordedInstrument } from '../lean/replay.ts';
import type { TickSink, TickSource } from '../../market/source.ts';
import type { CsvRow, RowDecimals, RowNumber, RowSide } from './csv-row.ts';
import { CsvRows } from './csv-rows.ts';
import { decimalsOf, expectFittingDecimals, surveyCsv } from './csv-survey.ts';
import { changedFile } from '../recording-error.ts';
import { chooseSymbols } from '../symbol-choice.ts';

/** The size of quotes in a file without sizes; 0 would be an empty side. */
const UNKNOWN_SIZE: RowNumber = { mantissa: 1, decimals: 0, written: 0 };

export interface CsvOptions {
  /** Empty for all. */
  readonly symbols: readonly string[];
  /** The file's column names where they differ from ours. */
  readonly columns: Readonly<Record<string, string>>;
  /**
   * Called with each bad row, which is skipped unless this throws. The first pass reports them, before the first tick; only prices
   * and sizes that do not fit the decimals of their symbol are reported when they are reached.
   */
  readonly onBadRecord: BadRecordHandler | undefined;
}

/** A size of 0 is an empty side, whatever the price beside it. */
interface BookSide {
  price: number;
  size: number;
}

interface Book {
  readonly bid: BookSide;
  readonly ask: BookSide;
}

export class CsvSource implements TickSource {
  readonly description: string;
  readonly kind = 'replay';
  readonly instruments: readonly Instrument[];
  readonly references: readonly undefined[];
  readonly startTime: number;
  readonly #file: string;
  readonly #onBadRecord: BadRecordHandler;
  readonly #ids: ReadonlyMap<string, number>;
  readonly #books: readonly Book[];
  readonly #rows: CsvRows;
  /** The number of rows that the first pass found. */
  readonly #expectedRows: number;
  #row: CsvRow | undefined;
  #ended = false;

  private constructor(
    file: string,
    instruments: readonly Instrument[],
    startTime: number,
    rows: CsvRows,
    expectedRows: number,
    onBadRecord: BadRecordHandler,
  ) {
    this.#file = file;
    this.#onBadRecord = onBadRecord;
    // Clients see this text, and should not see folders.
    this.description = `Replay of ${path.basename(file)}`;
    this.instruments = instruments;
    this.references = instruments.map(() => undefined);
    this.startTime = startTime;
    this.#ids = new Map(instruments.map(({ symbol, id }) => [symbol, id]));
    this.#books = instruments.map(() => ({ bid: { price: 0, size: 0 }, ask: { price: 0, size: 0 } }));
    this.#rows = rows;
    this.#expectedRows = expectedRows;
  }

  /** @throws RecordingError, BadRecordError */
  static async open(file: string, { symbols, columns, onBadRecord }: CsvOptions): Promise<CsvSource> {
    const survey = await surveyCsv(file, columns, onBadRecord ?? throwBadRecord);
    const chosen = chooseSymbols(file, [...survey.keys()], symbols);
    const playedSymbols = [...survey].filter(([symbol]) => chosen.has(symbol)).sort(([, a], [, b]) => b.rows - a.rows);
    if (onBadRecord === undefined)
      for (const [symbol, entry] of playedSymbols) expectFittingDecimals(file, symbol, entry);
    const instruments = playedSymbols.map(([symbol, entry], id) => {
      return recordedInstrument(symbol, id, decimalsOf(entry.prices), decimalsOf(entry.sizes));
    });
    const startTime = Math.min(...playedSymbols.map(([, { firstTime }]) => firstTime));
    // The first pass has reported the bad rows.
    const rows = new CsvRows(file, columns, onBadRecord === undefined ? throwBadRecord : () => undefined);
    const expectedRows = [...survey.values()].reduce((sum, entry) => sum + entry.rows, 0);
    return new CsvSource(file, instruments, startTime, rows, expectedRows, onBadRecord ?? throwBadRecord);
  }

  /** Derived from the calendar. After the last tick the market is closed. */
  sessionAt(time: number): MarketSession {
    return this.#ended ? 'closed' : equitySession(time);
  }

  async advance(until: number, sink: TickSink): Promise<number> {
    for (;;) {
      this.#row ??= this.#nextRow();
      if (this.#row) {
        if (this.#row.time > until) return this.#row.time;
        this.#publish(this.#row, sink);
        this.#row = undefined;
      } else if (!(await this.#rows.fill())) {
        const { count } = this.#rows;
        if (count < this.#expectedRows) throw changedFile(this.#file, `${this.#expectedRows} rows`, `${count}`);
        this.#ended = true;
        return Infinity;
      }
    }
  }

  async close(): Promise<void> {
    await this.#rows.close();
  }

  /** Only the chosen symbols. */
  #nextRow(): CsvRow | undefined {
    for (let row = this.#rows.next(); row !== undefined; row = this.#rows.next()) {
      const id = this.#ids.get(row.symbol);
      if (id !== undefined && this.#fits(row, this.instruments[id] as Instrument)) return row;
    }
    return undefined;
  }

  #fits({ line, priceDecimals, sizeDecimals }: CsvRow, { symbol, ...terms }: Instrument): boolean {
    return (
      this.#decimalsFit(line, 'prices', priceDecimals, terms.decimals, symbol) &&
      this.#decimalsFit(line, 'sizes', sizeDecimals, terms.sizeDecimals, symbol)
    );
  }

  #decimalsFit(line: number, noun: string, { least, most }: RowDecimals, decimals: number, symbol: string): boolean {
    if (least <= decimals && decimals <= most) return true;
    const found = least > decimals ? `${least} decimals` : `${most} decimals at most`;
    this.#onBadRecord(
      new BadRecordError(this.#file, line, `${noun} that fit the ${decimals} decimals of ${symbol}`, found),
    );
    return false;
  }

  /** Publishes a quote if the row changes one, before the trade that hit it. */
  #publish(row: CsvRow, sink: TickSink): void {
    const id = this.#ids.get(row.symbol) as number;
    const instrument = this.instruments[id] as Instrument;
    const { bid, ask } = this.#books[id] as Book;
    const bidChanged = updateSide(bid, row.bid, instrument);
    const askChanged = updateSide(ask, row.ask, instrument);
    if (bidChanged || askChanged) sink.quote(id, row.time, bid.price, bid.size, ask.price, ask.size);
    if (!row.price || !row.size) return;
    const { decimals, sizeDecimals } = instrument;
    sink.trade(id, row.time, toUnits(row.price, decimals), toUnits(row.size, sizeDecimals));
  }
}

/** Updates the side, and returns whether it changed. A size without a price belongs to the last price, if there is one. */
function updateSide(side: BookSide, row: RowSide | undefined, { decimals, sizeDecimals }: Instrument): boolean {
  if (row === undefined) return false;
  const { price, size } = side;
  const newSize = row.size && toUnits(row.size, sizeDecimals);
  if (row.price) {
    side.price = toUnits(row.price, decimals);
    side.size = newSize ?? (size || toUnits(UNKNOWN_SIZE, sizeDecimals));
  } else if (newSize === 0 || size > 0) side.size = newSize ?? size;
  return side.price !== price || side.size !== size;
}

/** The number must not need more decimals than `decimals`. */
function toUnits({ mantissa, decimals: own }: RowNumber, decimals: number): number {
  return mantissa * 10 ** (decimals - own);
}
