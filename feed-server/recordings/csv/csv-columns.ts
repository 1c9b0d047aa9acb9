// The layout of a CSV: its delimiter and the positions of its columns, from the header line and --columns.
import { excerpt } from '../../../proto/shown-text.ts';
import { RecordingError } from '../recording-error.ts';
import { RowSplitter } from './row-splitter.ts';

export const CSV_COLUMNS = ['time', 'symbol', 'price', 'size', 'bid', 'ask', 'bid_size', 'ask_size'] as const;
export type CsvColumn = (typeof CSV_COLUMNS)[number];

/** How the rows of a file are laid out. */
export interface CsvLayout {
  /** Positions from 0; -1 if the file has no such column. */
  readonly places: Readonly<Record<CsvColumn, number>>;
  /** The file's names of its columns. */
  readonly titles: Readonly<Record<CsvColumn, string>>;
  readonly splitter: RowSplitter;
  /** The number of columns in the header. */
  readonly width: number;
}

const DELIMITERS = [',', ';', '\t', '|'] as const;
const BAR_COLUMNS = ['open', 'high', 'low', 'close'];
const A_NUMBER = /^[+-]?\d[\d.]*$/;

/** `names`: the file's names of columns that differ from ours. @throws RecordingError */
export function readHeader(file: string, header: string, names: Readonly<Record<string, string>>): CsvLayout {
  for (const ours of Object.keys(names)) {
    if (!CSV_COLUMNS.some((column) => column === ours))
      throw new RecordingError('no-column', `columns: expected one of ${CSV_COLUMNS.join(', ')}, found "${ours}"`);
  }
  const { fields, splitter } = split(header.replace(/^\uFEFF/, ''));
  const present = fields.map((name) => name.trim().toLowerCase());
  const refuse = (expected: string): never => {
    throw new RecordingError('no-column', `${file}, line 1: expected ${expected}, found "${excerpt(header)}"`);
  };
  const placeOf = (column: CsvColumn): number => {
    const name = names[column] ?? column;
    const place = present.indexOf(name.toLowerCase());
    if (place >= 0 && present.includes(name.toLowerCase(), place + 1)) refuse(`one column "${name}", not several`);
    return place;
  };
  const places = Object.fromEntries(CSV_COLUMNS.map((column) => [column, placeOf(column)])) as CsvLayout['places'];
  const required: CsvColumn[] = ['time', 'symbol', ...pairOf(places)];
  // Columns named by --columns are required. The other columns are optional.
  for (const column of [...required, ...(Object.keys(names) as CsvColumn[])]) {
    if (places[column] >= 0) continue;
    if (present.some((name) => A_NUMBER.test(name))) refuse('a header line with the names of the columns');
    const bars = BAR_COLUMNS.every((name) => present.includes(name)) ? ' of ticks (these are bars)' : '';
    const other = bars === '' && names[column] === undefined ? `, or its name as --columns ${column}=NAME` : '';
    refuse(`a column "${names[column] ?? column}"${bars}${other}`);
  }
  const titleOf = (column: CsvColumn): string => fields[places[column]]?.trim() ?? column;
  const titles = Object.fromEntries(CSV_COLUMNS.map((column) => [column, titleOf(column)])) as CsvLayout['titles'];
  return { places, titles, splitter, width: present.length };
}

/** Takes the delimiter that gives the most fields. */
function split(header: string): { readonly fields: readonly string[]; readonly splitter: RowSplitter } {
  const splitters = DELIMITERS.map((delimiter) => new RowSplitter(delimiter));
  const ways = splitters.map((splitter) => ({ splitter, fields: splitter.split(header) ?? [header] }));
  return ways.reduce((best, way) => (way.fields.length > best.fields.length ? way : best));
}

/** Trades need both price and size; a file of quotes alone needs neither. */
function pairOf(places: CsvLayout['places']): CsvColumn[] {
  const quotesAlone = places.price < 0 && places.size < 0 && (places.bid >= 0 || places.ask >= 0);
  return quotesAlone ? [] : ['price', 'size'];
}
