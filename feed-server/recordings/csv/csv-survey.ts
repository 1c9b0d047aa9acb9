// The first pass over a CSV: finds the symbols, and the decimals that fit their prices and sizes.
import { MAX_DECIMALS, MAX_INSTRUMENTS } from '../../../proto/messages.ts';
import type { BadRecordHandler } from '../bad-record.ts';
import type { CsvRow, RowDecimals } from './csv-row.ts';
import { CsvRows } from './csv-rows.ts';
import { SkipReport, noRows } from '../skip-report.ts';
import { RecordingError } from '../recording-error.ts';

export interface SurveyedSymbol {
  /** Market time of its first row. */
  readonly firstTime: number;
  rows: number;
  readonly prices: SurveyedDecimals;
  readonly sizes: SurveyedDecimals;
}

/** The decimals that fit the prices, or the sizes, of a symbol. */
interface SurveyedDecimals {
  /** The number of rows that fit, by decimals from 0 to 8. */
  readonly fitting: Uint32Array;
  /** The number of rows written with each number of decimals. */
  readonly written: Uint32Array;
  /** The most decimals that a row needs, and the first line that needs them. */
  least: number;
  leastLine: number;
  /** The most decimals that fit all rows, and the first line that fits no more. */
  most: number;
  mostLine: number;
}

/** The symbols of a file in order of appearance. `onBadRecord` is called for bad rows. @throws RecordingError */
export async function surveyCsv(
  file: string,
  columns: Readonly<Record<string, string>>,
  onBadRecord: BadRecordHandler,
): Promise<ReadonlyMap<string, SurveyedSymbol>> {
  const symbols = new Map<string, SurveyedSymbol>();
  const skipped = new SkipReport('rows');
  const rows = new CsvRows(file, columns, (error) => {
    skipped.add(file, error);
    onBadRecord(error);
  });
  try {
    while (await rows.fill()) {
      for (let row = rows.next(); row !== undefined; row = rows.next()) countRow(file, symbols, row);
    }
  } finally {
    await rows.close();
  }
  if (symbols.size > 0) return symbols;
  throw noRows(file, skipped.count, skipped.first);
}

function countRow(file: string, symbols: Map<string, SurveyedSymbol>, row: CsvRow): void {
  let entry = symbols.get(row.symbol);
  if (!entry) {
    if (symbols.size === MAX_INSTRUMENTS) throw tooManySymbols(file, row);
    // A copy, because a slice of the text would keep its whole chunk in memory.
    symbols.set(Buffer.from(row.symbol).toString(), (entry = newEntry(row)));
  }
  entry.rows++;
  countDecimals(entry.prices, row.priceDecimals, row.line);
  countDecimals(entry.sizes, row.sizeDecimals, row.line);
}

function countDecimals(counts: SurveyedDecimals, { least, written, most }: RowDecimals, line: number): void {
  for (let decimals = least; decimals <= most; decimals++)
    counts.fitting[decimals] = (counts.fitting[decimals] as number) + 1;
  counts.written[written] = (counts.written[written] as number) + 1;
  if (least > counts.least) {
    counts.least = least;
    counts.leastLine = line;
  }
  if (most < counts.most) {
    counts.most = most;
    counts.mostLine = line;
  }
}

function newEntry({ time, line, priceDecimals, sizeDecimals }: CsvRow): SurveyedSymbol {
  const [prices, sizes] = [priceDecimals, sizeDecimals].map(({ least, most }) => {
    const counts = { fitting: new Uint32Array(MAX_DECIMALS + 1), written: new Uint32Array(MAX_DECIMALS + 1) };
    return { ...counts, least, leastLine: line, most, mostLine: line };
  }) as [SurveyedDecimals, SurveyedDecimals];
  return { firstTime: time, rows: 0, prices, sizes };
}

function tooManySymbols(file: string, { line, symbol }: CsvRow): RecordingError {
  const expected = `at most ${MAX_INSTRUMENTS} symbols`;
  return new RecordingError(
    'too-many-symbols',
    `${file}, line ${line}: expected ${expected}, found one more, "${symbol}"`,
  );
}

/** The number of decimals that fits most rows. Ties go to the largest one that is used in the file, otherwise to the smallest. */
export function decimalsOf({ fitting, written }: SurveyedDecimals): number {
  const most = Math.max(...fitting);
  let best = fitting.indexOf(most);
  for (let decimals = best + 1; decimals < fitting.length; decimals++)
    if (fitting[decimals] === most && (written[decimals] as number) > 0) best = decimals;
  return best;
}

/** @throws RecordingError if no number of decimals fits all of its prices, or all of its sizes */
export function expectFittingDecimals(file: string, symbol: string, { prices, sizes }: SurveyedSymbol): void {
  for (const [noun, { least, leastLine, most, mostLine }] of [
    ['price', prices],
    ['size', sizes],
  ] as const) {
    if (least <= most) continue;
    const expected = `at most ${most} decimals (the ${noun} of ${symbol} in line ${mostLine} allows no more)`;
    throw new RecordingError('decimals-range', `${file}, line ${leastLine}: expected ${expected}, found ${least}`);
  }
}
