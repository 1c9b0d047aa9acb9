// A Socket.IO client without our protocol: it records every event and sends whatever a test passes it.
import { io, type Socket } from 'socket.io-client';
import { decodeClose } from '../../../proto/codec.ts';
import { PROTOCOL_VERSION, type Close } from '../../../proto/messages.ts';
import { addCleanup } from '../time/cleanup.ts';
import { until, within } from '../time/until.ts';

export interface ReceivedEvent {
  readonly event: string;
  readonly payload: Uint8Array;
}

/** `refused`: the handshake failed with this Socket.IO error. */
export type RawState =
  | { readonly kind: 'connecting' | 'open' }
  | { readonly kind: 'refused'; readonly message: string; readonly data: unknown }
  | { readonly kind: 'closed'; readonly why: string };

export class RawClient {
  readonly received: ReceivedEvent[] = [];
  state: RawState = { kind: 'connecting' };
  readonly #socket: Socket;
  readonly #listeners = new Set<() => void>();

  private constructor(url: string, auth: Readonly<Record<string, unknown>>) {
    this.#socket = io(url, { transports: ['websocket'], reconnection: false, forceNew: true, auth });
    this.#socket.on('connect', () => this.#setState({ kind: 'open' }));
    this.#socket.on('connect_error', (error: Error & { data?: unknown }) =>
      this.#setState({ kind: 'refused', message: error.message, data: error.data }),
    );
    this.#socket.on('disconnect', (why) => this.#setState({ kind: 'closed', why }));
    this.#socket.onAny((event: string, payload: Uint8Array) => {
      this.received.push({ event, payload });
      for (const listener of this.#listeners) listener();
    });
    addCleanup(() => this.#socket.disconnect());
  }

  /** Starts connecting, with `auth` in the handshake: by default, only a supported protocol version. */
  static connect(url: string, auth: Readonly<Record<string, unknown>> = { protocol: PROTOCOL_VERSION }): RawClient {
    return new RawClient(url, auth);
  }

  /** Resolves once the welcome has arrived. */
  static async open(url: string): Promise<RawClient> {
    const client = RawClient.connect(url);
    await client.until('the welcome', () => client.received.length > 0);
    return client;
  }

  /** The payloads of an event so far. */
  payloads(event: string): Uint8Array[] {
    return this.received.filter((message) => message.event === event).map((message) => message.payload);
  }

  /** The server's close message, if it has sent one. */
  get closeMessage(): Close | undefined {
    const [payload] = this.payloads('close');
    return payload && decodeClose(payload);
  }

  /** Calls `listener` after every event and change of state. Returns a function that removes it. */
  on(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Sends a request and resolves with the reply, which is Socket.IO's acknowledgement. */
  request(event: string, ...args: readonly unknown[]): Promise<Uint8Array> {
    const reply = new Promise<Uint8Array>((resolve) => this.#socket.emit(event, ...args, resolve));
    return within(`the reply to ${event}`, reply);
  }

  /** Sends without asking for a reply. */
  emit(event: string, ...args: readonly unknown[]): void {
    this.#socket.emit(event, ...args);
  }

  disconnect(): void {
    this.#socket.disconnect();
  }

  /** Resolves once the server has replied to everything sent before, or the connection has ended. */
  async flushed(): Promise<void> {
    const reply = this.request('instruments', new Uint8Array()).catch(() => undefined);
    await Promise.race([reply, this.untilDisconnected()]);
  }

  /** Waits until `condition` holds. It is checked after every event and change of state. */
  until<T>(description: string, condition: () => T, limitMs?: number): Promise<Exclude<T, undefined | false>> {
    return until(description, condition, { on: (check) => this.on(check), ...(limitMs !== undefined && { limitMs }) });
  }

  /** Waits until the connection is closed or refused. */
  async untilDisconnected(): Promise<void> {
    await this.until('the connection to end', () => this.state.kind === 'closed' || this.state.kind === 'refused');
  }

  #setState(state: RawState): void {
    this.state = state;
    for (const listener of this.#listeners) listener();
  }
}
