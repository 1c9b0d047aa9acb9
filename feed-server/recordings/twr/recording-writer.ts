// Writes what is published to a recording file, behind the ticks' back: docs/recording-format.md.
import { open, rm, type FileHandle } from 'node:fs/promises';
import type { MarketSession, StatusReason } from '../../../proto/messages.ts';
import type { TickSink } from '../../market/source.ts';
import { BlockEncoder } from './block-encoder.ts';
import { RecordingError, messageOf } from '../recording-error.ts';
import {
  BLOCK,
  END,
  HEAD,
  encodeEnd,
  encodeFrame,
  encodeHead,
  encodeSignature,
  type RecordingHead,
} from './recording-format.ts';

/** Market time that a block spans at most: what is lost where the process is killed. */
const BLOCK_MS = 5_000;
/** Bytes that may wait for the disk. */
const MAX_WAITING = 2 ** 28;

export class RecordingWriter implements TickSink {
  readonly #file: string;
  readonly #handle: FileHandle;
  /** Whether the file was not there before. */
  readonly #created: boolean;
  readonly #encoder: BlockEncoder;
  readonly #failed: (error: RecordingError) => void;
  #error: RecordingError | undefined;
  #writing: Promise<void> = Promise.resolve();
  #waiting = 0;
  #closed: Promise<void> | undefined;

  private constructor(
    file: string,
    { handle, created }: NewFile,
    head: RecordingHead,
    failed: (error: RecordingError) => void,
  ) {
    this.#file = file;
    this.#handle = handle;
    this.#created = created;
    this.#failed = failed;
    this.#encoder = new BlockEncoder(head.instruments.length);
    this.#write(encodeSignature());
    this.#write(encodeFrame(HEAD, encodeHead(head)));
  }

  /**
   * Begins `file`, which must be new or empty. `failed` is told once where it cannot be written on, as on a full disk:
   * from then on ticks are taken and left out. @throws RecordingError
   */
  static async open(
    file: string,
    head: RecordingHead,
    failed: (error: RecordingError) => void = () => undefined,
  ): Promise<RecordingWriter> {
    const writer = new RecordingWriter(file, await openNew(file), head, failed);
    await writer.drained();
    if (!writer.#error) return writer;
    await writer.discard();
    throw writer.#error;
  }

  /** Ticks taken. */
  get ticks(): number {
    return this.#encoder.total;
  }

  /** @throws RangeError where id or time are not what a TickSink takes, as do the others */
  quote(id: number, time: number, bid: number, bidSize: number, ask: number, askSize: number): void {
    if (!this.#ready(time)) return;
    this.#encoder.quote(id, time, bid, bidSize, ask, askSize);
    if (this.#encoder.full) this.#cut();
  }

  trade(id: number, time: number, price: number, size: number): void {
    if (!this.#ready(time)) return;
    this.#encoder.trade(id, time, price, size);
    if (this.#encoder.full) this.#cut();
  }

  status(id: number, time: number, session: MarketSession, reason: StatusReason, reference: number | undefined): void {
    if (!this.#ready(time)) return;
    this.#encoder.status(id, time, session, reason, reference);
    if (this.#encoder.full) this.#cut();
  }

  /**
   * Resolves when no whole block waits for the disk. Who records faster than real time should await it now and then:
   * 256 MiB may wait.
   */
  async drained(): Promise<void> {
    while (this.#waiting > 0) await this.#writing;
  }

  /** Writes what is left and the end, and lets go of the file. Rejects with what `failed` was told, too. */
  close(): Promise<void> {
    this.#closed ??= this.#finish();
    return this.#closed;
  }

  /** Leaves things as they were before `open`: no file, or an empty one. Of what goes wrong only `failed` is told. */
  discard(): Promise<void> {
    this.#closed ??= this.#undo();
    return this.#closed;
  }

  async #undo(): Promise<void> {
    await this.drained();
    if (!this.#created) await this.#attempt(async () => await this.#handle.truncate());
    await this.#attempt(async () => await this.#handle.close());
    if (this.#created) await this.#attempt(async () => await rm(this.#file));
  }

  async #finish(): Promise<void> {
    if (!this.#error) {
      if (this.#encoder.count > 0) this.#cut();
      this.#write(encodeFrame(END, encodeEnd(this.#encoder.total)));
    }
    await this.drained();
    await this.#attempt(async () => await this.#handle.sync());
    await this.#attempt(async () => await this.#handle.close());
    if (this.#error) throw this.#error;
  }

  #ready(time: number): boolean {
    if (this.#error || this.#closed) return false;
    if (this.#encoder.count > 0 && time - this.#encoder.startTime >= BLOCK_MS) this.#cut();
    return true;
  }

  #cut(): void {
    this.#write(encodeFrame(BLOCK, this.#encoder.take()));
  }

  /** One after the other; after one that failed nothing more is written, so that the file ends where it broke off. */
  #write(bytes: Uint8Array): void {
    this.#waiting += bytes.length;
    if (this.#waiting > MAX_WAITING) {
      const found = `${this.#waiting} that wait`;
      this.#fail(
        new RecordingError('too-slow', `${this.#file}: expected at most ${MAX_WAITING} bytes, found ${found}`),
      );
    }
    this.#writing = this.#writing.then(async () => {
      if (!this.#error) await this.#attempt(async () => await this.#handle.writeFile(bytes));
      this.#waiting -= bytes.length;
    });
  }

  async #attempt(task: () => Promise<void>): Promise<void> {
    try {
      await task();
    } catch (cause) {
      this.#fail(unwritable(this.#file, cause));
    }
  }

  #fail(error: RecordingError): void {
    if (this.#error) return;
    this.#error = error;
    this.#failed(error);
  }
}

interface NewFile {
  readonly handle: FileHandle;
  readonly created: boolean;
}

async function openNew(file: string): Promise<NewFile> {
  try {
    return { handle: await open(file, 'wx'), created: true };
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw unwritable(file, cause);
  }
  // Nothing is truncated: what comes to be in it meanwhile is not lost either.
  const handle = await open(file, 'r+').catch((cause: unknown) => {
    throw unwritable(file, cause);
  });
  const found = await handle.stat();
  if (found.isFile() && found.size === 0) return { handle, created: false };
  await handle.close();
  const what = found.isFile() ? `${found.size} bytes` : 'no regular file';
  throw new RecordingError('exists', `${file}: expected a new or empty file to record to, found ${what}`);
}

function unwritable(file: string, cause: unknown): RecordingError {
  const message = `${file}: expected a file that can be written, found ${messageOf(cause)}`;
  return new RecordingError('unwritable', message, cause);
}
