// The feed client: keeps a connection to a feed, and emits what arrives and how current it is.
import { CodecError } from '../proto/codec.ts';
import type { ServerEvents } from '../proto/events.ts';
import { feedUrl } from '../proto/feed-address.ts';
import { PROTOCOL_VERSION, type Bars, type BarsRequest, type Batch, type TradesRequest } from '../proto/messages.ts';
import type { Clock, Random } from './connection/clock.ts';
import type { Connect, Connection, ConnectionListener } from './connection/connection.ts';
import { clockCheckMs } from './connection/local-time.ts';
import { PacedRequests } from './connection/paced-requests.ts';
import { connectSocket } from './connection/socket.ts';
import { systemClock } from './connection/system-clock.ts';
import { Timekeeper } from './connection/timekeeper.ts';
import { Listeners, type FeedEvents } from './events.ts';
import { HistoryRequests, type Answer } from './history/history-requests.ts';
import { invalidMessageReason } from './machine/connecting.ts';
import { decodeEvent, encodeRequest, type Request } from './machine/messages.ts';
import { DEFAULT_LANE } from './machine/positions.ts';
import {
  STALE_AFTER_HEARTBEATS,
  deadline,
  newMachine,
  type Effect,
  type FeedEvent,
  type Machine,
} from './machine/state.ts';
import { step } from './machine/step.ts';
import { updateFeedInfo, StatusCache, type FeedInfo, type FeedStatus, type Link } from './status.ts';
import { Handles, type SubscribeOptions, type SubscriptionHandle } from './subscriptions/handles.ts';
import { InstrumentRegistry } from './subscriptions/instrument-registry.ts';

export interface FeedClientOptions {
  /** The feed server's address, such as http://127.0.0.1:4400 or https://host/path. */
  readonly url: string;
  /**
   * Returns the sum, modulo 2^32, of the digests (proto/README.md) of the consumer's states of these instruments, or undefined if
   * a state is missing. The client compares the sum with the server's. Without this function it compares nothing.
   */
  readonly digest?: (ids: readonly number[]) => number | undefined;
  /** The system clock by default. */
  readonly clock?: Clock;
  /** Math.random by default. */
  readonly random?: Random;
  /** Socket.IO by default. */
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
  readonly #status = new StatusCache();
  readonly #time: Timekeeper;
  readonly #history = new HistoryRequests();
  readonly #instruments = new InstrumentRegistry();
  #machine: Machine = newMachine();
  #connection: Connection | undefined;
  #requests: PacedRequests | undefined;
  #timer: { readonly due: number; readonly cancel: () => void } | undefined;
  #feedInfo: FeedInfo | undefined;
  #lastMessageAt: number | undefined;

