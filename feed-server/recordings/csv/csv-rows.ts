// Reads the rows of a CSV of ticks on demand.
import { open } from 'node:fs/promises';
import { BadRecordError, type BadRecordHandler } from '../bad-record.ts';
import { TextLines } from '../text-lines.ts';
import { readHeader, type CsvLayout } from './csv-columns.ts';
import { parseRow, type CsvRow } from './csv-row.ts';
import { RecordingError, isSystemError, messageOf } from '../recording-error.ts';

const CHUNK_BYTES = 2 ** 17;

/** Rows must be in time order. `onBadRecord` is called for bad rows; unless it throws, they are skipped. */
export class CsvRows {
  readonly #file: string;
  readonly #names: Readonly<Record<string, string>>;
  readonly #text: AsyncGenerator<string, void>;
  readonly #lines: TextLines;
  readonly #onBadRecord: BadRecordHandler;
  #layout: CsvLayout | undefined;
  #lastTime = -Infinity;
  #count = 0;

  constructor(file: string, names: Readonly<Record<string, string>>, onBadRecord: BadRecordHandler) {
    this.#file = file;
    this.#names = names;
    this.#onBadRecord = onBadRecord;
    this.#text = readText(file);
    this.#lines = new TextLines(file, this.#text, (error) => {
      // No row can be read without the header.
      if (error.line === 1) throw error;
      onBadRecord(error);
    });
  }

  async close(): Promise<void> {
    await this.#text.return();
  }

  /** The number of rows returned so far. */
  get count(): number {
    return this.#count;
  }

  /** The next row in memory. If undefined, call `fill` and try again. @throws RecordingError */
  next(): CsvRow | undefined {
    for (let text = this.#lines.next(); text !== undefined; text = this.#lines.next()) {
      if (this.#layout === undefined) this.#layout = readHeader(this.#file, text, this.#names);
      else {
        const row = this.#parse(text, this.#layout);
        if (!row) continue;
        this.#count++;
        return row;
      }
    }
    return undefined;
  }

  /** Reads more of the file. False at the end. @throws RecordingError */
  async fill(): Promise<boolean> {
    if (this.#lines.ended) return false;
    try {
      await this.#lines.fill();
      this.#layout?.splitter.prepare(this.#lines.pending);
    } catch (cause) {
      if (!isSystemError(cause)) throw cause;
      const message = `${this.#file}: expected a file that can be read, found ${messageOf(cause)}`;
      throw new RecordingError('unreadable', message, cause);
    }
    return true;
  }

  #parse(text: string, layout: CsvLayout): CsvRow | undefined {
    try {
      const row = parseRow(text, layout, { file: this.#file, line: this.#lines.line });
      if (row.time < this.#lastTime) throw this.#outOfOrder(text);
      this.#lastTime = row.time;
      return row;
    } catch (error) {
      if (!(error instanceof BadRecordError)) throw error;
      this.#onBadRecord(error);
      return undefined;
    }
  }

  #outOfOrder(text: string): BadRecordError {
    const before = new Date(this.#lastTime).toISOString();
    return new BadRecordError(this.#file, this.#lines.line, `a time not before ${before} (rows in time order)`, text);
  }
}

/** Opens the file on the first read, and closes it at the end or on `return`. */
async function* readText(file: string): AsyncGenerator<string, void> {
  const handle = await open(file);
  try {
    for await (const text of handle.createReadStream({ encoding: 'utf8', highWaterMark: CHUNK_BYTES }))
      yield text as string;
  } finally {
    await handle.close();
  }
}
