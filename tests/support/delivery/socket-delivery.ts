// Runs programs on one model client over real sockets and a faulty proxy, and compares it with the log at the end.
import {
  decodeBatch,
  decodeHeartbeat,
  decodeReply,
  decodeSnapshot,
  decodeWelcome,
  encodeConfigure,
  encodeInstrumentsRequest,
  encodeResume,
  encodeSubscribe,
} from '../../../proto/codec.ts';
import type { Position } from '../../../proto/messages.ts';
import { FaultyProxy } from '../network/faulty-proxy.ts';
import type { ResumePoint, Step } from './delivery-program.ts';
import { ModelClient } from './model-client.ts';
import type { Reading } from './model-wire.ts';
import type { ModelRequest, DeliveryEvent, Fault, Checker, ClientState } from './model-types.ts';
import { RawClient } from '../clients/raw-client.ts';
import { Dice } from '../random/seeded.ts';
import { FULL_SPEED } from '../network/slow-line.ts';

/** Enough replies to fill the system's buffers, so that the server notices a reader that has stopped. */
const FILLING_REPLIES = 260;
const FILL_PROBABILITY = 0.15;
const MAX_TICKS = 400;
const MAX_WAIT_MS = 300;

/** A client of the same feed on a reliable connection. */
export interface FeedMonitor {
  head(): Position;
  /** Resolves once the head has advanced by `count`. */
  untilTicks(count: number): Promise<void>;
  /** Resolves once `ms` have passed on the server's clock. */
  untilElapsed(ms: number): Promise<void>;
}

export class SocketDelivery {
  /** Number of events by kind. */
  readonly counts = new Map<string, number>();
  readonly #proxy: FaultyProxy;
  readonly #dice: Dice;
  readonly #monitor: () => FeedMonitor;
  /** Every call to the client, to be repeated on a checked client at the end. */
  readonly #calls: ((client: ModelClient) => void)[] = [];
  readonly #client: ModelClient;
  readonly #start: Position;
  #raw: RawClient | undefined;
  #reading: Reading = { kind: 'prompt' };
  #stateAtDisconnect: ClientState;
  #remembered: ClientState;

  private constructor(seed: number, proxy: FaultyProxy, monitor: () => FeedMonitor) {
    this.#dice = new Dice(seed);
    this.#proxy = proxy;
    this.#monitor = monitor;
    this.#start = monitor().head();
    this.#client = new ModelClient(this.#start);
    this.#stateAtDisconnect = this.#remembered = this.#client.state;
  }

  static async start(seed: number, port: number, monitor: () => FeedMonitor): Promise<SocketDelivery> {
    return new SocketDelivery(seed, await FaultyProxy.start(port), monitor);
  }

  async do(step: Step): Promise<void> {
    switch (step.kind) {
      case 'ticks':
      case 'burst':
        await this.#monitor().untilTicks(Math.min(step.count, MAX_TICKS));
        break;
      case 'wait':
        await this.#monitor().untilElapsed(Math.min(step.ms, MAX_WAIT_MS));
        break;
      case 'subscribe':
      case 'unsubscribe':
        await this.#request(step);
        break;
      case 'rate':
        await this.#request({ kind: 'configure', batchRate: step.batchRate });
        break;
      case 'read':
        this.#setReading(step.reading);
        break;
      case 'remember':
        this.#remembered = this.#client.resumeState;
        break;
      case 'cut':
        await this.#cut();
        break;
      case 'connect':
        await this.#connect(step.from);
        break;
      case 'epoch':
      case 'restart':
        // The test performs these, because they concern the server and all its clients.
        break;
    }
  }

