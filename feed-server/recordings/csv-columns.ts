// Where the columns of a CSV are, by its header line and the names its owner gives them.
import { RecordingError } from './recording-error.ts';

export const CSV_COLUMNS = ['time', 'symbol', 'price', 'size', 'bid', 'ask', 'bid_size', 'ask_size'] as const;
export type CsvColumn = (typeof CSV_COLUMNS)[number];

/** Places from 0; -1 where the file has no such column. */
export type CsvPlaces = Readonly<Record<CsvColumn, number>>;

/** `names`: of columns that are not called as ours are. @throws RecordingError */
export function findColumns(file: string, header: string, names: Readonly<Record<string, string>>): CsvPlaces {
  for (const ours of Object.keys(names)) {
    if (!CSV_COLUMNS.some((column) => column === ours))
      throw new RecordingError('no-column', `columns: expected one of ${CSV_COLUMNS.join(', ')}, found "${ours}"`);
  }
  const present = splitRow(header.replace(/^\uFEFF/, '')).map((name) => name.trim());
  const places = CSV_COLUMNS.map((column) => [column, placeOf(names[column] ?? column, present)] as const);
  const found = Object.fromEntries(places) as Record<CsvColumn, number>;
  const required: CsvColumn[] = ['time', 'symbol', ...pairOf(found)];
  // A name that was given has to be there; a column that is usual need not.
  for (const column of [...required, ...(Object.keys(names) as CsvColumn[])]) {
    if (found[column] >= 0) continue;
    const what = names[column] ?? column;
    throw new RecordingError(
      'no-column',
      `${file}, line 1: expected a column "${what}", found "${header.slice(0, 200)}"`,
    );
  }
  return found;
}

/** Trades need both price and size; a file of quotes alone needs neither. */
function pairOf(found: Readonly<Record<CsvColumn, number>>): CsvColumn[] {
  const quotesAlone = found.price < 0 && found.size < 0 && (found.bid >= 0 || found.ask >= 0);
  return quotesAlone ? [] : ['price', 'size'];
}

function placeOf(name: string, present: readonly string[]): number {
  return present.findIndex((p) => p.toLowerCase() === name.toLowerCase());
}

/** Fields of a row; one in double quotes may hold commas, and quotes that are doubled. */
export function splitRow(row: string): string[] {
  if (!row.includes('"')) return row.split(',');
  const fields: string[] = [];
  for (const [, quoted, plain] of row.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g))
    fields.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
  return fields;
}
