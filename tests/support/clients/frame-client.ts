// A client without the Socket.IO library. It sends and receives the frames that proto/README.md describes.
import { addCleanup } from '../time/cleanup.ts';
import { until } from '../time/until.ts';

/** A WebSocket message. */
export type Frame =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'bytes'; readonly bytes: Buffer };

export class FrameClient {
  /** Everything received, in order. */
  readonly frames: Frame[] = [];
  /** The WebSocket close code; undefined while it is open. */
  closeCode: number | undefined;
  readonly #socket: WebSocket;
  readonly #listeners = new Set<() => void>();

  constructor(url: string) {
    this.#socket = new WebSocket(`${url.replace(/^http/, 'ws')}/socket.io/?EIO=4&transport=websocket`);
    this.#socket.binaryType = 'arraybuffer';
    this.#socket.addEventListener('message', ({ data }: MessageEvent<string | ArrayBuffer>) => {
      this.frames.push(
        typeof data === 'string' ? { kind: 'text', text: data } : { kind: 'bytes', bytes: Buffer.from(data) },
      );
      this.#notify();
    });
    this.#socket.addEventListener('close', ({ code }) => {
      this.closeCode = code;
      this.#notify();
    });
    addCleanup(() => this.#socket.close());
  }

  send(frame: string | Uint8Array<ArrayBuffer>): void {
    this.#socket.send(frame);
  }

  /** Sends a request and resolves with the bytes of its reply. */
  async request(number: number, event: string, payload: Uint8Array<ArrayBuffer>): Promise<Buffer> {
    this.send(`451-${number}["${event}",{"_placeholder":true,"num":0}]`);
    this.send(payload);
    return this.until(`the reply to request ${number}`, () => this.bytesAfter(`461-${number}[`)[0]);
  }

  /** Connects and waits for the welcome. */
  async connect(): Promise<void> {
    await this.until('the first packet', () => this.frames.length > 0);
    this.send('40{"protocol":2}');
    await this.until('the welcome', () => this.bytesAfter('451-["welcome",')[0]);
  }

  /** The bytes that follow each packet beginning with `prefix`. */
  bytesAfter(prefix: string): Buffer[] {
    return this.frames.flatMap((frame, i) => {
      const next = this.frames[i + 1];
      return frame.kind === 'text' && frame.text.startsWith(prefix) && next?.kind === 'bytes' ? [next.bytes] : [];
    });
  }

  /** Whether bytes ever arrived without a packet that announces them, or a packet without its bytes. */
  get outOfOrder(): boolean {
    return this.frames.some((frame, i) => {
      const before = this.frames[i - 1];
      const announced = before?.kind === 'text' && /^4[56]1-/.test(before.text);
      return (frame.kind === 'bytes') !== announced;
    });
  }

  until<T>(description: string, condition: () => T, limitMs?: number): Promise<Exclude<T, undefined | false>> {
    const on = (check: () => void): (() => void) => {
      this.#listeners.add(check);
      return () => this.#listeners.delete(check);
    };
    return until(description, condition, { on, ...(limitMs !== undefined && { limitMs }) });
  }

  #notify(): void {
    for (const listener of this.#listeners) listener();
  }
}
