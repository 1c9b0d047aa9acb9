// Lines of a text that arrives in chunks, with at most a chunk of it in memory.
import { BadRecordError, type BadRecordHandler } from './bad-record.ts';

/** Characters. The header of an order book with 25 levels has about 1,700. */
const MAX_LINE_LENGTH = 10_000;

export class TextLines {
  readonly #file: string;
  readonly #chunks: AsyncIterator<string>;
  readonly #onBadRecord: BadRecordHandler;
  #lines: string[] = [];
  #next = 0;
  /** The start of a line that has not been read completely. */
  #partial = '';
  /** Whether that line is too long, and so is discarded. */
  #isTooLong = false;
  /** Whether the last chunk ended with a carriage return: a line feed after it is part of the same line end. */
  #afterReturn = false;
  #line = 0;
  #ended = false;

  /** `file`: for messages. `onBadRecord`: called for lines that are too long; unless it throws, they are skipped. */
  constructor(file: string, text: AsyncIterable<string>, onBadRecord: BadRecordHandler) {
    this.#file = file;
    this.#chunks = text[Symbol.asyncIterator]();
    this.#onBadRecord = onBadRecord;
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

  /**
   * The next line that is not empty. If undefined, more has to be read: call `fill` and try again.
   * @throws what `onBadRecord` throws
   */
  next(): string | undefined {
    while (this.#next < this.#lines.length) {
      const text = this.#lines[this.#next++] as string;
      this.#line++;
      if (text.length > MAX_LINE_LENGTH) this.#reportTooLong(this.#line, text);
      else if (text !== '') return text;
    }
    return undefined;
  }

  /** Reads the next chunk. @throws what the text and `onBadRecord` throw */
  async fill(): Promise<void> {
    const read = await this.#chunks.next();
    this.#ended = read.done === true;
    const lines = (this.#partial + (read.done ? '' : this.#withLineFeeds(read.value))).split('\n');
    if (this.#isTooLong && (lines.length > 1 || this.#ended)) {
      lines[0] = '';
      this.#isTooLong = false;
    }
    this.#partial = this.#ended ? '' : (lines.pop() ?? '');
    this.#lines = lines;
    this.#next = 0;
    if (this.#partial.length <= MAX_LINE_LENGTH) return;
    const beginning = this.#partial;
    this.#partial = '';
    if (this.#isTooLong) return;
    this.#isTooLong = true;
    this.#reportTooLong(this.#line + lines.length + 1, beginning);
  }

  /** Lines may end with a line feed (Unix), a carriage return (old Macs) or both (Windows). */
  #withLineFeeds(chunk: string): string {
    if (chunk === '' || !(this.#afterReturn || chunk.includes('\r'))) return chunk;
    const rest = this.#afterReturn && chunk.startsWith('\n') ? chunk.slice(1) : chunk;
    this.#afterReturn = chunk.endsWith('\r');
    return rest.replace(/\r\n?/g, '\n');
  }

  #reportTooLong(line: number, text: string): void {
    const expected = `a line of at most ${MAX_LINE_LENGTH} characters`;
    this.#onBadRecord(new BadRecordError(this.#file, line, expected, `${text.slice(0, 40)}…`));
  }
}
