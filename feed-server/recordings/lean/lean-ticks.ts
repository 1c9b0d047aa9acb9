// Parses lines of LEAN tick files (QuantConnect's format): times in milliseconds since midnight, prices in dollars × 10,000.
import { MAX_PRICE, MAX_SIZE } from '../../../proto/messages.ts';
import { BadRecordError } from '../bad-record.ts';

/** Prices of LEAN instruments are units of 10^-4. */
export const LEAN_DECIMALS = 4;
/** Sizes are whole shares. */
export const LEAN_SIZE_DECIMALS = 0;
const DAY_MS = 86_400_000;
const TIME = 'a time in milliseconds of the day';
const PRICE = 'a price in dollars × 10,000';
const SIZE = 'a size';

/** The position of a line, for errors. */
export interface LinePosition {
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

export interface LeanTrade {
  /** Milliseconds since midnight in New York. */
  readonly time: number;
  readonly price: number;
  readonly size: number;
}

/** A side that the row does not change is undefined. An empty side has a size of 0. */
export interface LeanQuote {
  readonly time: number;
  readonly bid: LeanSide | undefined;
  readonly ask: LeanSide | undefined;
}

export interface LeanSide {
  /** Undefined if the row has none: the last price stays, with a size of 0. */
  readonly price: number | undefined;
  readonly size: number;
}

/** `time, price, size, exchange, sale condition, suspicious`. Suspicious trades count too. @throws BadRecordError */
export function parseLeanTrade(text: string, place: LinePosition): LeanTrade {
  const fields = text.split(',');
  if (fields.length !== 6) throw badRow(place, '6 fields of a trade', text);
  checkLastFields(fields, 3, place);
  return {
    time: parseWholeNumber(fields, 0, TIME, 0, DAY_MS - 1, place),
    price: parseWholeNumber(fields, 1, PRICE, 1, MAX_PRICE, place),
    size: parseWholeNumber(fields, 2, SIZE, 0, MAX_SIZE, place),
  };
}

/** `time, bid price, bid size, ask price, ask size, exchange, quote condition, suspicious`. @throws BadRecordError */
export function parseLeanQuote(text: string, place: LinePosition): LeanQuote {
  const fields = text.split(',');
  if (fields.length !== 8) throw badRow(place, '8 fields of a quote', text);
  checkLastFields(fields, 5, place);
  return {
    time: parseWholeNumber(fields, 0, TIME, 0, DAY_MS - 1, place),
    bid: parseSide(fields, 1, place),
    ask: parseSide(fields, 3, place),
  };
}

/** `0,0` changes nothing. An empty price beside an empty size or 0 empties the side. */
function parseSide(fields: readonly string[], index: number, place: LinePosition): LeanSide | undefined {
  const [priceText, sizeText] = [fields[index], fields[index + 1]];
  if (priceText === '' && (sizeText === '' || sizeText === '0')) return { price: undefined, size: 0 };
  const price = parseWholeNumber(fields, index, PRICE, 0, MAX_PRICE, place);
  const size = parseWholeNumber(fields, index + 1, SIZE, 0, MAX_SIZE, place);
  if (price > 0) return { price, size };
  if (size > 0) throw badRow(place, `0 in field ${index + 2} beside a price of 0`, fields[index + 1] as string);
  return undefined;
}

/** Every row ends with exchange, condition and suspicious. None of them is published, so they are only checked. */
function checkLastFields(fields: readonly string[], index: number, place: LinePosition): void {
  checkAlphanumeric(fields, index, 'an exchange', place);
  checkAlphanumeric(fields, index + 1, 'a condition', place);
  const suspicious = fields[index + 2] as string;
  if (suspicious !== '0' && suspicious !== '1') throw badRow(place, `0 or 1 in field ${index + 3}`, suspicious);
}

function checkAlphanumeric(fields: readonly string[], index: number, expected: string, place: LinePosition): void {
  const found = fields[index] as string;
  if (!/^[0-9A-Za-z]+$/.test(found)) throw badRow(place, `${expected} (letters, digits) in field ${index + 1}`, found);
}

function parseWholeNumber(
  fields: readonly string[],
  index: number,
  expected: string,
  min: number,
  max: number,
  place: LinePosition,
): number {
  const found = fields[index] as string;
  const value = isDigits(found) ? Number(found) : NaN;
  if (!(value >= min && value <= max))
    throw badRow(place, `${expected} (${min} to ${max}) in field ${index + 1}`, found);
  return value;
}

/** Much faster than a regular expression, and every row has several. */
function isDigits(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 48 || code > 57) return false;
  }
  return text.length > 0;
}

function badRow({ file, line }: LinePosition, expected: string, found: string): BadRecordError {
  return new BadRecordError(file, line, expected, found);
}
