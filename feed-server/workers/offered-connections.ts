// Connections that were offered to this worker but that it does not serve yet. Nothing reads from them.
import { connectionOf, type TcpConnection, type TcpHandle } from '../transport/listener.ts';
import type { FromGateway } from './messages.ts';

export class OfferedConnections {
  readonly #handles = new Map<number, TcpHandle>();
  readonly #send: (message: FromGateway) => void;
  #handedOver = 0;

  constructor(send: (message: FromGateway) => void) {
    this.#send = send;
  }

  /** The number of connections handed over to this worker so far. */
  get handedOver(): number {
    return this.#handedOver;
  }

  /** Accepts the offer, even if the connection ended on the way and `handle` is undefined. */
  offer(number: number, handle: TcpHandle | undefined): void {
    if (handle) this.#handles.set(number, handle);
    this.#send({ kind: 'accepted', number });
  }

  /** Takes over the connection. Returns undefined if it ended on the way. */
  serve(number: number): TcpConnection | undefined {
    this.#handedOver++;
    const handle = this.#handles.get(number);
    this.#handles.delete(number);
    return handle && connectionOf(handle);
  }

  withdraw(number: number): void {
    this.#handles.get(number)?.close();
    this.#handles.delete(number);
    this.#send({ kind: 'withdrawn', number });
  }
}
