// A TCP proxy that fails on command: it cuts, stalls, throttles and refuses connections to a local port.
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { addCleanup } from '../time/cleanup.ts';
import { FULL_SPEED, SlowLine, type LineSpeed } from './slow-line.ts';

const HOST = '127.0.0.1';

export class FaultyProxy {
  readonly port: number;
  /** http://host:port */
  readonly url: string;
  readonly #server: Server;
  readonly #wires: Set<Wire>;
  readonly #state: State;

  private constructor(server: Server, wires: Set<Wire>, state: State) {
    this.#server = server;
    this.#wires = wires;
    this.#state = state;
    this.port = (server.address() as AddressInfo).port;
    this.url = `http://${HOST}:${this.port}`;
  }

  /** Forwards to `targetPort`, which may open later. Closed after the test, or after the file's last test. */
  static async start(targetPort: number): Promise<FaultyProxy> {
    const wires = new Set<Wire>();
    const state: State = {
      refusing: false,
      paused: 'none',
      speed: FULL_SPEED,
      cut: undefined,
      mutate: undefined,
      accepted: 0,
      downstream: 0,
      upstream: 0,
    };
    const server = createServer({ pauseOnConnect: true, noDelay: true }, (client) => {
      if (state.refusing) {
        client.on('error', () => undefined).resetAndDestroy();
        return;
      }
      const wire = new Wire(client, connect({ port: targetPort, host: HOST, noDelay: true }), state);
      wires.add(wire);
      state.accepted++;
      client.once('close', () => wires.delete(wire));
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, HOST, resolve);
    });
    const proxy = new FaultyProxy(server, wires, state);
    addCleanup(() => proxy.close());
    return proxy;
  }

  /** Number of open connections. */
  get size(): number {
    return this.#wires.size;
  }

  /** Number of connections accepted so far. */
  get accepted(): number {
    return this.#state.accepted;
  }

  /** Bytes forwarded to clients so far. */
  get downstream(): number {
    return this.#state.downstream;
  }

  /** Bytes forwarded from clients so far. */
  get upstream(): number {
    return this.#state.upstream;
  }

  /** Resets all connections at once, and drops everything in flight. */
  drop(): void {
    for (const wire of this.#wires) wire.reset();
  }

  /**
   * Forwards `bytes` (0 or more) to clients and then ends the connection that carries the next byte, even in the middle of a
   * message. Resolves once it has; a later call replaces a pending one.
   */
  cutAfter(bytes: number): Promise<void> {
    return new Promise((resolve) => (this.#state.cut = { left: bytes, done: resolve }));
  }

  /** From now on, passes each chunk for clients to `change`, which modifies it in place; undefined stops that. */
  mutate(change: ((bytes: Buffer) => void) | undefined): void {
    this.#state.mutate = change;
  }

  /**
   * Forwards nothing and closes nothing until `resume`; new connections are accepted but get no data. `down`: holds back only
   * data for clients, as if they did not read.
   */
  pause(which: 'both' | 'down' = 'both'): void {
    this.#state.paused = which;
    for (const wire of this.#wires) wire.updateFlow();
  }

  /** Continues, starting with the data that was held back. */
  resume(): void {
    this.#state.paused = 'none';
    for (const wire of this.#wires) wire.updateFlow();
  }

  /** Limits the speed of data for clients, including data in flight. */
  throttle(speed: LineSpeed): void {
    this.#state.speed = speed;
    for (const wire of this.#wires) wire.updateSpeed();
  }

  /** `refusing`: whether to reset new connections at once. Open ones stay open. */
  refuse(refusing: boolean): void {
    this.#state.refusing = refusing;
  }

  async close(): Promise<void> {
    this.drop();
    if (this.#server.listening) await new Promise((resolve) => this.#server.close(resolve));
  }
}

interface State {
  refusing: boolean;
  paused: 'none' | 'down' | 'both';
  speed: LineSpeed;
  cut: { left: number; readonly done: () => void } | undefined;
  mutate: ((bytes: Buffer) => void) | undefined;
  accepted: number;
  downstream: number;
  upstream: number;
}

/** A client's connection and the one that it is forwarded to. */
class Wire {
  readonly #client: Socket;
  readonly #target: Socket;
  readonly #state: State;
  readonly #line: SlowLine;

  constructor(client: Socket, target: Socket, state: State) {
    this.#client = client;
    this.#target = target;
    this.#state = state;
    this.#line = new SlowLine(
      (bytes) => this.#forwardDown(bytes),
      () => this.updateFlow(),
    );
    this.#line.speed = state.speed;
    target.pause();
    target.on('data', (bytes: Buffer) => {
      this.#line.write(bytes);
      if (this.#line.full) this.updateFlow();
    });
    client.once('close', () => this.#line.discard());
    client.on('data', (bytes: Buffer) => this.#forwardUp(bytes));
    for (const [from, to] of [
      [client, target],
      [target, client],
    ] as const) {
      from.on('error', () => undefined);
      const whenDelivered = (task: () => void): void => (from === target ? this.#line.whenEmpty(task) : task());
      from.on('end', () => whenDelivered(() => to.end()));
      from.on('close', () => whenDelivered(() => to.destroySoon()));
      to.on('drain', () => this.updateFlow());
    }
    this.updateFlow();
  }

  /** Pauses or resumes each direction. A direction stays paused while its receiver has a backlog. */
  updateFlow(): void {
    const { paused } = this.#state;
    const up = paused !== 'both' && !this.#target.writableNeedDrain;
    const down = paused === 'none' && !this.#client.writableNeedDrain && !this.#line.full;
    this.#line.open = paused === 'none';
    for (const [socket, flows] of [
      [this.#client, up],
      [this.#target, down],
    ] as const) {
      if (flows) socket.resume();
      else socket.pause();
    }
  }

  updateSpeed(): void {
    this.#line.speed = this.#state.speed;
  }

  reset(): void {
    this.#client.resetAndDestroy();
    this.#target.resetAndDestroy();
  }

  #forwardDown(bytes: Buffer): void {
    const { cut, mutate } = this.#state;
    mutate?.(bytes);
    if (cut && bytes.length > cut.left) {
      this.#state.cut = undefined;
      this.#state.downstream += cut.left;
      this.#client.end(bytes.subarray(0, cut.left));
      this.#client.destroySoon();
      this.#target.resetAndDestroy();
      cut.done();
      return;
    }
    if (cut) cut.left -= bytes.length;
    this.#state.downstream += bytes.length;
    this.#forward(this.#target, this.#client, bytes);
  }

  #forwardUp(bytes: Buffer): void {
    this.#state.upstream += bytes.length;
    this.#forward(this.#client, this.#target, bytes);
  }

  #forward(from: Socket, to: Socket, bytes: Buffer): void {
    if (to.writable && !to.write(bytes)) from.pause();
  }
}
