// Writes published ticks to a recording file (docs/recording-format.md) in the background.
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

/** The maximum market time in a block. A process that is killed loses at most this much. */
const BLOCK_MS = 5_000;
/** The maximum number of bytes waiting to be written. */
const MAX_WAITING_BYTES = 2 ** 28;

export class RecordingWriter implements TickSink {
  readonly #file: string;
  readonly #handle: FileHandle;
  /** Whether the file did not exist before. */
  readonly #created: boolean;
  readonly #encoder: BlockEncoder;
  readonly #onError: (error: RecordingError) => void;
  #error: RecordingError | undefined;
  #writing: Promise<void> = Promise.resolve();
  #waitingBytes = 0;
  #closed: Promise<void> | undefined;

  private constructor(
    file: string,
    { handle, created }: NewFile,
    head: RecordingHead,
    onError: (error: RecordingError) => void,
  ) {
    this.#file = file;
    this.#handle = handle;
    this.#created = created;
    this.#onError = onError;
    this.#encoder = new BlockEncoder(head.instruments.length);
    this.#write(encodeSignature());
    this.#write(encodeFrame(HEAD, encodeHead(head)));
  }

  /**
   * Starts `file`, which must be new or empty. `onError` is called once if writing fails, for example on a full disk:
   * ticks after that are dropped. @throws RecordingError
   */
  static async open(
    file: string,
    head: RecordingHead,
    onError: (error: RecordingError) => void = () => undefined,
  ): Promise<RecordingWriter> {
    const writer = new RecordingWriter(file, await openNew(file), head, onError);
    await writer.drained();
    if (!writer.#error) return writer;
    await writer.discard();
    throw writer.#error;
  }

  /** The number of ticks accepted. */
  get ticks(): number {
    return this.#encoder.total;
  }

  /** @throws RangeError if id or time break the rules of TickSink, like the other methods */
  quote(id: number, time: number, bid: number, bidSize: number, ask: number, askSize: number): void {
    if (!this.#accepts(time)) return;
    this.#encoder.quote(id, time, bid, bidSize, ask, askSize);
    if (this.#encoder.isFull) this.#writeBlock();
  }

  trade(id: number, time: number, price: number, size: number): void {
    if (!this.#accepts(time)) return;
    this.#encoder.trade(id, time, price, size);
    if (this.#encoder.isFull) this.#writeBlock();
  }

  status(id: number, time: number, session: MarketSession, reason: StatusReason, reference: number | undefined): void {
    if (!this.#accepts(time)) return;
    this.#encoder.status(id, time, session, reason, reference);
    if (this.#encoder.isFull) this.#writeBlock();
  }

  /**
   * Resolves when no whole block waits for the disk. A caller that records faster than real time should await it regularly:
   * 256 MiB may wait.
   */
  async drained(): Promise<void> {
    while (this.#waitingBytes > 0) await this.#writing;
  }

  /** Writes the remaining ticks and the end, and closes the file. Also rejects with the error that `onError` got. */
  close(): Promise<void> {
    this.#closed ??= this.#finish();
    return this.#closed;
  }

  /** Restores the state before `open`: no file, or an empty one. Errors go only to `onError`. */
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
      if (this.#encoder.count > 0) this.#writeBlock();
      this.#write(encodeFrame(END, encodeEnd(this.#encoder.total)));
    }
    await this.drained();
    await this.#attempt(async () => await this.#handle.sync());
    await this.#attempt(async () => await this.#handle.close());
    if (this.#error) throw this.#error;
  }

  #accepts(time: number): boolean {
    if (this.#error || this.#closed) return false;
    if (this.#encoder.count > 0 && time - this.#encoder.startTime >= BLOCK_MS) this.#writeBlock();
    return true;
  }

  #writeBlock(): void {
    this.#write(encodeFrame(BLOCK, this.#encoder.takeBlock()));
  }

  /** Queues `bytes` for writing. After a failure nothing more is written, so that the file ends there. */
  #write(bytes: Uint8Array): void {
    this.#waitingBytes += bytes.length;
    if (this.#waitingBytes > MAX_WAITING_BYTES) {
      const found = `${this.#waitingBytes} waiting to be written`;
      this.#fail(
        new RecordingError('too-slow', `${this.#file}: expected at most ${MAX_WAITING_BYTES} bytes, found ${found}`),
      );
    }
    this.#writing = this.#writing.then(async () => {
      if (!this.#error) await this.#attempt(async () => await this.#handle.writeFile(bytes));
      this.#waitingBytes -= bytes.length;
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
    this.#onError(error);
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
  // The file is not truncated, so content that another program has written to it is not lost.
  const handle = await open(file, 'r+').catch((cause: unknown) => {
    throw unwritable(file, cause);
  });
  const found = await handle.stat();
  if (found.isFile() && found.size === 0) return { handle, created: false };
  await handle.close();
  const content = found.isFile() ? `${found.size} bytes` : 'something that is not a regular file';
  throw new RecordingError('exists', `${file}: expected a new or empty file to record to, found ${content}`);
}

function unwritable(file: string, cause: unknown): RecordingError {
  const message = `${file}: expected a file that can be written, found ${messageOf(cause)}`;
  return new RecordingError('unwritable', message, cause);
}
