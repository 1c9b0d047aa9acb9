// The first pass over a CSV: which symbols there are, and with how many decimals their prices fit.
import { MAX_INSTRUMENTS } from '../../proto/messages.ts';
import type { BadRecord } from '../market/bad-record.ts';
import { CsvRows, type CsvRow } from './csv-rows.ts';
import { RecordingError } from './recording-error.ts';

export interface SurveyedSymbol {
  /** Market time of its first row. */
  readonly firstTime: number;
  rows: number;
  /** How many rows fit, by decimals from 0 to 8. */
  readonly fitting: Uint32Array;
  /** As many as its prices have at most, and the first line with so many. */
  decimals: number;
  decimalsLine: number;
  /** As many as its prices leave room for, and the first line that leaves no more. */
  mostDecimals: number;
  mostDecimalsLine: number;
}

/** The symbols of a file in the order they come. `bad` is told of bad rows. @throws RecordingError */
export async function surveyCsv(
  file: string,
  columns: Readonly<Record<string, string>>,
  bad: BadRecord,
): Promise<ReadonlyMap<string, SurveyedSymbol>> {
  const known = new Map<string, SurveyedSymbol>();
  const rows = new CsvRows(file, columns, bad);
  try {
    while (await rows.fill()) {
      for (let row = rows.next(); row !== undefined; row = rows.next()) note(file, known, row);
    }
  } finally {
    await rows.close();
  }
  if (known.size > 0) return known;
  throw new RecordingError('not-a-recording', `${file}: expected rows of ticks, found none`);
}

function note(file: string, known: Map<string, SurveyedSymbol>, row: CsvRow): void {
  let entry = known.get(row.symbol);
  if (!entry) {
    if (known.size === MAX_INSTRUMENTS) throw tooMany(file, row);
    known.set(row.symbol, (entry = newEntry(row)));
  }
  entry.rows++;
  for (let decimals = row.decimals; decimals <= row.mostDecimals; decimals++)
    entry.fitting[decimals] = (entry.fitting[decimals] as number) + 1;
  if (row.decimals > entry.decimals) {
    entry.decimals = row.decimals;
    entry.decimalsLine = row.line;
  }
  if (row.mostDecimals < entry.mostDecimals) {
    entry.mostDecimals = row.mostDecimals;
    entry.mostDecimalsLine = row.line;
  }
}

function newEntry({ time, line, decimals, mostDecimals }: CsvRow): SurveyedSymbol {
  const lines = { decimalsLine: line, mostDecimalsLine: line };
  return { firstTime: time, rows: 0, fitting: new Uint32Array(9), decimals, mostDecimals, ...lines };
}

function tooMany(file: string, { line, symbol }: CsvRow): RecordingError {
  const expected = `at most ${MAX_INSTRUMENTS} symbols`;
  return new RecordingError(
    'too-many-symbols',
    `${file}, line ${line}: expected ${expected}, found one more, "${symbol}"`,
  );
}

/** Those with which most rows fit, and no more than these need. */
export function decimalsOf({ fitting }: SurveyedSymbol): number {
  return fitting.indexOf(Math.max(...fitting));
}

/** @throws RecordingError where no number of decimals is one for all of its prices */
export function expectFitting(file: string, symbol: string, entry: SurveyedSymbol): void {
  const { decimals, decimalsLine, mostDecimals, mostDecimalsLine } = entry;
  if (decimals <= mostDecimals) return;
  const expected = `at most ${mostDecimals} decimals (the price of ${symbol} in line ${mostDecimalsLine} leaves room for no more)`;
  throw new RecordingError('price-range', `${file}, line ${decimalsLine}: expected ${expected}, found ${decimals}`);
}
