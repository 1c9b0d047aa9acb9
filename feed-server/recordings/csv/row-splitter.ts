// Splits rows of a CSV into fields. A row is one line, so that a quote that is never closed spoils no other row.
import { parse } from 'csv-parse/sync';

export class RowSplitter {
  readonly delimiter: string;
  /** Matches rows whose quotes surround whole fields and are closed, in time that is linear in their length. */
  readonly #wellQuoted: RegExp;
  /** Rows of the current piece of the file that have quotes, split. */
  readonly #ready = new Map<string, readonly string[]>();

  constructor(delimiter: string) {
    this.delimiter = delimiter;
    const field = `(?: *"(?:[^"]|"")*" *|[^"${delimiter}]*)`;
    this.#wellQuoted = new RegExp(`^${field}(?:[${delimiter}]${field})*$`);
  }

  /** Splits the given rows in one go, a third of the time that csv-parse takes for one at a time. Forgets earlier rows. */
  prepare(rows: readonly string[]): void {
    this.#ready.clear();
    const quoted = rows.filter((row) => row.includes('"') && this.#wellQuoted.test(row));
    for (const [i, fields] of this.#parse(quoted).entries()) this.#ready.set(quoted[i] ?? '', fields);
  }

  /** The fields, without the spaces around quotes; undefined if a quote is not closed, or is in or beside a field. */
  split(row: string): readonly string[] | undefined {
    if (!row.includes('"')) return row.split(this.delimiter);
    const ready = this.#ready.get(row);
    if (ready) return ready;
    // csv-parse takes 50 µs and more to refuse a row.
    return this.#wellQuoted.test(row) ? this.#parse([row])[0] : undefined;
  }

  #parse(rows: readonly string[]): string[][] {
    const options = { delimiter: this.delimiter, record_delimiter: '\n', relax_column_count: true, trim: true };
    return parse(rows.join('\n'), options);
  }
}
