// One row of a CSV, read and checked.
import { MAX_PRICE, MAX_SIZE } from '../../../proto/messages.ts';
import { A_SYMBOL, isSymbol } from '../../../proto/symbol.ts';
import { BadRecordError } from '../bad-record.ts';
import type { LinePlace } from '../lean/lean-ticks.ts';
import { splitRow, type CsvColumn, type CsvLayout } from './csv-columns.ts';
import { numberFault, parseDecimal, parseWhole, saysNothing, type Decimal } from './csv-numbers.ts';
import { expectedTime, parseTime } from './csv-times.ts';

const MAX_DECIMALS = 8;

/** `decimals`: how many it needs. `written`: how many it was written with, as far as they fit. */
export interface RowPrice extends Decimal {
  readonly written: number;
}

/** One side of the quote. A size of 0 is an empty side; undefined means unchanged. */
export interface RowSide {
  readonly price: RowPrice | undefined;
  readonly size: number | undefined;
}

/** The content of a row. Cells that are empty or missing are undefined. Price and size come together. */
export interface CsvRow {
  readonly line: number;
  /** Market time, milliseconds since 1970-01-01 UTC. */
  readonly time: number;
  readonly symbol: string;
  readonly price: RowPrice | undefined;
  readonly size: number | undefined;
  readonly bid: RowSide | undefined;
  readonly ask: RowSide | undefined;
  /** The most that one of its prices needs. */
  readonly decimals: number;
  /** The most that one of its prices is written with: `decimals` or more. */
  readonly written: number;
  /** The most with which all its prices fit: `written` or more. */
  readonly mostDecimals: number;
}

/** @throws BadRecordError */
export function parseRow(text: string, layout: CsvLayout, place: LinePlace): CsvRow {
  const cells = new Cells(text, layout, place);
  const time = cells.take('time', expectedTime, parseTime) ?? cells.refuse(expectedTime(''));
  const symbol = cells.symbol();
  const price = cells.price('price');
  const size = cells.size('size');
  const [bid, ask] = sidesOf(cells);
  if ((price === undefined) !== (size === undefined)) cells.refuse('a price and a size, or neither');
  if (price === undefined && bid === undefined && ask === undefined)
    cells.refuse('a price and a size, or a bid or an ask');
  let [decimals, written, mostDecimals] = [0, 0, MAX_DECIMALS];
  for (const one of [price, bid?.price, ask?.price]) {
    if (!one) continue;
    decimals = Math.max(decimals, one.decimals);
    written = Math.max(written, one.written);
    mostDecimals = Math.min(mostDecimals, roomOf(one));
  }
  if (decimals > mostDecimals) {
    const billionths = mostDecimals < -1 ? ' (not billionths)' : '';
    cells.refuse(`prices of at most ${MAX_PRICE / 10 ** decimals} where one has ${decimals} decimals${billionths}`);
  }
  written = Math.min(written, mostDecimals);
  return { line: place.line, time, symbol, price, size, bid, ask, decimals, written, mostDecimals };
}

/** Words for "no number" on both sides mean a row without a quote; on one side, that this side is empty. */
function sidesOf(cells: Cells): readonly [RowSide | undefined, RowSide | undefined] {
  const sides = [sideOf(cells, 'bid', 'bid_size'), sideOf(cells, 'ask', 'ask_size')] as const;
  return sides[0] === 'nothing' && sides[1] === 'nothing'
    ? [undefined, undefined]
    : [emptied(sides[0]), emptied(sides[1])];
}

function emptied(side: RowSide | 'nothing' | undefined): RowSide | undefined {
  return side === 'nothing' ? { price: undefined, size: 0 } : side;
}

function sideOf(cells: Cells, priced: 'bid' | 'ask', sized: 'bid_size' | 'ask_size'): RowSide | 'nothing' | undefined {
  const price = cells.price(priced);
  const size = cells.size(sized);
  if (price !== undefined || size !== undefined) return { price, size };
  return cells.saysNothing(priced) ? 'nothing' : undefined;
}

