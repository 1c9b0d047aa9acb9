// Splits the rows of a CSV into fields. A row is always one line, so an unclosed quote affects only its own row.
import { parse } from 'csv-parse/sync';

export class RowSplitter {
  readonly delimiter: string;
  /** Matches rows whose quotes are closed and surround whole fields, in linear time. */
  readonly #wellQuoted: RegExp;
  /** The fields of quoted rows in the current chunk of the file, by row. */
  readonly #prepared = new Map<string, readonly string[]>();

  constructor(delimiter: string) {
    this.delimiter = delimiter;
    const field = `(?: *"(?:[^"]|"")*" *|[^"${delimiter}]*)`;
    this.#wellQuoted = new RegExp(`^${field}(?:[${delimiter}]${field})*$`);
  }

  /** Splits the given rows at once, which takes csv-parse a third of the time. Replaces earlier rows. */
  prepare(rows: readonly string[]): void {
    this.#prepared.clear();
    const quoted = rows.filter((row) => row.includes('"') && this.#wellQuoted.test(row));
    for (const [i, fields] of this.#parse(quoted).entries()) this.#prepared.set(quoted[i] ?? '', fields);
  }

  /** The fields, without spaces around quotes; undefined if a quote is unclosed or does not surround a whole field. */
  split(row: string): readonly string[] | undefined {
    if (!row.includes('"')) return row.split(this.delimiter);
    const prepared = this.#prepared.get(row);
    if (prepared) return prepared;
    // csv-parse takes 50 µs and more to refuse a row.
    return this.#wellQuoted.test(row) ? this.#parse([row])[0] : undefined;
  }

  #parse(rows: readonly string[]): string[][] {
    const options = { delimiter: this.delimiter, record_delimiter: '\n', relax_column_count: true, trim: true };
    return parse(rows.join('\n'), options);
  }
}
