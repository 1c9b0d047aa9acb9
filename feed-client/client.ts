// The feed client: keeps a connection to a feed, and tells its consumers what arrives and how current it is.
import { CodecError } from '../proto/codec.ts';
import type { ServerEvents } from '../proto/events.ts';
import { feedUrl } from '../proto/feed-address.ts';
import { PROTOCOL_VERSION, type Bars, type BarsRequest, type Batch, type TradesRequest } from '../proto/messages.ts';
import type { Clock, Random } from './connection/clock.ts';
import type { Connect, Connection, ConnectionListener } from './connection/connection.ts';
import { lookEveryMs } from './connection/local-time.ts';
import { PacedRequests } from './connection/paced-requests.ts';
import { connectSocket } from './connection/socket.ts';
import { systemClock } from './connection/system-clock.ts';
import { Timekeeper } from './connection/timekeeper.ts';
import { Listeners, type FeedEvents } from './events.ts';
import { HistoryRequests, type Answer } from './history/history-requests.ts';
import { invalidMessage } from './machine/connecting.ts';
import { decodeEvent, encodeRequest, type Request } from './machine/messages.ts';
import { OWN_LANE } from './machine/positions.ts';
import {
  STALE_AFTER_HEARTBEATS,
  deadline,
  newMachine,
  type Effect,
  type FeedEvent,
  type Machine,
} from './machine/state.ts';
import { step } from './machine/step.ts';
import { factsAfter, StatusParts, type FeedFacts, type FeedStatus, type Link } from './status.ts';
import { Handles, type SubscribeOptions, type SubscriptionHandle } from './subscriptions/handles.ts';
import { InstrumentRegistry } from './subscriptions/instrument-registry.ts';

export interface FeedClientOptions {
  /** The feed server's address, as people write it: http://127.0.0.1:4400, https://host/path. */
  readonly url: string;
  /**
   * The sum modulo 2^32 of the digests (proto/README.md) of what the consumer knows of these instruments, which the client
   * compares with the server's. Undefined if it knows too little to tell. Without this function nothing is compared.
   */
  readonly digest?: (ids: readonly number[]) => number | undefined;
  /** By default the system's. */
  readonly clock?: Clock;
  /** By default Math.random. */
  readonly random?: Random;
  /** By default over Socket.IO. */
  readonly connect?: Connect;
}

const NOT_LIVE = { kind: 'lost', why: 'the link is not live' } as const;

export class FeedClient {
  readonly #url: string;
  readonly #digest: FeedClientOptions['digest'];
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #connect: Connect;
  readonly #listeners = new Listeners();
  readonly #handles: Handles;
  readonly #status = new StatusParts();
  readonly #time: Timekeeper;
  readonly #history = new HistoryRequests();
  readonly #instruments = new InstrumentRegistry();
  #machine: Machine = newMachine();
  #connection: Connection | undefined;
  #requests: PacedRequests | undefined;
  #timer: { readonly due: number; readonly cancel: () => void } | undefined;
  #facts: FeedFacts | undefined;
  #heardAt: number | undefined;

