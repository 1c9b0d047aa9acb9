// A reader that stops for five minutes in a busy market, in virtual time: the server's memory does not grow.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import type { Subscriber, SubscriberPort } from '../../feed-server/delivery/subscriber.ts';
import type { Subscription } from '../../proto/messages.ts';
import { Delivery } from '../support/delivery/delivery.ts';

const SYMBOLS = 200;
const TICKS_PER_SECOND = 50;
const STOPPED_S = 300;
const WARM_UP_S = 20;
const MAX_GROWTH_BYTES = 1_048_576;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Reachable memory, bytes. */
function reachableBytes(): number {
  collectGarbage();
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** Counts messages without keeping them. */
class CountingPort implements SubscriberPort {
  sent = 0;
  closed: string | undefined;
  /** If true, the port accepts nothing more. */
  stopped = false;

  writable(): boolean {
    return !this.stopped;
  }

  whenWritable(): void {
    return;
  }

  flushed(): number {
    return this.sent;
  }

  send(): void {
    this.sent++;
  }

  close(why: string): void {
    this.closed = why;
  }
}

/** A busy market with heartbeats. Half of the ticks are trades. */
class BusyDelivery {
  readonly delivery: Delivery;
  #ticks = 0;

  constructor(delivery: Delivery) {
    this.delivery = delivery;
  }

  join(): { port: CountingPort; subscriber: Subscriber } {
    const { hub, requests, instruments } = this.delivery;
    const port = new CountingPort();
    const subscriber = hub.join(port);
    const all = instruments.flatMap(({ symbol }): (Subscription & { intervalMs: number })[] => [
      { symbol, mode: 'board', intervalMs: 0 },
      { symbol, mode: 'tape', intervalMs: 0 },
    ]);
    requests.subscribe(subscriber, all);
    hub.serve(subscriber);
    return { port, subscriber };
  }

  /** Calls `onSecond` once per second of the market. */
  run(seconds: number, onSecond: () => void = () => undefined): void {
    const { delivery } = this;
    const ticksPerMs = (SYMBOLS * TICKS_PER_SECOND) / 1_000;
    for (let ms = 1; ms <= 1_000 * seconds; ms++) {
      for (let i = 0; i < ticksPerMs; i++) {
        const n = this.#ticks++;
        const id = (7 * Math.floor(n / 2)) % SYMBOLS;
        if (n % 2 === 0) delivery.trade(id, 10_000 + (n % 100), 1 + (n % 5));
        else delivery.quote(id, 10_000 + (n % 100));
      }
      delivery.publish();
      delivery.clock.advance(1);
      if (ms % 1_000 !== 0) continue;
      delivery.heartbeat();
      onSecond();
    }
  }
}

it(
  'a stopped reader costs no memory, and is disconnected when the log no longer holds its position',
  { timeout: 120_000 },
  () => {
    const busy = new BusyDelivery(new Delivery({ instruments: SYMBOLS, capacity: 1_000_000, slowLimitMs: 3_600_000 }));
    const { delivery } = busy;
    const [{ port: stopped, subscriber }, { port: reading }] = [busy.join(), busy.join()];
    busy.run(WARM_UP_S);
    stopped.stopped = true;
    const [sent, before] = [stopped.sent, reachableBytes()];
    let maxPending = 0;
    busy.run(STOPPED_S, () => (maxPending = Math.max(maxPending, delivery.clock.pending)));
    expect(reachableBytes() - before).toBeLessThan(MAX_GROWTH_BYTES);
    expect(stopped.sent).toBe(sent);
    expect(maxPending).toBeLessThanOrEqual(1);
    // The other reader gets twenty batches and one heartbeat a second.
    expect(reading.sent).toBeGreaterThan(20 * STOPPED_S);
    expect(delivery.hub.size).toBe(2);
    expect(delivery.log.head).toBe(SYMBOLS * TICKS_PER_SECOND * (WARM_UP_S + STOPPED_S));
    stopped.stopped = false;
    delivery.hub.drained(subscriber);
    expect(stopped.closed).toBe('fell-behind');
  },
);

it('a stopped reader is disconnected after the time limit', () => {
  const busy = new BusyDelivery(new Delivery({ instruments: SYMBOLS, capacity: 100_000, slowLimitMs: 5_000 }));
  const { port: stopped } = busy.join();
  busy.run(2);
  stopped.stopped = true;
  busy.run(7);
  expect(stopped.closed).toBe('not-reading');
  expect(busy.delivery.hub.size).toBe(0);
});

it('the check fires if memory grows', () => {
  const kept: Uint8Array[] = [];
  const before = reachableBytes();
  for (let n = 0; n < 2_000; n++) kept.push(new Uint8Array(1_024).fill(n));
  expect(reachableBytes() - before).toBeGreaterThan(MAX_GROWTH_BYTES);
  expect(kept).toHaveLength(2_000);
});
