// Fake connections: a test plays the feed server's part.
import type { ClientEvents, ServerEvents } from '../../../proto/events.ts';
import type { Close } from '../../../proto/messages.ts';
import type { Connect, Connection, ConnectionListener } from '../../../feed-client/index.ts';

interface FakeRequest {
  readonly event: keyof ClientEvents;
  readonly payload: Uint8Array;
  readonly reply: (payload: unknown) => void;
}

/** One attempt to connect. The test decides what the server does, even after the client has closed the connection. */
export class FakeConnection implements Connection {
  readonly url: string;
  readonly protocol: number;
  readonly requests: FakeRequest[] = [];
  closed = false;
  readonly #listener: ConnectionListener;

  constructor(url: string, protocol: number, listener: ConnectionListener) {
    this.url = url;
    this.protocol = protocol;
    this.#listener = listener;
  }

  request(event: keyof ClientEvents, payload: Uint8Array, reply: (payload: unknown) => void): void {
    this.requests.push({ event, payload, reply });
  }

  close(): void {
    this.closed = true;
  }

  emit(event: keyof ServerEvents, payload: unknown): void {
    this.#listener.onEvent(event, payload);
  }

  refuse(close: Close): void {
    this.#listener.onRefused(close);
  }

  sendInvalid(why: string): void {
    this.#listener.onInvalid(why);
  }

  disconnect(why: string): void {
    this.#listener.onLost(why);
  }

  /** The latest request of this kind. */
  lastRequest(event: keyof ClientEvents): FakeRequest {
    const request = this.requests.filter((candidate) => candidate.event === event).at(-1);
    if (!request)
      throw new Error(
        `expected a request "${event}", found ${this.requests.map((other) => other.event).join(', ') || 'none'}`,
      );
    return request;
  }
}

/** Creates connections and keeps them in order. */
export class FakeNetwork {
  readonly connections: FakeConnection[] = [];

  readonly connect: Connect = (url, protocol, listener) => {
    const connection = new FakeConnection(url, protocol, listener);
    this.connections.push(connection);
    return connection;
  };

  get latest(): FakeConnection {
    const connection = this.connections.at(-1);
    if (!connection) throw new Error('expected a connection, found none');
    return connection;
  }

  get open(): FakeConnection[] {
    return this.connections.filter((c) => !c.closed);
  }
}
