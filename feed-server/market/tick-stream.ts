// One recorded file as a stream of ticks, read as it is played: at most a chunk of it is in memory.
import { BadRecordError, parseLeanQuote, parseLeanTrade, type LinePlace } from './lean-ticks.ts';
import type { TickSink } from './source.ts';

/** Characters; the longest row of a real file has about 40. */
const LONGEST_LINE = 1_000;

export interface Recording {
  readonly symbol: string;
  readonly kind: 'quote' | 'trade';
  /** For messages. */
  readonly file: string;
  /** The file's text in pieces of any length. Read only as far as it is played. */
  readonly text: AsyncIterable<string>;
}

/** Stands before a tick, or at the end. */
export class TickStream {
  readonly #recording: Recording;
  readonly #chunks: AsyncIterator<string>;
  readonly #parse: (line: string, place: LinePlace) => void;
  readonly #midnight: number;
  #lines: string[] = [];
  #next = 0;
  /** The beginning of a line whose end has not been read. */
  #rest = '';
  #line = 0;
  #ended = false;
  /** Market time of the tick it stands before, milliseconds since 1970-01-01 UTC; Infinity at the end. */
  time = -Infinity;
  #bid = 0;
  #bidSize = 0;
  #ask = 0;
  #askSize = 0;
  #price = 0;
  #size = 0;

  /** `midnight`: in New York, milliseconds since 1970-01-01 UTC. */
  constructor(recording: Recording, midnight: number) {
    this.#recording = recording;
    this.#midnight = midnight;
    this.#chunks = recording.text[Symbol.asyncIterator]();
    this.#parse = recording.kind === 'quote' ? (l, p) => this.#takeQuote(l, p) : (l, p) => this.#takeTrade(l, p);
  }

  /** Goes on to the next tick. False where more of the file has to be read first: `fill`, then again. @throws BadRecordError */
  step(): boolean {
    while (this.#next < this.#lines.length) {
      const text = this.#lines[this.#next++] as string;
      this.#line++;
      if (text === '') continue;
      this.#parse(text, { file: this.#recording.file, line: this.#line });
      return true;
    }
    if (this.#ended) this.time = Infinity;
    return this.#ended;
  }

  /** Reads the next chunk. @throws BadRecordError, and what the recording's text throws */
  async fill(): Promise<void> {
    const read = await this.#chunks.next();
    this.#ended = read.done === true;
    const lines = (this.#rest + (read.done ? '' : read.value)).split('\n');
    this.#rest = this.#ended ? '' : (lines.pop() ?? '');
    this.#lines = lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
    this.#next = 0;
    if (this.#rest.length > LONGEST_LINE) {
      const { file } = this.#recording;
      const line = this.#line + lines.length + 1;
      throw new BadRecordError(
        file,
        line,
        `a line of at most ${LONGEST_LINE} characters`,
        `${this.#rest.slice(0, 40)}…`,
      );
    }
  }

  /** Publishes the tick it stands before. */
  publish(id: number, sink: TickSink): void {
    if (this.#recording.kind === 'trade') sink.trade(id, this.time, this.#price, this.#size);
    else sink.quote(id, this.time, this.#bid, this.#bidSize, this.#ask, this.#askSize);
  }

  #takeTrade(text: string, place: LinePlace): void {
    const { time, price, size } = parseLeanTrade(text, place);
    this.#moveTo(time, text, place);
    this.#price = price;
    this.#size = size;
  }

  #takeQuote(text: string, place: LinePlace): void {
    const { time, bid, ask } = parseLeanQuote(text, place);
    this.#moveTo(time, text, place);
    if (bid) [this.#bid, this.#bidSize] = [bid.price, bid.size];
    if (ask) [this.#ask, this.#askSize] = [ask.price, ask.size];
  }

  #moveTo(timeOfDay: number, text: string, { file, line }: LinePlace): void {
    const time = this.#midnight + timeOfDay;
    if (time < this.time) throw new BadRecordError(file, line, `a time not before ${this.time - this.#midnight}`, text);
    this.time = time;
  }
}
