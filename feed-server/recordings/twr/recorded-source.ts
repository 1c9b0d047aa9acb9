// A recording file as a source of ticks, with one block in memory at a time.
import type { Instrument, MarketSession } from '../../../proto/messages.ts';
import { equitySession } from '../../market/trading-hours.ts';
import type { TickSink, TickSource } from '../../market/source.ts';
import { BlockDecoder } from './block-decoder.ts';
import { FrameReader, type Damage, type Frame } from './frame-reader.ts';
import { BadHeadError, decodeHead } from './recording-head.ts';
import { RecordingError, changedFile } from '../recording-error.ts';
import {
  BLOCK,
  END,
  END_FRAME_BYTES,
  HEAD,
  SIGNATURE_BYTES,
  decodeEnd,
  type RecordingHead,
} from './recording-format.ts';
import { ScheduledSessions } from '../scheduled-sessions.ts';
import { chooseSymbols } from '../symbol-choice.ts';
import { DamagedBytesError } from './varint.ts';

/** Called with a damaged block. Throws the error, or counts it, and the block is skipped. */
export type BadBlock = (error: RecordingError) => void;

export class RecordedSource implements TickSource {
  readonly description: string;
  readonly kind = 'replay';
  readonly instruments: readonly Instrument[];
  readonly references: readonly (number | undefined)[];
  readonly startTime: number;
  /** Whether the recording was closed properly. */
  readonly closedProperly: boolean;
  /** Bytes at the end after the last whole block. */
  readonly tornBytes: number;
  readonly #file: string;
  /** The number of ticks stated at the end of the file when it was opened; 0 without an end. */
  readonly #ticks: number;
  readonly #frames: FrameReader;
  readonly #bad: BadBlock;
  readonly #block: BlockDecoder;
  readonly #sessions: ScheduledSessions;
  /** Ids here, by id in the file; -1 for symbols that are not chosen. */
  readonly #ids: Int32Array;
  #next = 0;
  /** The number of ticks accounted for, whether published or missing. */
  #through = 0;
  #time = -Infinity;
  #missing = 0;
  /** Whether damage has been reported since the last block. */
  #isReported = false;
  #ended = false;

  private constructor(
    file: string,
    frames: FrameReader,
    version: number,
    head: RecordingHead,
    end: FileEnd,
    symbols: readonly string[],
    bad: BadBlock,
  ) {
    const chosen = chooseSymbols(
      file,
      head.instruments.map((i) => i.symbol),
      symbols,
    );
    const chosenInstruments = head.instruments.filter(({ symbol }) => chosen.has(symbol));
    this.description = `Recording of ${head.source}`;
    this.instruments = chosenInstruments.map((instrument, id) => ({ ...instrument, id }));
    this.references = chosenInstruments.map(({ id }) => head.references[id]);
    this.startTime = head.startTime;
    this.closedProperly = end.closedProperly;
    this.tornBytes = end.tornBytes;
    this.#file = file;
    this.#ticks = end.ticks;
    this.#frames = frames;
    this.#bad = bad;
    this.#block = new BlockDecoder(head.instruments.length, version);
    this.#sessions = new ScheduledSessions(chosenInstruments.length);
    this.#ids = new Int32Array(head.instruments.length).fill(-1);
    for (const [id, instrument] of chosenInstruments.entries()) this.#ids[instrument.id] = id;
  }

  /**
   * Opens `file`, a recording of format `version` by its first bytes. Keeps `symbols`, or all if empty. `bad` gets damaged blocks
   * that are followed by others; unless it throws, they are skipped. Damage at the end is a torn end: the rest plays.
   * @throws RecordingError
   */
  static async open(file: string, version: number, symbols: readonly string[], bad: BadBlock): Promise<RecordedSource> {
    const frames = await FrameReader.open(file, SIGNATURE_BYTES);
    try {
      const head = readHead(file, await frames.next());
      return new RecordedSource(file, frames, version, head, await findEnd(file, frames), symbols, bad);
    } catch (error) {
      await frames.close();
      throw error;
    }
  }