  /** Lets the client read until it reaches the current head of the log. */
  async finish(): Promise<void> {
    this.#setReading({ kind: 'prompt' });
    await this.#request({ kind: 'configure', batchRate: 1_000 });
    const { epoch, sequence } = this.#monitor().head();
    const isCurrent = (): boolean => {
      const { state } = this.#client;
      return (
        state.epoch === epoch &&
        state.pending.size === 0 &&
        [...state.lanes.values()].every((at) => (at ?? 0) >= sequence)
      );
    };
    while (!isCurrent()) {
      const raw = this.#raw ?? (await this.#connect('current'));
      await raw.until('the head of the log, or the end of the connection', () => isCurrent() || this.#raw !== raw);
    }
  }

  /** Faults found by comparing the client with the logs. */
  faultsFoundBy(checker: Checker): readonly Fault[] {
    const client = new ModelClient(this.#start, checker);
    for (const call of this.#calls) call(client);
    return client.faults;
  }

  #callClient<T>(call: (client: ModelClient) => T): T {
    this.#calls.push(call);
    return call(this.#client);
  }

  #setReading(reading: Reading): void {
    this.#reading = reading;
    if (reading.kind === 'stopped') {
      this.#proxy.pause('down');
      if (!this.#dice.chance(FILL_PROBABILITY)) return;
      for (let n = 0; n < FILLING_REPLIES; n++)
        this.#raw?.emit('instruments', encodeInstrumentsRequest(), () => undefined);
      return;
    }
    const slow = { delayMs: this.#dice.below(60), bytesPerSecond: 3_000 + this.#dice.below(60_000) };
    this.#proxy.throttle(reading.kind === 'slow' ? slow : FULL_SPEED);
    this.#proxy.resume();
  }

  async #cut(): Promise<void> {
    const raw = this.#raw;
    if (!raw) return;
    this.#setReading({ kind: 'prompt' });
    const cut = this.#proxy.cutAfter(this.#dice.below(2_000));
    await Promise.race([cut, raw.untilDisconnected()]);
    this.#forgetConnection(raw);
  }

  async #connect(from: ResumePoint): Promise<RawClient> {
    if (this.#raw) {
      this.#proxy.drop();
      this.#forgetConnection(this.#raw);
    }
    const reading = this.#reading;
    this.#setReading({ kind: 'prompt' });
    const raw = RawClient.connect(this.#proxy.url);
    this.#raw = raw;
    const handleReceived = this.#handleEventsOf(raw);
    await raw.until('the welcome', () => raw.received.length > 0 || raw.state.kind !== 'connecting');
    handleReceived();
    this.#resume(from);
    this.#setReading(reading);
    return raw;
  }

  /** Handles received events in order until the connection is lost. Returns a function that handles those received so far. */
  #handleEventsOf(raw: RawClient): () => void {
    let handled = 0;
    const handleReceived = (): void => {
      while (handled < raw.received.length && this.#raw === raw)
        this.#handle(raw.received[handled++] as RawClient['received'][number]);
      if (raw.state.kind === 'closed' || raw.state.kind === 'refused') this.#forgetConnection(raw);
    };
    raw.on(handleReceived);
    return handleReceived;
  }

  #handle({ event, payload }: RawClient['received'][number]): void {
    this.counts.set(event, (this.counts.get(event) ?? 0) + 1);
    if (event === 'welcome') {
      const { head } = decodeWelcome(payload);
      this.#callClient((client) => client.connect(head));
    } else if (event === 'batch' || event === 'snapshot' || event === 'heartbeat') {
      const message = decode(event, payload);
      this.#callClient((client) => client.handleEvent(message));
    }
  }

  #resume(point: ResumePoint): void {
    const state = point === 'earlier' ? this.#remembered : this.#stateAtDisconnect;
    const { epoch } = state;
    const { sequence } = this.#monitor().head();
    const from = { epoch: point === 'other-epoch' ? epoch ^ 0x55 : epoch, sequence: sequence + 1_000_000 };
    if (point === 'nowhere') {
      const { subscriptions } = this.#callClient((client) => client.resumeFrom(state));
      this.#callClient((client) => client.abandonResume());
      this.#send({ kind: 'subscribe', subscriptions });
    } else if (point === 'future' || point === 'other-epoch')
      this.#send(this.#callClient((client) => client.resumeFrom(state, from)));
    else this.#send(this.#callClient((client) => client.resumeFrom(state)));
    const subscriptions = [...state.pending.values()].map((awaited) => ({ ...awaited, mode: 'board' as const }));
    if (subscriptions.length > 0) this.#send({ kind: 'subscribe', subscriptions });
  }

  async #request(request: ModelRequest): Promise<void> {
    if (!this.#raw) await this.#connect('current');
    this.#send(request);
  }

  #send(request: ModelRequest): void {
    const raw = this.#raw;
    raw?.emit(request.kind, encode(request), (payload: Uint8Array) => {
      if (this.#raw !== raw) return;
      const reply = decodeReply(payload);
      this.#callClient((client) => client.handleReply(request, reply));
    });
  }

  #forgetConnection(raw: RawClient): void {
    if (this.#raw !== raw) return;
    this.#stateAtDisconnect = this.#client.resumeState;
    this.#raw = undefined;
  }
}

function encode(request: ModelRequest): Uint8Array {
  if (request.kind === 'configure') return encodeConfigure(request.batchRate);
  return request.kind === 'resume' ? encodeResume(request) : encodeSubscribe(request.subscriptions);
}

function decode(kind: DeliveryEvent['kind'], payload: Uint8Array): DeliveryEvent {
  if (kind === 'batch') return { kind, message: decodeBatch(payload) };
  return kind === 'snapshot' ? { kind, message: decodeSnapshot(payload) } : { kind, message: decodeHeartbeat(payload) };
}
