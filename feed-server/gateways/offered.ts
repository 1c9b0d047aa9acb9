// A worker's connections between offer and service: they have arrived, and nobody reads from them yet.
import { connectionOf, type TcpConnection, type TcpHandle } from '../transport/listener.ts';
import type { FromGateway } from './messages.ts';

export class Offered {
  readonly #handles = new Map<number, TcpHandle>();
  readonly #tell: (message: FromGateway) => void;
  #taken = 0;

  constructor(tell: (message: FromGateway) => void) {
    this.#tell = tell;
  }

  /** Connections that it was told to serve so far. */
  get taken(): number {
    return this.#taken;
  }

  /** `handle`: undefined where the connection ended on its way, which is answered for all the same. */
  offer(number: number, handle: TcpHandle | undefined): void {
    if (handle) this.#handles.set(number, handle);
    this.#tell({ kind: 'accepted', number });
  }

  /** The connection, which is this process's own from now on; undefined where it ended on its way. */
  serve(number: number): TcpConnection | undefined {
    this.#taken++;
    const handle = this.#handles.get(number);
    this.#handles.delete(number);
    return handle && connectionOf(handle);
  }

  withdraw(number: number): void {
    this.#handles.get(number)?.close();
    this.#handles.delete(number);
    this.#tell({ kind: 'withdrawn', number });
  }
}
