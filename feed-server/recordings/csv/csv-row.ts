// Parses and checks one row of a CSV.
import { MAX_DECIMALS, MAX_PRICE, MAX_SIZE } from '../../../proto/messages.ts';
import { A_SYMBOL, isSymbol } from '../../../proto/symbol.ts';
import { BadRecordError } from '../bad-record.ts';
import type { LinePosition } from '../lean/lean-ticks.ts';
import type { CsvColumn, CsvLayout } from './csv-columns.ts';
import { numberProblem, parseDecimal, isMissingValue, type Decimal } from './csv-numbers.ts';
import { expectedTime, parseTime } from './csv-times.ts';

/** Above any real price. Detects files whose prices are in billionths. */
const MAX_WHOLE_PRICE = 1e10;

/** A price or a size. `decimals`: how many it needs. `written`: how many the file has. */
export interface RowNumber extends Decimal {
  readonly written: number;
}

/** One side of the quote. A size of 0 is an empty side; undefined means unchanged. */
export interface RowSide {
  readonly price: RowNumber | undefined;
  readonly size: RowNumber | undefined;
}

/** The range of decimals that can represent all prices, or all sizes, of a row. */
export interface RowDecimals {
  /** The most decimals that one of the numbers needs. */
  readonly least: number;
  /** The most decimals that one of the numbers is written with, as far as all fit: from `least` to `most`. */
  readonly written: number;
  /** The most decimals with which all numbers are in range. */
  readonly most: number;
}

/** The content of a row. Empty and missing cells are undefined. Price and size are either both present or both undefined. */
export interface CsvRow {
  readonly line: number;
  /** Market time, milliseconds since 1970-01-01 UTC. */
  readonly time: number;
  readonly symbol: string;
  readonly price: RowNumber | undefined;
  readonly size: RowNumber | undefined;
  readonly bid: RowSide | undefined;
  readonly ask: RowSide | undefined;
  readonly priceDecimals: RowDecimals;
  readonly sizeDecimals: RowDecimals;
}

/** @throws BadRecordError */
export function parseRow(text: string, layout: CsvLayout, place: LinePosition): CsvRow {
  const cells = new Cells(text, layout, place);
  const time = cells.read('time', expectedTime, parseTime) ?? cells.refuse(expectedTime(''));
  const symbol = cells.symbol();
  const price = cells.price('price');
  const size = cells.size('size');
  const [bid, ask] = sidesOf(cells);
  if ((price === undefined) !== (size === undefined)) cells.refuse('a price and a size, or neither');
  if (price === undefined && bid === undefined && ask === undefined)
    cells.refuse('a price and a size, or a bid or an ask');
  const priceDecimals = decimalsOf('prices', MAX_PRICE, cells, price, bid?.price, ask?.price);
  const sizeDecimals = decimalsOf('sizes', MAX_SIZE, cells, size, bid?.size, ask?.size);
  return { line: place.line, time, symbol, price, size, bid, ask, priceDecimals, sizeDecimals };
}

const ANY_DECIMALS: RowDecimals = { least: 0, written: 0, most: MAX_DECIMALS };

/** The decimals that fit all `numbers`. `noun`: for errors, plural. @throws BadRecordError if no number of decimals does */
function decimalsOf(noun: string, maxUnits: number, cells: Cells, ...numbers: (RowNumber | undefined)[]): RowDecimals {
  let range = ANY_DECIMALS;
  for (const number of numbers) {
    if (!number) continue;
    const least = Math.max(range.least, number.decimals);
    range = {
      least,
      written: Math.max(range.written, number.written),
      most: Math.min(range.most, maxDecimalsOf(number, maxUnits)),
    };
  }
  if (range.least > range.most)
    cells.refuse(`${noun} of at most ${maxUnits / 10 ** range.least} where one has ${range.least} decimals`);
  return range.written > range.most ? { ...range, written: range.most } : range;
}

const NO_SIZE: RowNumber = { mantissa: 0, decimals: 0, written: 0 };

/** A missing value on both sides means a row without a quote; on one side, that this side is empty. */
function sidesOf(cells: Cells): readonly [RowSide | undefined, RowSide | undefined] {
  const sides = [sideOf(cells, 'bid', 'bid_size'), sideOf(cells, 'ask', 'ask_size')] as const;
  return sides[0] === 'missing' && sides[1] === 'missing'
    ? [undefined, undefined]
    : [withEmptySide(sides[0]), withEmptySide(sides[1])];
}

function withEmptySide(side: RowSide | 'missing' | undefined): RowSide | undefined {
  return side === 'missing' ? { price: undefined, size: NO_SIZE } : side;
}

function sideOf(
  cells: Cells,
  priceColumn: 'bid' | 'ask',
  sizeColumn: 'bid_size' | 'ask_size',
): RowSide | 'missing' | undefined {
  const price = cells.price(priceColumn);
  const size = cells.size(sizeColumn);
  if (price !== undefined || size !== undefined) return { price, size };
  return cells.isMissingValue(priceColumn) ? 'missing' : undefined;
}

