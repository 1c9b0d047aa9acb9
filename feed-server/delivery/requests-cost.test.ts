// Requests are charged once for everything that the server reads and writes for them.
import { describe, expect, it } from 'vitest';
import { Delivery } from '../../tests/support/delivery/delivery.ts';
import { UNITS, Work } from './budget.ts';

const LANES = 8;

/** The units of a resume from the beginning of `ticks` ticks of a symbol that nobody listens to. */
function unitsOfResume(ticks: number, lanes: number): number {
  const delivery = new Delivery({ instruments: LANES + 1 });
  delivery.trades(LANES, ticks);
  const { subscriber } = delivery.join();
  const work = new Work();
  const subscriptions = Array.from({ length: lanes }, (_, i) => ({
    symbol: `S${i}`,
    mode: 'board' as const,
    intervalMs: 100 * i,
  }));
  delivery.requests.resume(subscriber, { after: { epoch: 1, sequence: 0 }, lanes: [], subscriptions }, work);
  return work.units;
}

describe('a resume', () => {
  it('is charged one scan of the log for its receipts and one for each lane', () => {
    for (const lanes of [1, 2, LANES]) {
      const slots = (unitsOfResume(5_000, lanes) - unitsOfResume(0, lanes)) / UNITS.slot;
      expect(Math.round(slots)).toBe((lanes + 1) * 5_000);
    }
  });

  it('is charged for every tick that it delivers', () => {
    const delivery = new Delivery();
    delivery.trades(0, 100);
    const work = new Work();
    const subscriptions = [{ symbol: 'S0', mode: 'tape' as const, intervalMs: 0 }];
    const { subscriber } = delivery.join();
    delivery.requests.resume(subscriber, { after: { epoch: 1, sequence: 0 }, lanes: [], subscriptions }, work);
    expect(work.units).toBeCloseTo(UNITS.entry + 200 * UNITS.slot + 100 * UNITS.tick);
  });

  it('is charged no scan for a reset', () => {
    const delivery = new Delivery();
    delivery.trades(0, 100);
    const work = new Work();
    const subscriptions = [{ symbol: 'S0', mode: 'tape' as const, intervalMs: 0 }];
    const { subscriber } = delivery.join();
    delivery.requests.resume(subscriber, { after: { epoch: 2, sequence: 0 }, lanes: [], subscriptions }, work);
    expect(work.units).toBe(UNITS.entry);
  });
});

describe('other requests', () => {
  it('are charged for what they name, accepted or not', () => {
    const delivery = new Delivery();
    const { subscriber } = delivery.join();
    const requested = ['S0', 'NONE'].map((symbol) => ({ symbol, mode: 'board' as const, intervalMs: 0 }));
    for (const event of ['subscribe', 'unsubscribe'] as const) {
      const work = new Work();
      delivery.requests[event](subscriber, requested, work);
      expect(work.units).toBe(2 * UNITS.entry);
    }
  });

  it('about the past are charged for what they scan and return', () => {
    const delivery = new Delivery();
    delivery.trades(0, 100);
    const trades = new Work();
    delivery.history.trades({ symbol: 'S0', epoch: 1, after: 20, through: 70 }, trades);
    expect(trades.units).toBeCloseTo(50 * UNITS.slot + 50 * UNITS.rowOut);
    const bars = new Work();
    const now = delivery.clock.now();
    delivery.history.bars({ symbol: 'S0', intervalS: 30, begin: now - 60_000, end: now + 60_000 }, bars);
    expect(bars.units).toBeCloseTo(30 * UNITS.barRead + UNITS.rowOut);
  });
});
