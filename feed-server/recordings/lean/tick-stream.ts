// The ticks of one recorded file, with at most a chunk of it in memory.
import { BadRecordError, throwBadRecord, type BadRecordHandler } from '../bad-record.ts';
import { parseLeanQuote, parseLeanTrade, type LinePosition } from './lean-ticks.ts';
import type { TickSink } from '../../market/source.ts';
import { TextLines } from '../text-lines.ts';

/** The quotes or the trades of a symbol on one day. */
export interface TickFile {
  readonly symbol: string;
  readonly kind: 'quote' | 'trade';
  /** For messages. */
  readonly file: string;
  /** The file's text in chunks of any length. Read only as far as it plays. */
  readonly text: AsyncIterable<string>;
}

/** A cursor before a tick, or at the end. */
export class TickStream {
  readonly #file: TickFile;
  readonly #lines: TextLines;
  readonly #onBadRecord: BadRecordHandler;
  readonly #parse: (line: string, place: LinePosition) => void;
  readonly #midnight: number;
  /** Market time of the tick after the cursor, milliseconds since 1970-01-01 UTC; Infinity at the end. */
  time = -Infinity;
  #bid = 0;
  #bidSize = 0;
  #ask = 0;
  #askSize = 0;
  #price = 0;
  #size = 0;

  /**
   * `midnight`: in New York, milliseconds since 1970-01-01 UTC. `onBadRecord`: called for bad rows; unless it throws, they are
   * skipped.
   */
  constructor(file: TickFile, midnight: number, onBadRecord: BadRecordHandler = throwBadRecord) {
    this.#file = file;
    this.#midnight = midnight;
    this.#onBadRecord = onBadRecord;
    this.#lines = new TextLines(file.file, file.text, onBadRecord);
    this.#parse = file.kind === 'quote' ? (l, p) => this.#readQuote(l, p) : (l, p) => this.#readTrade(l, p);
  }

  /** Moves to the next tick. If false, more of the file has to be read: call `fill` and try again. @throws BadRecordError */
  step(): boolean {
    for (let text = this.#lines.next(); text !== undefined; text = this.#lines.next()) {
      if (this.#readLine(text)) return true;
    }
    if (this.#lines.ended) this.time = Infinity;
    return this.#lines.ended;
  }

  /** Reads the next chunk. @throws BadRecordError, and what the file's text throws */
  async fill(): Promise<void> {
    await this.#lines.fill();
  }

  /** Publishes the tick after the cursor. */
  publish(id: number, sink: TickSink): void {
    if (this.#file.kind === 'trade') sink.trade(id, this.time, this.#price, this.#size);
    else sink.quote(id, this.time, this.#bid, this.#bidSize, this.#ask, this.#askSize);
  }

  #readLine(text: string): boolean {
    try {
      this.#parse(text, { file: this.#file.file, line: this.#lines.line });
      return true;
    } catch (error) {
      if (!(error instanceof BadRecordError)) throw error;
      this.#onBadRecord(error);
      return false;
    }
  }

  #readTrade(text: string, place: LinePosition): void {
    const { time, price, size } = parseLeanTrade(text, place);
    this.#moveTo(time, text, place);
    this.#price = price;
    this.#size = size;
  }

  #readQuote(text: string, place: LinePosition): void {
    const { time, bid, ask } = parseLeanQuote(text, place);
    this.#moveTo(time, text, place);
    if (bid) [this.#bid, this.#bidSize] = [bid.price ?? this.#bid, bid.size];
    if (ask) [this.#ask, this.#askSize] = [ask.price ?? this.#ask, ask.size];
  }

  #moveTo(timeOfDay: number, text: string, { file, line }: LinePosition): void {
    const time = this.#midnight + timeOfDay;
    if (time < this.time) throw new BadRecordError(file, line, `a time not before ${this.time - this.#midnight}`, text);
    this.time = time;
  }
}
