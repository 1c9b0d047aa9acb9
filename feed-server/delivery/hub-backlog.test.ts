// The hub's backlog: how far behind the slowest reader is that can still be served.
import { describe, expect, it } from 'vitest';
import { Delivery } from '../../tests/support/delivery/delivery.ts';

describe('Hub, backlog', () => {
  it('is 0 if nobody listens, or readers have received everything', () => {
    const delivery = new Delivery();
    delivery.trades(0, 5);
    expect(delivery.hub.backlog).toBe(0);
    const reader = delivery.join();
    reader.subscribe('tape', 'S0');
    delivery.trades(0, 1);
    expect(delivery.hub.backlog).toBe(0);
  });

  it('counts what waits for its interval', () => {
    const delivery = new Delivery({ batchIntervalMs: 50 });
    delivery.join().subscribe('tape', 'S0');
    delivery.trades(0, 1);
    delivery.trades(0, 3);
    expect(delivery.hub.backlog).toBe(3);
    delivery.clock.advance(50);
    expect(delivery.hub.backlog).toBe(0);
  });

  it('is that of the slowest reader, until it reads, leaves or has fallen out of the log', () => {
    const delivery = new Delivery({ capacity: 100 });
    const [slow, slower] = [delivery.join(), delivery.join()];
    for (const reader of [slow, slower]) {
      reader.subscribe('tape', 'S0');
      reader.port.slow = true;
    }
    delivery.trades(0, 1);
    delivery.clock.advance(50);
    delivery.trades(0, 10);
    delivery.clock.advance(50);
    expect(delivery.hub.backlog).toBe(10);
    slow.port.slow = false;
    slow.drain();
    expect(delivery.hub.backlog).toBe(10);
    delivery.trades(0, 100);
    delivery.clock.advance(50);
    expect(delivery.hub.backlog).toBe(0);
  });
});
