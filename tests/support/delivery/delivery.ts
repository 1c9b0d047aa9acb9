// A log with its delivery on a fake clock. Tests publish to it and join readers.
import type { RequestedSubscription } from '../../../proto/codec.ts';
import type { Instrument, LanePosition, Mode, SubscriptionReply } from '../../../proto/messages.ts';
import { BOARD, TAPE } from '../../../feed-server/delivery/conflator.ts';
import { History } from '../../../feed-server/delivery/history.ts';
import { Hub } from '../../../feed-server/delivery/hub.ts';
import { Requests } from '../../../feed-server/delivery/requests.ts';
import type { Subscriber } from '../../../feed-server/delivery/subscriber.ts';
import { BarLog } from '../../../feed-server/log/bar-log.ts';
import { TickLog } from '../../../feed-server/log/tick-log.ts';
import { makeInstruments, makeMarket } from '../wire/builders.ts';
import { FakeClock } from '../time/fake-clock.ts';
import { FakeSubscriberPort } from './fake-subscriber-port.ts';

export interface DeliveryOptions {
  readonly clock?: FakeClock;
  readonly epoch?: number;
  readonly capacity?: number;
  readonly instruments?: number;
  readonly batchIntervalMs?: number;
  readonly slowLimitMs?: number;
  readonly tapeBacklog?: number;
}

export class Delivery {
  readonly clock: FakeClock;
  readonly instruments: readonly Instrument[];
  readonly log: TickLog;
  readonly bars: BarLog;
  readonly hub: Hub;
  readonly requests: Requests;
  readonly history: History;

  constructor({
    clock,
    epoch = 1,
    capacity = 10_000,
    instruments = 4,
    batchIntervalMs = 50,
    slowLimitMs = 30_000,
    tapeBacklog,
  }: DeliveryOptions = {}) {
    this.clock = clock ?? new FakeClock();
    this.instruments = makeInstruments(instruments);
    this.log = new TickLog(epoch, capacity, []);
    this.hub = new Hub({
      log: this.log,
      clock: this.clock,
      instruments,
      delivery: { batchRate: 1_000 / batchIntervalMs, slowLimitMs },
      ...(tapeBacklog !== undefined && { maxTapeBacklog: tapeBacklog }),
    });
    this.requests = new Requests(this.hub, this.log, this.instruments);
    this.bars = new BarLog(this.clock.now(), instruments, 2 ** 20);
    this.history = new History({
      log: this.log,
      bars: this.bars,
      instruments: this.instruments,
      marketTime: () => this.clock.now(),
    });
  }

  /** Appends a quote; `publish` notifies the readers. */
  quote(id: number, bid = 100): void {
    this.log.quote(id, this.clock.now(), bid, 1, bid + 2, 1);
    this.hub.touch(id, BOARD);
  }

  /** Appends a trade; `publish` notifies the readers. */
  trade(id: number, price = 100, size = 1): void {
    this.log.trade(id, this.clock.now(), price, size);
    this.bars.trade(id, this.clock.now(), price, size);
    this.hub.touch(id, BOARD | TAPE);
  }

  publish(): void {
    this.hub.published();
  }

  /** Appends and publishes `n` trades of one instrument. */
  trades(id: number, n: number): void {
    for (let i = 0; i < n; i++) this.trade(id, 100 + i);
    this.publish();
  }

  join(): Reader {
    return new Reader(this);
  }

  heartbeat(): void {
    this.hub.sendHeartbeats(makeMarket({ time: this.clock.now() }));
  }
}

/** A subscriber with its connection. */
export class Reader {
  readonly port: FakeSubscriberPort;
  readonly subscriber: Subscriber;
  readonly #delivery: Delivery;

  constructor(delivery: Delivery) {
    this.#delivery = delivery;
    this.port = new FakeSubscriberPort(() => delivery.clock.now());
    this.subscriber = delivery.hub.join(this.port);
  }

  /** Sends the request and serves the subscriber, as a connection does. */
  subscribe(mode: Mode, ...symbols: string[]): SubscriptionReply {
    return this.#requestAndServe((requests) => requests.subscribe(this.subscriber, subscriptions(mode, symbols)));
  }

  /** Subscribes to boards, with at most one update every `intervalMs`. */
  subscribeEvery(intervalMs: number, ...symbols: string[]): SubscriptionReply {
    const requested = symbols.map((symbol) => ({ symbol, mode: 'board' as const, intervalMs }));
    return this.#requestAndServe((requests) => requests.subscribe(this.subscriber, requested));
  }

  configure(batchRate: number): SubscriptionReply {
    return this.#delivery.requests.configure(this.subscriber, batchRate);
  }

  unsubscribe(mode: Mode, ...symbols: string[]): SubscriptionReply {
    return this.#requestAndServe((requests) => requests.unsubscribe(this.subscriber, subscriptions(mode, symbols)));
  }

  /** Resumes in this epoch, with subscriptions of several lanes. */
  resumeLanes(
    sequence: number,
    lanes: readonly LanePosition[],
    requested: readonly RequestedSubscription[],
  ): SubscriptionReply {
    const after = { epoch: this.#delivery.log.epoch, sequence };
    return this.#requestAndServe((requests) =>
      requests.resume(this.subscriber, { after, lanes, subscriptions: requested }),
    );
  }

  resume(sequence: number, mode: Mode, ...symbols: string[]): SubscriptionReply {
    const after = { epoch: this.#delivery.log.epoch, sequence };
    const request = { after, subscriptions: subscriptions(mode, symbols), lanes: [] };
    return this.#requestAndServe((requests) => requests.resume(this.subscriber, request));
  }

  /** Flushes everything sent, and notifies the hub if it waits for that. */
  drain(): void {
    this.port.flush();
    if (this.port.takeDrainRequest()) this.#delivery.hub.drained(this.subscriber);
  }

  leave(): void {
    this.#delivery.hub.leave(this.subscriber);
  }

  #requestAndServe(request: (requests: Requests) => SubscriptionReply): SubscriptionReply {
    const reply = request(this.#delivery.requests);
    this.#delivery.hub.serve(this.subscriber);
    return reply;
  }
}

function subscriptions(mode: Mode, symbols: readonly string[]): { symbol: string; mode: Mode; intervalMs: number }[] {
  return symbols.map((symbol) => ({ symbol, mode, intervalMs: 0 }));
}
