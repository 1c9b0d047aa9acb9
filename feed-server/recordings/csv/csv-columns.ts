// The layout of a CSV file: its delimiter and the positions of its columns, from the header line and --columns.
import { excerpt } from '../../../proto/shown-text.ts';
import { RecordingError } from '../recording-error.ts';
import { RowSplitter } from './row-splitter.ts';

export const CSV_COLUMNS = ['time', 'symbol', 'price', 'size', 'bid', 'ask', 'bid_size', 'ask_size'] as const;
export type CsvColumn = (typeof CSV_COLUMNS)[number];

/** How the rows of a file are laid out. */
export interface CsvLayout {
  /** Positions from 0; -1 if the file has no such column. */
  readonly positions: Readonly<Record<CsvColumn, number>>;
  /** The names that the file uses. */
  readonly titles: Readonly<Record<CsvColumn, string>>;
  readonly splitter: RowSplitter;
  /** The number of columns in the header. */
  readonly columnCount: number;
}

const DELIMITERS = [',', ';', '\t', '|'] as const;
const BAR_COLUMNS = ['open', 'high', 'low', 'close'];
const NUMBER = /^[+-]?\d[\d.]*$/;

/** `names`: the file's column names where they differ from ours. @throws RecordingError */
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
  const positionOf = (column: CsvColumn): number => {
    const name = names[column] ?? column;
    const position = present.indexOf(name.toLowerCase());
    if (position >= 0 && present.includes(name.toLowerCase(), position + 1))
      refuse(`one column "${name}", not several`);
    return position;
  };
  const positions = Object.fromEntries(
    CSV_COLUMNS.map((column) => [column, positionOf(column)]),
  ) as CsvLayout['positions'];
  const required: CsvColumn[] = ['time', 'symbol', ...tradeColumns(positions)];
  // Columns named by --columns are required. The other columns are optional.
  for (const column of [...required, ...(Object.keys(names) as CsvColumn[])]) {
    if (positions[column] >= 0) continue;
    if (present.some((name) => NUMBER.test(name))) refuse('a header line with column names');
    const areBars = BAR_COLUMNS.every((name) => present.includes(name));
    const notBars = areBars ? ' and a tick in each row, not a bar' : '';
    const nameHint = !areBars && names[column] === undefined ? `, or its name as --columns ${column}=NAME` : '';
    refuse(`a column "${names[column] ?? column}"${notBars}${nameHint}`);
  }
  const titleOf = (column: CsvColumn): string => fields[positions[column]]?.trim() ?? column;
  const titles = Object.fromEntries(CSV_COLUMNS.map((column) => [column, titleOf(column)])) as CsvLayout['titles'];
  return { positions, titles, splitter, columnCount: present.length };
}

/** Chooses the delimiter that gives the most fields. */
function split(header: string): { readonly fields: readonly string[]; readonly splitter: RowSplitter } {
  const splitters = DELIMITERS.map((delimiter) => new RowSplitter(delimiter));
  const candidates = splitters.map((splitter) => ({ splitter, fields: splitter.split(header) ?? [header] }));
  return candidates.reduce((best, next) => (next.fields.length > best.fields.length ? next : best));
}

/** Trades need both price and size. A file that contains only quotes needs neither. */
function tradeColumns(positions: CsvLayout['positions']): CsvColumn[] {
  const onlyQuotes = positions.price < 0 && positions.size < 0 && (positions.bid >= 0 || positions.ask >= 0);
  return onlyQuotes ? [] : ['price', 'size'];
}