  /** Notes for a person about its source and its end, so far. */
  get notes(): string[] {
    const notes: string[] = [];
    if (this.tornBytes > 0)
      notes.push(
        `${this.#file}: is truncated: the last ${this.tornBytes} bytes are not a complete block; the rest plays`,
      );
    else if (!this.closedProperly)
      notes.push(`${this.#file}: was not closed properly: the last ticks may be missing; the rest plays`);
    if (this.#missing > 0) notes.push(`${this.#file}: ${this.#missing} ticks are missing`);
    return notes;
  }

  /** From the statuses played, or by the clock without any. After the last tick the market is closed. */
  sessionAt(time: number): MarketSession {
    return this.#ended ? 'closed' : (this.#sessions.now ?? equitySession(time));
  }

  async advance(until: number, sink: TickSink): Promise<number> {
    const block = this.#block;
    for (;;) {
      while (this.#next < block.count) {
        const i = this.#next;
        const id = this.#ids[block.id[i]];
        const time = block.time[i];
        if (id >= 0 && time > until) return time;
        this.#next++;
        if (id < 0) continue;
        const session = block.sessionOf(i);
        if (session) this.#sessions.update(id, session);
        block.publish(i, id, sink);
      }
      if (!(await this.#load())) return Infinity;
    }
  }

  async close(): Promise<void> {
    await this.#frames.close();
  }

  /** Loads the next whole block that follows the last one. False at the end. @throws RecordingError */
  async #load(): Promise<boolean> {
    this.#next = this.#block.count = 0;
    while (!this.#ended) {
      const frame = await this.#frames.next();
      if (frame === undefined) this.#ended = true;
      else if ('found' in frame) this.#takeDamage(frame);
      else if (frame.kind === BLOCK && this.#takeBlock(frame)) return true;
      else if (frame.kind === END) this.#takeEnd(frame);
    }
    this.#expectAll();
    return false;
  }

  /** A file that is truncated while it plays may end between two blocks, without visible damage. */
  #expectAll(): void {
    const [expected, found] = [this.#ticks, this.#through];
    if (found >= expected) return;
    this.#missing += expected - found;
    this.#through = expected;
    this.#bad(changedFile(this.#file, `${expected} ticks`, `${found}`));
  }

  #refuse(at: number, expected: string, found: string): false {
    this.#bad(new RecordingError('damaged-block', `${this.#file}, byte ${at}: expected ${expected}, found ${found}`));
    this.#isReported = true;
    return false;
  }

  #takeDamage({ at, bytes, found, toTheEnd }: Damage): void {
    if (toTheEnd) this.#ended = true;
    else this.#refuse(at, 'a whole block', `${found} (${bytes} bytes are not a complete block)`);
  }

  #takeBlock({ payload, at }: Frame): boolean {
    const block = this.#block;
    try {
      block.decode(payload);
    } catch (error) {
      if (!(error instanceof DamagedBytesError)) throw error;
      return this.#refuse(at, 'a block of ticks', error.message);
    }
    const { before, count } = block;
    const from = block.time[0];
    block.count = 0;
    if (before < this.#through) return this.#refuse(at, `tick ${this.#through + 1}`, `tick ${before + 1}`);
    if (from < this.#time) return this.#refuse(at, `a time not before ${this.#time}`, String(from));
    this.#skipTo(at, before);
    block.count = count;
    this.#through += count;
    this.#isReported = false;
    this.#time = block.time[count - 1];
    return true;
  }

  #takeEnd({ payload, at }: Frame): void {
    const ticks = decodeEnd(payload);
    if (ticks === undefined || ticks < this.#through)
      this.#refuse(
        at,
        `an end after ${this.#through} ticks`,
        ticks === undefined ? 'something else' : `${ticks} ticks`,
      );
    else this.#skipTo(at, ticks);
  }

  /** Continues at tick `before` of the file. The ticks in between are missing, because their blocks are damaged or gone. */
  #skipTo(at: number, before: number): void {
    const missing = before - this.#through;
    if (missing === 0) return;
    if (!this.#isReported) this.#refuse(at, `tick ${this.#through + 1}`, `tick ${before + 1}`);
    this.#missing += missing;
    this.#through = before;
  }
}

interface FileEnd {
  /** The number of ticks that it states; 0 if there is no end. */
  readonly ticks: number;
  readonly closedProperly: boolean;
  readonly tornBytes: number;
}

/** A file with an end frame needs no search. Any other file is read once, so that damage is reported at the start. */
async function findEnd(file: string, frames: FrameReader): Promise<FileEnd> {
  const end = await frames.frameAt(Math.max(SIGNATURE_BYTES, frames.size - END_FRAME_BYTES));
  if (typeof end !== 'string' && end.kind === END)
    return { ticks: decodeEnd(end.payload) ?? 0, closedProperly: true, tornBytes: 0 };
  const search = await FrameReader.open(file, SIGNATURE_BYTES);
  try {
    let tornBytes = 0;
    for (let frame = await search.next(); frame !== undefined; frame = await search.next())
      if ('found' in frame && frame.toTheEnd) tornBytes = frame.bytes;
    return { ticks: 0, closedProperly: false, tornBytes };
  } finally {
    await search.close();
  }
}

function readHead(file: string, frame: Frame | Damage | undefined): RecordingHead {
  if (frame === undefined) throw damagedHead(file, 'expected a head, found the end of the file');
  if ('found' in frame) throw damagedHead(file, `expected a head, found ${frame.found}`);
  if (frame.kind !== HEAD) throw damagedHead(file, 'expected a head, found something else');
  try {
    return decodeHead(frame.payload);
  } catch (error) {
    if (!(error instanceof BadHeadError)) throw error;
    throw damagedHead(file, error.message, error);
  }
}

function damagedHead(file: string, found: string, cause?: unknown): RecordingError {
  return new RecordingError('damaged-head', `${file}: at its beginning ${found}`, cause);
}