  /** @throws RangeError if `url` is no address of a feed */
  constructor({ url, digest, clock = systemClock, random = Math.random, connect = connectSocket }: FeedClientOptions) {
    this.#url = feedUrl(url);
    this.#digest = digest;
    this.#clock = clock;
    this.#random = random;
    this.#connect = connect;
    this.#time = new Timekeeper(clock);
    this.#handles = new Handles({
      subscribe: (subscription) => this.#take({ type: 'subscribe', subscription }),
      unsubscribe: (subscription) => this.#take({ type: 'unsubscribe', subscription }),
    });
  }

  /** Connects, and reconnects whenever the link is lost. */
  start(): void {
    this.#take({ type: 'start' });
  }

  /** Disconnects. Subscriptions stay: after another start() they resume from their positions. */
  stop(): void {
    this.#take({ type: 'stop' });
  }

  /** For a person's wish: connects at once unless the link is live, also to a server that refused, and restarts slow attempts. */
  retryNow(): void {
    this.#take({ type: 'retry' });
  }

  /** For hints of the network or the page that now is a good time: the same, but a refusal stands. */
  nudge(): void {
    this.#take({ type: 'nudge' });
  }

  /** For a machine that woke up: nothing is called live before the server is heard again. */
  woke(): void {
    this.#take({ type: 'woke' });
  }

  /**
   * Notices a sleep or a clock that was set. The client does so with every message and about once a heartbeat; call it before
   * showing what is known, to notice earlier.
   */
  lookAtClock(): void {
    if (this.#time.mayHaveSlept(STALE_AFTER_HEARTBEATS * this.#machine.heartbeatMs)) this.woke();
  }

  /** Local time, milliseconds. All times in the status are local. */
  get now(): number {
    return this.#time.now;
  }

  /**
   * Subscribes to the board or the tape of a symbol until the handle is closed. Handles of one symbol and mode share one
   * subscription, at the shortest interval of theirs. @throws RangeError if one of the arguments is out of range
   */
  subscribe(symbol: string, options: SubscribeOptions): SubscriptionHandle {
    return this.#handles.open(symbol, options);
  }

  /** The trades of one symbol in a range of the log, or the first part of them. Only while the link is live. */
  async fetchTrades(request: TradesRequest): Promise<Answer<Batch>> {
    return this.#machine.phase.kind === 'live' ? this.#history.trades(request) : NOT_LIVE;
  }

  /** The bars of one symbol, or the first part of them. Only while the link is live. */
  async fetchBars(request: BarsRequest): Promise<Answer<Bars>> {
    return this.#machine.phase.kind === 'live' ? this.#history.bars(request) : NOT_LIVE;
  }

  get link(): Link {
    return this.#status.link(this.#machine);
  }

  get status(): FeedStatus {
    return {
      ...this.#status.of(this.#machine),
      heardAt: this.#heardAt,
      facts: this.#facts,
      instruments: this.#instruments.offered,
      clockOffset: this.#time.offset,
    };
  }

  /** Calls `listener` for each event of that name. Returns what ends that. */
  on<Name extends keyof FeedEvents>(name: Name, listener: (payload: FeedEvents[Name]) => void): () => void {
    return this.#listeners.add(name, listener);
  }

  #take(event: FeedEvent): void {
    const before = this.#machine;
    const moment = { now: this.#time.now, heardAt: this.#heardAt ?? 0, random: this.#random };
    const { machine, effects } = step(before, event, moment);
    this.#machine = machine;
    for (const effect of effects) this.#perform(effect);
    this.#armTimer();
    if (event.type !== 'timer' || machine !== before) this.#listeners.emit('status', undefined);
  }

  /**
   * A timer that fires too early does no harm, so a deadline that moves with every message costs nothing. It fires often
   * enough to notice a sleep.
   */
  #armTimer(): void {
    const limit = deadline(this.#machine, this.#heardAt ?? 0);
    const due =
      limit === undefined ? undefined : Math.min(limit, this.#time.now + lookEveryMs(this.#machine.heartbeatMs));
    if (due !== undefined && this.#timer && this.#timer.due <= due) return;
    this.#timer?.cancel();
    this.#timer = undefined;
    if (due === undefined) return;
    const cancel = this.#clock.after(Math.max(0, due - this.#time.now), () => {
      this.#timer = undefined;
      this.lookAtClock();
      this.#take({ type: 'timer' });
    });
    this.#timer = { due, cancel };
  }

  #perform(effect: Effect): void {
    switch (effect.do) {
      case 'open':
        return this.#open();
      case 'close':
        return this.#close();
      case 'resume':
      case 'subscribe':
      case 'unsubscribe':
      case 'fetch-instruments':
        return this.#request(encodeRequest(effect));
      case 'verify': {
        const { intervalMs, ids, sum } = effect;
        const known = this.#digest?.(ids);
        if (known === undefined) return;
        const comparison = { intervalMs, symbols: ids.length, same: known === sum };
        return this.#take({ type: 'verified', comparison });
      }
      case 'emit-accepted':
        return this.#listeners.emit('accepted', { subscriptions: effect.accepted, newEpoch: effect.newEpoch });
      case 'emit-receipts':
        return this.#listeners.emit('receipts', effect.receipts);
      case 'emit-unsubscribed':
        return this.#listeners.emit('unsubscribed', effect.subscription);
      case 'emit-snapshot':
        return this.#listeners.emit('snapshot', effect.snapshot);
      case 'emit-batch':
        return this.#listeners.emitBatch(effect.batch);
    }
  }

  #open(): void {
    // A connection that was given up may still speak. Only the current one is listened to.
    const ifCurrent = (task: () => void): void => {
      if (this.#connection === connection) task();
    };
    const listener: ConnectionListener = {
      onEvent: (event, payload) => {
        this.lookAtClock();
        if (this.#connection === connection) this.#receive(event, payload);
      },
      onRefused: (close) => ifCurrent(() => this.#take({ type: 'closing', close })),
      onInvalid: (why) => ifCurrent(() => this.#reject(why)),
      onLost: (why) => ifCurrent(() => this.#take({ type: 'lost', why })),
    };
    const connection = this.#connect(this.#url, PROTOCOL_VERSION, listener);
    this.#connection = connection;
    this.#requests = new PacedRequests(connection, this.#clock, (ms) =>
      ifCurrent(() => {
        this.#heardAt = this.#time.now;
        this.#listeners.emit('deferred', ms);
        this.#take({ type: 'deferred', ms });
      }),
    );
    this.#history.use(this.#requests);
  }

  #close(): void {
    this.#connection?.close();
    this.#connection = undefined;
    this.#requests?.close();
    this.#history.use(undefined);
  }

  #request({ event, payload, decodeReply }: Request): void {
    const connection = this.#connection;
    this.#requests?.request(event, payload, (bytes) => {
      this.lookAtClock();
      if (this.#connection === connection) this.#receiveBytes(() => decodeReply(bytes));
    });
  }

  #receive(event: keyof ServerEvents, payload: unknown): void {
    this.#receiveBytes(() => decodeEvent(event, payload));
  }

  #receiveBytes(decode: () => FeedEvent | undefined): void {
    let event: FeedEvent | undefined;
    try {
      event = decode();
      if (event) {
        this.#instruments.check(event);
        event = this.#timed(event);
      }
    } catch (error) {
      if (!(error instanceof CodecError)) throw error;
      // Bytes that don't decode may have been damaged on their way: another connection may work.
      const isDamaged = error.code === 'malformed' || error.code === 'truncated';
      return isDamaged ? this.#take({ type: 'lost', why: invalidMessage(error.message) }) : this.#reject(error.message);
    }
    this.#heardAt = this.#time.now;
    if (!event) return this.#listeners.emit('status', undefined);
    this.#facts = factsAfter(this.#facts, event, this.#heardAt);
    if (event.type === 'instruments') this.#listeners.emit('instruments', event.instruments);
    this.#take(event);
  }

  /** Messages that carry the server's time show how late they are. */
  #timed(event: FeedEvent): FeedEvent {
    if (event.type === 'welcome') this.#time.welcome(event.welcome.serverTime);
    if (event.type !== 'heartbeat') return event;
    const { heartbeat } = event;
    const { serverTime, intervalMs } = heartbeat;
    const behindMs = this.#time.heartbeat(serverTime, this.#machine.heartbeatMs, intervalMs === OWN_LANE);
    return { type: 'heartbeat', heartbeat, behindMs };
  }

  /** The server said something that cannot be true. The machine decides whether and when to meet it again. */
  #reject(why: string): void {
    this.#instruments.forget();
    this.#take({ type: 'invalid', why });
  }
}
