// The rows of a CSV of ticks, checked, one after the other.
import { open } from 'node:fs/promises';
import { MAX_PRICE, MAX_SIZE } from '../../proto/messages.ts';
import { A_SYMBOL, isSymbol } from '../../proto/symbol.ts';
import { BadRecordError, type BadRecord } from '../market/bad-record.ts';
import { TextLines } from '../market/text-lines.ts';
import { findColumns, splitRow, type CsvColumn, type CsvPlaces } from './csv-columns.ts';
import { TIME, parseDecimal, parseTime, parseWhole, type Decimal } from './csv-numbers.ts';
import { RecordingError, messageOf } from './recording-error.ts';

const CHUNK_BYTES = 2 ** 17;
const MAX_DECIMALS = 8;
const PRICE = `a price of at most ${MAX_DECIMALS} decimals`;
const SIZE = `a whole size (0 to ${MAX_SIZE})`;

/** What a row says; cells that are empty, or have no column, are undefined. Price and size come together. */
export interface CsvRow {
  readonly line: number;
  /** Market time, milliseconds since 1970-01-01 UTC. */
  readonly time: number;
  readonly symbol: string;
  readonly price: Decimal | undefined;
  readonly size: number | undefined;
  readonly bid: Decimal | undefined;
  readonly ask: Decimal | undefined;
  readonly bidSize: number | undefined;
  readonly askSize: number | undefined;
  /** As many as its prices have at most. */
  readonly decimals: number;
  /** As many as its prices leave room for: `decimals` or more. */
  readonly mostDecimals: number;
}

/** Reads rows as they are asked for, in time order. `bad` is told of others; unless it throws, they are left out. */
export class CsvRows {
  readonly #file: string;
  readonly #names: Readonly<Record<string, string>>;
  readonly #text: AsyncGenerator<string, void>;
  readonly #lines: TextLines;
  readonly #bad: BadRecord;
  #places: CsvPlaces | undefined;
  #time = -Infinity;

  constructor(file: string, names: Readonly<Record<string, string>>, bad: BadRecord) {
    this.#file = file;
    this.#names = names;
    this.#bad = bad;
    this.#text = readText(file);
    this.#lines = new TextLines(file, this.#text, bad);
  }

  async close(): Promise<void> {
    await this.#text.return();
  }

  /** The next row of those read; undefined where there is none: `fill`, then again. @throws RecordingError */
  next(): CsvRow | undefined {
    for (let text = this.#lines.next(); text !== undefined; text = this.#lines.next()) {
      if (this.#places === undefined) this.#places = findColumns(this.#file, text, this.#names);
      else {
        const row = this.#take(text, this.#places);
        if (row) return row;
      }
    }
    return undefined;
  }

  /** Reads on. False where there is nothing more. @throws RecordingError */
  async fill(): Promise<boolean> {
    if (this.#lines.ended) return false;
    try {
      await this.#lines.fill();
    } catch (cause) {
      if (cause instanceof BadRecordError) throw cause;
      const message = `${this.#file}: expected a file that can be read, found ${messageOf(cause)}`;
      throw new RecordingError('unreadable', message, cause);
    }
    return true;
  }

  #take(text: string, places: CsvPlaces): CsvRow | undefined {
    try {
      const row = parseRow(text, places, this.#file, this.#lines.line);
      if (row.time < this.#time) throw this.#backwards(text);
      this.#time = row.time;
      return row;
    } catch (error) {
      if (!(error instanceof BadRecordError)) throw error;
      this.#bad(error);
      return undefined;
    }
  }

  #backwards(text: string): BadRecordError {
    const before = new Date(this.#time).toISOString();
    return new BadRecordError(this.#file, this.#lines.line, `a time not before ${before} (rows in time order)`, text);
  }
}

/** Opens the file when first asked, lets go of it at the end or on `return`. */
async function* readText(file: string): AsyncGenerator<string, void> {
  const handle = await open(file);
  try {
    for await (const text of handle.createReadStream({ encoding: 'utf8', highWaterMark: CHUNK_BYTES }))
      yield text as string;
  } finally {
    await handle.close();
  }
}

function parseRow(text: string, places: CsvPlaces, file: string, line: number): CsvRow {
  const cells = new Cells(text, places, file, line);
  const row = {
    line,
    time: cells.take('time', TIME, parseTime) ?? cells.refuse(TIME),
    symbol: cells.take('symbol', A_SYMBOL, parseSymbol) ?? cells.refuse(A_SYMBOL),
    price: cells.take('price', PRICE, parsePrice),
    size: cells.take('size', SIZE, parseSize),
    bid: cells.take('bid', PRICE, parsePrice),
    ask: cells.take('ask', PRICE, parsePrice),
    bidSize: cells.take('bid_size', SIZE, parseSize),
    askSize: cells.take('ask_size', SIZE, parseSize),
  };
  if ((row.price === undefined) !== (row.size === undefined)) cells.refuse('a price and a size, or neither');
  if (row.price === undefined && row.bid === undefined && row.ask === undefined)
    cells.refuse('a price and a size, or a bid or an ask');
  let decimals = 0;
  let mostDecimals = MAX_DECIMALS;
  for (const price of [row.price, row.bid, row.ask]) {
    if (!price) continue;
    decimals = Math.max(decimals, price.decimals);
    mostDecimals = Math.min(mostDecimals, roomOf(price));
  }
  if (decimals > mostDecimals)
    cells.refuse(`prices of at most ${MAX_PRICE / 10 ** decimals} where one has ${decimals} decimals`);
  return { ...row, decimals, mostDecimals };
}

/** Decimals with which a price is within MAX_PRICE units; negative where it is too large for any. */
function roomOf({ mantissa, decimals }: Decimal): number {
  let units = Math.abs(mantissa);
  let room = decimals;
  for (; units > MAX_PRICE; units /= 10) room--;
  for (; room < MAX_DECIMALS && units * 10 <= MAX_PRICE; units *= 10) room++;
  return room;
}

/** The cells of one row. */
class Cells {
  readonly #text: string;
  readonly #fields: readonly string[];
  readonly #places: CsvPlaces;
  readonly #file: string;
  readonly #line: number;

  constructor(text: string, places: CsvPlaces, file: string, line: number) {
    this.#text = text;
    this.#fields = splitRow(text);
    this.#places = places;
    this.#file = file;
    this.#line = line;
  }

  /** Undefined where the cell is empty, or missing. @throws BadRecordError */
  take<T>(column: CsvColumn, expected: string, parse: (text: string) => T | undefined): T | undefined {
    const place = this.#places[column];
    const found = place < 0 ? undefined : this.#fields[place]?.trim();
    if (found === undefined || found === '') return undefined;
    const value = parse(found);
    if (value !== undefined) return value;
    throw new BadRecordError(this.#file, this.#line, `${expected} in column "${column}"`, found);
  }

  refuse(expected: string): never {
    throw new BadRecordError(this.#file, this.#line, expected, this.#text);
  }
}

function parseSymbol(text: string): string | undefined {
  return isSymbol(text) ? text : undefined;
}

/** Some write as many decimals as there can be: zeros at the end for which there is no room are left out. */
function parsePrice(text: string): Decimal | undefined {
  const found = parseDecimal(text);
  if (found === undefined) return undefined;
  let { mantissa, decimals } = found;
  for (; decimals > 0 && Math.abs(mantissa) > MAX_PRICE && mantissa % 10 === 0; mantissa /= 10) decimals--;
  return { mantissa, decimals };
}

function parseSize(text: string): number | undefined {
  const size = parseWhole(text);
  return size !== undefined && size <= MAX_SIZE ? size : undefined;
}
