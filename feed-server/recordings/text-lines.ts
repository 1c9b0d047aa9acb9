// Lines of a text that arrives in chunks, with at most a chunk of it in memory.
import { BadRecordError, type BadRecord } from './bad-record.ts';

/** In characters. The header of an order book with 25 levels has about 1,700. */
const LONGEST_LINE = 10_000;

export class TextLines {
  readonly #file: string;
  readonly #pieces: AsyncIterator<string>;
  readonly #bad: BadRecord;
  #lines: string[] = [];
  #next = 0;
  /** The beginning of a line whose end has not been read. */
  #rest = '';
  /** Whether that line is too long, and so is not kept. */
  #overlong = false;
  /** Whether the last chunk ended with a carriage return: a line feed after it is part of the same line end. */
  #afterReturn = false;
  #line = 0;
  #ended = false;

  /** `file`: for messages. `bad`: gets lines that are too long. Unless it throws, they are skipped. */
  constructor(file: string, text: AsyncIterable<string>, bad: BadRecord) {
    this.#file = file;
    this.#pieces = text[Symbol.asyncIterator]();
    this.#bad = bad;
  }

  /** The number of the last line returned, from 1. */
  get line(): number {
    return this.#line;
  }

  /** The lines that have been read but not returned yet, including empty ones and ones that are too long. */
  get pending(): readonly string[] {
    return this.#lines.slice(this.#next);
  }

  /** Whether everything has been read; `next` may still return lines. */
  get ended(): boolean {
    return this.#ended;
  }

  /** The next line that is not empty. If undefined, more has to be read: call `fill` and try again. @throws what `bad` does */
  next(): string | undefined {
    while (this.#next < this.#lines.length) {
      const text = this.#lines[this.#next++] as string;
      this.#line++;
      if (text.length > LONGEST_LINE) this.#refuse(this.#line, text);
      else if (text !== '') return text;
    }
    return undefined;
  }

  /** Reads the next chunk. @throws what the text throws, and what `bad` does */
  async fill(): Promise<void> {
    const read = await this.#pieces.next();
    this.#ended = read.done === true;
    const lines = (this.#rest + (read.done ? '' : this.#withLineFeeds(read.value))).split('\n');
    if (this.#overlong && (lines.length > 1 || this.#ended)) {
      lines[0] = '';
      this.#overlong = false;
    }
    this.#rest = this.#ended ? '' : (lines.pop() ?? '');
    this.#lines = lines;
    this.#next = 0;
    if (this.#rest.length <= LONGEST_LINE) return;
    const beginning = this.#rest;
    this.#rest = '';
    if (this.#overlong) return;
    this.#overlong = true;
    this.#refuse(this.#line + lines.length + 1, beginning);
  }

  /** Lines may end with a line feed (Unix), a carriage return (old Macs) or both (Windows). */
  #withLineFeeds(piece: string): string {
    if (piece === '' || !(this.#afterReturn || piece.includes('\r'))) return piece;
    const begun = this.#afterReturn && piece.startsWith('\n') ? piece.slice(1) : piece;
    this.#afterReturn = piece.endsWith('\r');
    return begun.replace(/\r\n?/g, '\n');
  }

  #refuse(line: number, text: string): void {
    const expected = `a line of at most ${LONGEST_LINE} characters`;
    this.#bad(new BadRecordError(this.#file, line, expected, `${text.slice(0, 40)}…`));
  }
}