  /** @throws RangeError if `url` is not the address of a feed */
  constructor({ url, digest, clock = systemClock, random = Math.random, connect = connectSocket }: FeedClientOptions) {
    this.#url = feedUrl(url);
    this.#digest = digest;
    this.#clock = clock;
    this.#random = random;
    this.#connect = connect;
    this.#time = new Timekeeper(clock);
    this.#handles = new Handles({
      subscribe: (subscription) => this.#dispatch({ type: 'subscribe', subscription }),
      unsubscribe: (subscription) => this.#dispatch({ type: 'unsubscribe', subscription }),
    });
  }

  /** Connects, and reconnects whenever the link is lost. */
  start(): void {
    this.#dispatch({ type: 'start' });
  }

  /** Disconnects. Subscriptions stay: after another start() they resume from their positions. */
  stop(): void {
    this.#dispatch({ type: 'stop' });
  }

  /**
   * Call this when the user asks to reconnect. Unless the link is live, connects at once, even to a server that refused the client.
   * An attempt that has taken a second or more starts again.
   */
  retryNow(): void {
    this.#dispatch({ type: 'retry' });
  }

  /**
   * Call this when the network may be back or the page is visible again. Like retryNow, but does not retry after a refusal, and
   * does not interrupt an attempt that makes progress.
   */
  nudge(): void {
    this.#dispatch({ type: 'nudge' });
  }

  /** Call this when the machine wakes up: the link is not live until the next message arrives. */
  handleWake(): void {
    this.#dispatch({ type: 'wake' });
  }

  /**
   * Detects that the machine slept or that its clock was set. The client checks on every message and about once a heartbeat; call
   * this before showing data, to detect it earlier.
   */
  checkClock(): void {
    if (this.#time.detectSleep(STALE_AFTER_HEARTBEATS * this.#machine.heartbeatMs)) this.handleWake();
  }

  /** Local time, milliseconds. All times in the status are local. */
  get now(): number {
    return this.#time.now;
  }

  /**
   * Subscribes to the board or the tape of a symbol until the handle is closed. Handles of one symbol and mode share one
   * subscription, at the shortest of their intervals. @throws RangeError if an argument is out of range
   */
  subscribe(symbol: string, options: SubscribeOptions): SubscriptionHandle {
    return this.#handles.open(symbol, options);
  }

  /** The trades of one symbol in a range of the log, or the first part of them. Resolves with `lost` unless the link is live. */
  async fetchTrades(request: TradesRequest): Promise<Answer<Batch>> {
    return this.#machine.phase.kind === 'live' ? this.#history.requestTrades(request) : NOT_LIVE;
  }

  /** The bars of one symbol, or the first part of them. Resolves with `lost` unless the link is live. */
  async fetchBars(request: BarsRequest): Promise<Answer<Bars>> {
    return this.#machine.phase.kind === 'live' ? this.#history.requestBars(request) : NOT_LIVE;
  }

  get link(): Link {
    return this.#status.linkOf(this.#machine);
  }

  get status(): FeedStatus {
    return {
      ...this.#status.statusOf(this.#machine),
      lastMessageAt: this.#lastMessageAt,
      feedInfo: this.#feedInfo,
      instruments: this.#instruments.all,
      clockOffset: this.#time.offset,
    };
  }

  /** Calls `listener` for each event of that name. Returns a function that removes the listener. */
  on<Name extends keyof FeedEvents>(name: Name, listener: (payload: FeedEvents[Name]) => void): () => void {
    return this.#listeners.add(name, listener);
  }

  #dispatch(event: FeedEvent): void {
    const before = this.#machine;
    const moment = { now: this.#time.now, lastMessageAt: this.#lastMessageAt ?? 0, random: this.#random };
    const { machine, effects } = step(before, event, moment);
    this.#machine = machine;
    for (const effect of effects) this.#perform(effect);
    this.#armTimer();
    if (event.type !== 'timer' || machine !== before) this.#listeners.emit('status', undefined);
  }

  /**
   * A timer that fires too early does no harm, so it is kept when a message postpones the deadline. It fires often enough to
   * detect that the machine slept.
   */
  #armTimer(): void {
    const nextDeadline = deadline(this.#machine, this.#lastMessageAt ?? 0);
    const due =
      nextDeadline === undefined
        ? undefined
        : Math.min(nextDeadline, this.#time.now + clockCheckMs(this.#machine.heartbeatMs));
    if (due !== undefined && this.#timer && this.#timer.due <= due) return;
    this.#timer?.cancel();
    this.#timer = undefined;
    if (due === undefined) return;
    const cancel = this.#clock.after(Math.max(0, due - this.#time.now), () => {
      this.#timer = undefined;
      this.checkClock();
      this.#dispatch({ type: 'timer' });
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
        const ownSum = this.#digest?.(ids);
        if (ownSum === undefined) return;
        const comparison = { intervalMs, symbols: ids.length, same: ownSum === sum };
        return this.#dispatch({ type: 'verified', comparison });
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
    // A connection that the client has closed may still emit events. Only events of the current connection count.
    const ifCurrent = (task: () => void): void => {
      if (this.#connection === connection) task();
    };
    const listener: ConnectionListener = {
      onEvent: (event, payload) => {
        this.checkClock();
        if (this.#connection === connection) this.#receive(event, payload);
      },
      onRefused: (close) => ifCurrent(() => this.#dispatch({ type: 'closing', close })),
      onInvalid: (why) => ifCurrent(() => this.#reject(why)),
      onLost: (why) => ifCurrent(() => this.#dispatch({ type: 'lost', why })),
    };
    const connection = this.#connect(this.#url, PROTOCOL_VERSION, listener);
    this.#connection = connection;
    this.#requests = new PacedRequests(connection, this.#clock, (ms) =>
      ifCurrent(() => {
        this.#lastMessageAt = this.#time.now;
        this.#listeners.emit('deferred', ms);
        this.#dispatch({ type: 'deferred', ms });
      }),
    );
    this.#history.setConnection(this.#requests);
  }

  #close(): void {
    this.#connection?.close();
    this.#connection = undefined;
    this.#requests?.close();
    this.#history.setConnection(undefined);
  }

  #request({ event, payload, decodeReply }: Request): void {
    const connection = this.#connection;
    this.#requests?.request(event, payload, (bytes) => {
      this.checkClock();
      if (this.#connection === connection) this.#decodeAndDispatch(() => decodeReply(bytes));
    });
  }

  #receive(event: keyof ServerEvents, payload: unknown): void {
    this.#decodeAndDispatch(() => decodeEvent(event, payload));
  }

  #decodeAndDispatch(decode: () => FeedEvent | undefined): void {
    let event: FeedEvent | undefined;
    try {
      event = decode();
      if (event) {
        this.#instruments.checkAndAdd(event);
        event = this.#measureDelay(event);
      }
    } catch (error) {
      if (!(error instanceof CodecError)) throw error;
      // Bytes that don't decode may have been damaged in transit: another connection may work.
      const isDamaged = error.code === 'malformed' || error.code === 'truncated';
      return isDamaged
        ? this.#dispatch({ type: 'lost', why: invalidMessageReason(error.message) })
        : this.#reject(error.message);
    }
    this.#lastMessageAt = this.#time.now;
    if (!event) return this.#listeners.emit('status', undefined);
    this.#feedInfo = updateFeedInfo(this.#feedInfo, event, this.#lastMessageAt);
    if (event.type === 'instruments') this.#listeners.emit('instruments', event.instruments);
    this.#dispatch(event);
  }

  /** Gives the server's time in `event`, if any, to the timekeeper. Adds to a heartbeat how late it is. */
  #measureDelay(event: FeedEvent): FeedEvent {
    if (event.type === 'welcome') this.#time.onWelcome(event.welcome.serverTime);
    if (event.type !== 'heartbeat') return event;
    const { heartbeat } = event;
    const { serverTime, intervalMs } = heartbeat;
    const behindMs = this.#time.onHeartbeat(serverTime, this.#machine.heartbeatMs, intervalMs === DEFAULT_LANE);
    return { type: 'heartbeat', heartbeat, behindMs };
  }

  /** The server sent an invalid message. The machine decides whether and when to connect again. */
  #reject(why: string): void {
    this.#instruments.forgetEpoch();
    this.#dispatch({ type: 'invalid', why });
  }
}