/** The most decimals with which a price is within MAX_PRICE units; negative where it is too large for any. */
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
  readonly #places: CsvLayout['places'];
  readonly #titles: CsvLayout['titles'];
  readonly #place: LinePlace;

  constructor(text: string, { places, titles, delimiter, width }: CsvLayout, place: LinePlace) {
    this.#text = text;
    this.#places = places;
    this.#titles = titles;
    this.#place = place;
    this.#fields = splitRow(text, delimiter) ?? this.refuse('quotes that are closed, a field in each pair');
    // A delimiter in an unquoted field shifts the fields after it. One at the end of a row is harmless.
    if (this.#fields.length > width && this.#fields.slice(width).some((field) => field.trim() !== ''))
      this.refuse(`${width} fields, as in the header, not ${this.#fields.length}`);
  }

  symbol(): string {
    return this.take('symbol', () => A_SYMBOL, parseSymbol) ?? this.refuse(A_SYMBOL);
  }

  price(column: CsvColumn): RowPrice | undefined {
    return this.#number(column, parsePrice, expectedPrice);
  }

  size(column: CsvColumn): number | undefined {
    return this.#number(column, parseSize, expectedSize);
  }

  /** Whether the cell holds a word for "no number". */
  saysNothing(column: CsvColumn): boolean {
    return saysNothing(this.#cell(column));
  }

  /** Undefined where the cell is empty, or missing. @throws BadRecordError */
  take<T>(
    column: CsvColumn,
    expected: (found: string) => string,
    parse: (text: string) => T | undefined,
  ): T | undefined {
    const found = this.#cell(column);
    return found === '' ? undefined : (parse(found) ?? this.#misread(column, expected(found), found));
  }

  refuse(expected: string): never {
    throw new BadRecordError(this.#place.file, this.#place.line, expected, this.#text);
  }

  /** Undefined also where the cell holds a word for "no number". */
  #number<T>(
    column: CsvColumn,
    parse: (text: string) => T | undefined,
    expected: (found: string) => string,
  ): T | undefined {
    const found = this.#cell(column);
    if (found === '') return undefined;
    const value = parse(found);
    return value === undefined && !saysNothing(found) ? this.#misread(column, expected(found), found) : value;
  }

  #misread(column: CsvColumn, expected: string, found: string): never {
    throw new BadRecordError(
      this.#place.file,
      this.#place.line,
      `${expected} in column "${this.#titles[column]}"`,
      found,
    );
  }

  #cell(column: CsvColumn): string {
    const place = this.#places[column];
    return place < 0 ? '' : (this.#fields[place]?.trim() ?? '');
  }
}

function expectedPrice(found: string): string {
  if (Number(found) > Number.MAX_SAFE_INTEGER) return `a price of at most ${MAX_PRICE}`;
  const fault = numberFault(found);
  return fault === undefined ? `a price of at most ${MAX_DECIMALS} decimals` : `a price ${fault}`;
}

function expectedSize(found: string): string {
  const fault = numberFault(found);
  return fault === undefined ? `a whole size (0 to ${MAX_SIZE})` : `a size ${fault}`;
}

function parseSymbol(text: string): string | undefined {
  return isSymbol(text) ? text : undefined;
}

/** Zeros at the end count as written, not as needed. */
function parsePrice(text: string): RowPrice | undefined {
  const found = parseDecimal(text);
  if (found === undefined) return undefined;
  let { mantissa, decimals } = found;
  for (; decimals > 0 && mantissa % 10 === 0; mantissa /= 10) decimals--;
  return { mantissa, decimals, written: found.decimals };
}

function parseSize(text: string): number | undefined {
  const size = parseWhole(text);
  return size !== undefined && size <= MAX_SIZE ? size : undefined;
}
