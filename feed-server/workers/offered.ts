// Connections that a worker has been offered and does not serve yet. Nobody reads from them.
import { connectionOf, type TcpConnection, type TcpHandle } from '../transport/listener.ts';
import type { FromGateway } from './messages.ts';

export class Offered {
  readonly #handles = new Map<number, TcpHandle>();
  readonly #send: (message: FromGateway) => void;
  #taken = 0;

  constructor(send: (message: FromGateway) => void) {
    this.#send = send;
  }

  /** Connections that the worker has been given so far. */
  get taken(): number {
    return this.#taken;
  }

  /** `handle`: undefined if the connection ended on the way. The offer is accepted all the same. */
  offer(number: number, handle: TcpHandle | undefined): void {
    if (handle) this.#handles.set(number, handle);
    this.#send({ kind: 'accepted', number });
  }

  /** The connection, which belongs to this process from now on; undefined if it ended on the way. */
  serve(number: number): TcpConnection | undefined {
    this.#taken++;
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