/** The most decimals with which a number is within `maxUnits`; negative if it is always too large. */
function maxDecimalsOf({ mantissa, decimals }: Decimal, maxUnits: number): number {
  let units = Math.abs(mantissa);
  let max = decimals;
  for (; units > maxUnits; units /= 10) max--;
  for (; max < MAX_DECIMALS && units * 10 <= maxUnits; units *= 10) max++;
  return max;
}

/** The cells of one row. */
class Cells {
  readonly #text: string;
  readonly #fields: readonly string[];
  readonly #positions: CsvLayout['positions'];
  readonly #titles: CsvLayout['titles'];
  readonly #place: LinePosition;

  constructor(text: string, { positions, titles, splitter, columnCount }: CsvLayout, place: LinePosition) {
    this.#text = text;
    this.#positions = positions;
    this.#titles = titles;
    this.#place = place;
    this.#fields = splitter.split(text) ?? this.refuse('closed quotes around whole fields');
    // A delimiter in an unquoted field shifts the fields after it. One at the end of a row is harmless.
    if (this.#fields.length > columnCount && this.#fields.slice(columnCount).some((field) => field.trim() !== ''))
      this.refuse(`${columnCount} fields, as in the header, not ${this.#fields.length}`);
  }

  symbol(): string {
    return this.read('symbol', () => A_SYMBOL, parseSymbol) ?? this.refuse(A_SYMBOL);
  }

  price(column: CsvColumn): RowNumber | undefined {
    return this.#number(column, parsePrice, expectedPrice);
  }

  size(column: CsvColumn): RowNumber | undefined {
    return this.#number(column, parseSize, expectedSize);
  }

  /** Whether the cell marks a missing number, such as "NaN". */
  isMissingValue(column: CsvColumn): boolean {
    return isMissingValue(this.#cell(column));
  }

  /** Undefined if the cell is empty or missing. @throws BadRecordError */
  read<T>(
    column: CsvColumn,
    expected: (found: string) => string,
    parse: (text: string) => T | undefined,
  ): T | undefined {
    const found = this.#cell(column);
    return found === '' ? undefined : (parse(found) ?? this.#refuseCell(column, expected(found), found));
  }

  refuse(expected: string): never {
    throw new BadRecordError(this.#place.file, this.#place.line, expected, this.#text);
  }

  /** Also undefined if the cell marks a missing number. */
  #number<T>(
    column: CsvColumn,
    parse: (text: string) => T | undefined,
    expected: (found: string) => string,
  ): T | undefined {
    const found = this.#cell(column);
    if (found === '') return undefined;
    const value = parse(found);
    return value === undefined && !isMissingValue(found) ? this.#refuseCell(column, expected(found), found) : value;
  }

  #refuseCell(column: CsvColumn, expected: string, found: string): never {
    throw new BadRecordError(
      this.#place.file,
      this.#place.line,
      `${expected} in column "${this.#titles[column]}"`,
      found,
    );
  }

  #cell(column: CsvColumn): string {
    const position = this.#positions[column];
    return position < 0 ? '' : (this.#fields[position]?.trim() ?? '');
  }
}

function expectedPrice(found: string): string {
  if (Math.abs(Number(found)) > MAX_WHOLE_PRICE) return `a price of at most ${MAX_WHOLE_PRICE} (not billionths)`;
  return expectedNumber('a price', found);
}

function expectedSize(found: string): string {
  if (Number(found) < 0) return 'a size of at least 0';
  return Number(found) > MAX_SIZE ? `a size of at most ${MAX_SIZE}` : expectedNumber('a size', found);
}

function expectedNumber(noun: string, found: string): string {
  return `${noun} ${numberProblem(found) ?? `of at most ${MAX_DECIMALS} decimals`}`;
}

function parseSymbol(text: string): string | undefined {
  return isSymbol(text) ? text : undefined;
}

function parsePrice(text: string): RowNumber | undefined {
  const found = parseNumber(text);
  return found && Math.abs(found.mantissa) > MAX_WHOLE_PRICE * 10 ** found.decimals ? undefined : found;
}

/** Trailing zeros count as written, but not as needed. */
function parseNumber(text: string): RowNumber | undefined {
  const found = parseDecimal(text);
  if (found === undefined) return undefined;
  let { mantissa, decimals } = found;
  for (; decimals > 0 && mantissa % 10 === 0; mantissa /= 10) decimals--;
  return { mantissa, decimals, written: found.decimals };
}

/** Ignores trailing zeros, because some programs write 100 shares as 100.0. */
function parseSize(text: string): RowNumber | undefined {
  const found = parseNumber(text);
  return found === undefined || found.mantissa < 0 ? undefined : { ...found, written: found.decimals };
}
