// Encodes, decodes and checks the head of a recording file: instruments, references and the start time.
import {
  LAST_TIME,
  MAX_CURRENCY_LENGTH,
  MAX_DECIMALS,
  MAX_INSTRUMENTS,
  MAX_NAME_LENGTH,
  MAX_PRICE,
  type Instrument,
} from '../../../proto/messages.ts';
import { shownValue } from '../../../proto/shown-text.ts';
import { A_SYMBOL, isSymbol } from '../../../proto/symbol.ts';
import type { RecordingHead } from './recording-format.ts';

/** The message says what was expected and what was found. */
export class BadHeadError extends Error {
  constructor(expected: string, found: unknown) {
    super(`expected ${expected}, found ${shownValue(found)}`);
    this.name = 'BadHeadError';
  }
}

/** @throws BadHeadError */
export function decodeHead(payload: Uint8Array): RecordingHead {
  const head = readRecord('a head', parse(payload));
  const instruments = readList('instruments', head.instruments).map(toInstrument);
  const references = readList('references', head.references).map(toReference);
  if (references.length !== instruments.length)
    throw new BadHeadError(`${instruments.length} references`, references.length);
  const symbols = new Set(instruments.map((i) => i.symbol));
  if (symbols.size !== instruments.length) throw new BadHeadError('every symbol only once', instruments.length);
  const source = readText('a source', head.source);
  return { source, instruments, references, startTime: readWholeNumber('a start time', head.startTime, LAST_TIME) };
}

function parse(payload: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload));
  } catch {
    throw new BadHeadError('a head in JSON', `${payload.length} bytes of something else`);
  }
}

function toInstrument(found: unknown, id: number): Instrument {
  const { symbol, name, sector, currency, decimals, sizeDecimals = 0 } = readRecord('an instrument', found);
  return {
    id,
    symbol: toSymbol(symbol),
    name: readText('a name', name, MAX_NAME_LENGTH),
    sector: readText('a sector', sector, MAX_NAME_LENGTH),
    currency: readText('a currency', currency, MAX_CURRENCY_LENGTH),
    decimals: readWholeNumber('decimals from 0 to 8', decimals, MAX_DECIMALS),
    // Version 1 had only whole sizes.
    sizeDecimals: readWholeNumber('size decimals from 0 to 8', sizeDecimals, MAX_DECIMALS),
  };
}

function toSymbol(found: unknown): string {
  const symbol = readText('a symbol', found);
  if (!isSymbol(symbol)) throw new BadHeadError(A_SYMBOL, found);
  return symbol;
}

function toReference(found: unknown): number | undefined {
  if (found === null) return undefined;
  if (!Number.isInteger(found) || Math.abs(found as number) > MAX_PRICE) throw new BadHeadError('a reference', found);
  return found as number;
}

function readRecord(expected: string, found: unknown): Readonly<Record<string, unknown>> {
  if (typeof found !== 'object' || found === null) throw new BadHeadError(expected, found);
  return found as Record<string, unknown>;
}

function readList(expected: string, found: unknown): readonly unknown[] {
  if (!Array.isArray(found)) throw new BadHeadError(expected, found);
  if (found.length > MAX_INSTRUMENTS) throw new BadHeadError(`at most ${MAX_INSTRUMENTS} ${expected}`, found.length);
  return found as unknown[];
}

function readText(expected: string, found: unknown, max = Infinity): string {
  if (typeof found !== 'string') throw new BadHeadError(expected, found);
  if (found.length > max) throw new BadHeadError(`${expected} of at most ${max} characters`, found);
  return found;
}

function readWholeNumber(expected: string, found: unknown, max: number): number {
  if (!Number.isInteger(found) || (found as number) < 0 || (found as number) > max)
    throw new BadHeadError(expected, found);
  return found as number;
}
