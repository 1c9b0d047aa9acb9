// The first pass over a CSV: which symbols there are, and with how many decimals their prices fit.
import { MAX_INSTRUMENTS } from '../../../proto/messages.ts';
import type { BadRecord } from '../bad-record.ts';
import type { CsvRow } from './csv-row.ts';
import { CsvRows } from './csv-rows.ts';
import { SkipReport, noRows } from '../skip-report.ts';
import { RecordingError } from '../recording-error.ts';

export interface SurveyedSymbol {
  /** Market time of its first row. */
  readonly firstTime: number;
  rows: number;
  /** How many rows fit, by decimals from 0 to 8. */
  readonly fitting: Uint32Array;
  /** How many rows are written with each number of decimals. */
  readonly written: Uint32Array;
  /** The most that one of its prices needs, and the first line that needs it. */
  decimals: number;
  decimalsLine: number;
  /** As many as its prices leave room for, and the first line that leaves no more. */
  mostDecimals: number;
  mostDecimalsLine: number;
}

/** The symbols of a file in order of appearance. `bad` gets bad rows. @throws RecordingError */
export async function surveyCsv(
  file: string,
  columns: Readonly<Record<string, string>>,
  bad: BadRecord,
): Promise<ReadonlyMap<string, SurveyedSymbol>> {
  const known = new Map<string, SurveyedSymbol>();
  const skipped = new SkipReport('rows');
  const rows = new CsvRows(file, columns, (error) => {
    skipped.add(file, error);
    bad(error);
  });
  try {
    while (await rows.fill()) {
      for (let row = rows.next(); row !== undefined; row = rows.next()) note(file, known, row);
    }
  } finally {
    await rows.close();
  }
  if (known.size > 0) return known;
  throw noRows(file, skipped.count, skipped.first);
}

function note(file: string, known: Map<string, SurveyedSymbol>, row: CsvRow): void {
  let entry = known.get(row.symbol);
  if (!entry) {
    if (known.size === MAX_INSTRUMENTS) throw tooMany(file, row);
    // A copy, because a slice of the text would keep its whole chunk in memory.
    known.set(Buffer.from(row.symbol).toString(), (entry = newEntry(row)));
  }
  entry.rows++;
  for (let decimals = row.decimals; decimals <= row.mostDecimals; decimals++)
    entry.fitting[decimals] = (entry.fitting[decimals] as number) + 1;
  entry.written[row.written] = (entry.written[row.written] as number) + 1;
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
  const counts = { rows: 0, fitting: new Uint32Array(9), written: new Uint32Array(9) };
  return { firstTime: time, ...counts, decimals, mostDecimals, ...lines };
}

function tooMany(file: string, { line, symbol }: CsvRow): RecordingError {
  const expected = `at most ${MAX_INSTRUMENTS} symbols`;
  return new RecordingError(
    'too-many-symbols',
    `${file}, line ${line}: expected ${expected}, found one more, "${symbol}"`,
  );
}

/** The decimals with which most rows fit. Of several: the most that rows are written with, otherwise the fewest. */
export function decimalsOf({ fitting, written }: SurveyedSymbol): number {
  const most = Math.max(...fitting);
  let best = fitting.indexOf(most);
  for (let decimals = best + 1; decimals < fitting.length; decimals++)
    if (fitting[decimals] === most && (written[decimals] as number) > 0) best = decimals;
  return best;
}

/** @throws RecordingError where no number of decimals is one for all of its prices */
export function expectFitting(file: string, symbol: string, entry: SurveyedSymbol): void {
  const { decimals, decimalsLine, mostDecimals, mostDecimalsLine } = entry;
  if (decimals <= mostDecimals) return;
  const expected = `at most ${mostDecimals} decimals (the price of ${symbol} in line ${mostDecimalsLine} leaves room for no more)`;
  throw new RecordingError('price-range', `${file}, line ${decimalsLine}: expected ${expected}, found ${decimals}`);
}
