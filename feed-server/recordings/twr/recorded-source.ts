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

/** Called with the error for a damaged block. If it returns instead of throwing, the block is skipped. */
export type BadBlockHandler = (error: RecordingError) => void;

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
  readonly #expectedTicks: number;
  readonly #frames: FrameReader;
  readonly #onBadBlock: BadBlockHandler;
  readonly #block: BlockDecoder;
  readonly #sessions: ScheduledSessions;
  /** Instrument ids of this source, by id in the file; -1 for symbols that are not chosen. */
  readonly #ids: Int32Array;
  #nextInBlock = 0;
  /** The number of ticks of the file so far, whether decoded or missing. */
  #coveredTicks = 0;
  #lastTime = -Infinity;
  #missingTicks = 0;
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
    onBadBlock: BadBlockHandler,
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
    this.#expectedTicks = end.ticks;
    this.#frames = frames;
    this.#onBadBlock = onBadBlock;
    this.#block = new BlockDecoder(head.instruments.length, version);
    this.#sessions = new ScheduledSessions(chosenInstruments.length);
    this.#ids = new Int32Array(head.instruments.length).fill(-1);
    for (const [id, instrument] of chosenInstruments.entries()) this.#ids[instrument.id] = id;
  }

  /**
   * Opens `file`, whose first bytes state the format `version`. Plays `symbols`, or all if empty. `onBadBlock` is called for
   * damaged blocks that are followed by others; unless it throws, they are skipped. Damage at the end is a torn end: the rest
   * plays.
   * @throws RecordingError
   */
  static async open(
    file: string,
    version: number,
    symbols: readonly string[],
    onBadBlock: BadBlockHandler,
  ): Promise<RecordedSource> {
    const frames = await FrameReader.open(file, SIGNATURE_BYTES);
    try {
      const head = readHead(file, await frames.next());
      return new RecordedSource(file, frames, version, head, await findEnd(file, frames), symbols, onBadBlock);
    } catch (error) {
      await frames.close();
      throw error;
    }
  }

  /** Notes for people about the end of the file and missing ticks, so far. */
  get notes(): string[] {
    const notes: string[] = [];
    if (this.tornBytes > 0)
      notes.push(
        `${this.#file}: is truncated: the last ${this.tornBytes} bytes are not a complete block; the rest plays`,
      );
    else if (!this.closedProperly)
      notes.push(`${this.#file}: was not closed properly: the last ticks may be missing; the rest plays`);
    if (this.#missingTicks > 0) notes.push(`${this.#file}: ${this.#missingTicks} ticks are missing`);
    return notes;
  }

  /** Derived from the statuses played, or from the calendar if there are none. After the last tick the market is closed. */
  sessionAt(time: number): MarketSession {
    return this.#ended ? 'closed' : (this.#sessions.current ?? equitySession(time));
  }

  async advance(until: number, sink: TickSink): Promise<number> {
    const block = this.#block;
    for (;;) {
      while (this.#nextInBlock < block.count) {
        const i = this.#nextInBlock;
        const id = this.#ids[block.id[i]];
        const time = block.time[i];
        if (id >= 0 && time > until) return time;
        this.#nextInBlock++;
        if (id < 0) continue;
        const session = block.sessionOf(i);
        if (session) this.#sessions.update(id, session);
        block.publish(i, id, sink);
      }
      if (!(await this.#loadBlock())) return Infinity;
    }
  }

  async close(): Promise<void> {
    await this.#frames.close();
  }

  /** Loads the next whole block that follows the last one. False at the end. @throws RecordingError */
  async #loadBlock(): Promise<boolean> {
    this.#nextInBlock = this.#block.count = 0;
    while (!this.#ended) {
      const frame = await this.#frames.next();
      if (frame === undefined) this.#ended = true;
      else if ('found' in frame) this.#handleDamage(frame);
      else if (frame.kind === BLOCK && this.#decodeBlock(frame)) return true;
      else if (frame.kind === END) this.#checkEnd(frame);
    }
    this.#checkTickCount();
    return false;
  }

  /** A file that is truncated while it plays may end between two blocks, without visible damage. */
  #checkTickCount(): void {
    const [expected, found] = [this.#expectedTicks, this.#coveredTicks];
    if (found >= expected) return;
    this.#missingTicks += expected - found;
    this.#coveredTicks = expected;
    this.#onBadBlock(changedFile(this.#file, `${expected} ticks`, `${found}`));
  }

  #refuse(at: number, expected: string, found: string): false {
    this.#onBadBlock(
      new RecordingError('damaged-block', `${this.#file}, byte ${at}: expected ${expected}, found ${found}`),
    );
    this.#isReported = true;
    return false;
  }

  #handleDamage({ at, bytes, found, toTheEnd }: Damage): void {
    if (toTheEnd) this.#ended = true;
    else this.#refuse(at, 'a whole block', `${found} (${bytes} bytes are not a complete block)`);
  }

  #decodeBlock({ payload, at }: Frame): boolean {
    const block = this.#block;
    try {
      block.decode(payload);
    } catch (error) {
      if (!(error instanceof DamagedBytesError)) throw error;
      return this.#refuse(at, 'a block of ticks', error.message);
    }
    const { ticksBefore, count } = block;
    const from = block.time[0];
    block.count = 0;
    if (ticksBefore < this.#coveredTicks)
      return this.#refuse(at, `tick ${this.#coveredTicks + 1}`, `tick ${ticksBefore + 1}`);
    if (from < this.#lastTime) return this.#refuse(at, `a time not before ${this.#lastTime}`, String(from));
    this.#skipMissing(at, ticksBefore);
    block.count = count;
    this.#coveredTicks += count;
    this.#isReported = false;
    this.#lastTime = block.time[count - 1];
    return true;
  }

  #checkEnd({ payload, at }: Frame): void {
    const ticks = decodeEnd(payload);
    if (ticks === undefined || ticks < this.#coveredTicks)
      this.#refuse(
        at,
        `an end after ${this.#coveredTicks} ticks`,
        ticks === undefined ? 'something else' : `${ticks} ticks`,
      );
    else this.#skipMissing(at, ticks);
  }

  /** Continues after the first `before` ticks of the file. Those in between are missing: their blocks are damaged or gone. */
  #skipMissing(at: number, before: number): void {
    const missing = before - this.#coveredTicks;
    if (missing === 0) return;
    if (!this.#isReported) this.#refuse(at, `tick ${this.#coveredTicks + 1}`, `tick ${before + 1}`);
    this.#missingTicks += missing;
    this.#coveredTicks = before;
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
