// The tick log: one order, the newest ticks, and the positions from which a reader can still resume.
import { describe, expect, it } from 'vitest';
import { MAX_PRICE, MAX_SIZE } from '../../proto/messages.ts';
import { Dice } from '../../tests/support/random/seeded.ts';
import { QUOTE, TICK_BYTES, TRADE, TickLog } from './tick-log.ts';

interface Tick {
  readonly kind: number;
  readonly id: number;
  readonly time: number;
  readonly price: number;
  readonly size: number;
  readonly ask: number;
  readonly askSize: number;
}

function randomTick(dice: Dice): Tick {
  const price = (): number => dice.below(2 * MAX_PRICE + 1) - MAX_PRICE;
  const size = (): number => dice.below(MAX_SIZE);
  const tick = { id: dice.below(65_536), time: 1_700_000_000_000 + dice.below(1_000_000) / 4, price: price() };
  if (dice.chance(0.5)) return { ...tick, kind: TRADE, size: size(), ask: 0, askSize: 0 };
  return { ...tick, kind: QUOTE, size: size(), ask: price(), askSize: size() };
}

function append(log: TickLog, { kind, id, time, price, size, ask, askSize }: Tick): void {
  if (kind === TRADE) log.trade(id, time, price, size);
  else log.quote(id, time, price, size, ask, askSize);
}

function read(log: TickLog, sequence: number): Tick {
  const slot = log.slotOf(sequence);
  const at = (column: Readonly<Record<number, number>>): number => column[slot] as number;
  const tick = { kind: at(log.kind), id: at(log.id), time: at(log.time), price: at(log.price), size: at(log.size) };
  // The quote columns of a trade's slot still hold an earlier quote.
  if (tick.kind === TRADE) return { ...tick, ask: 0, askSize: 0 };
  return { ...tick, ask: at(log.ask), askSize: at(log.askSize) };
}

function logOf(ticks: number, capacity: number): TickLog {
  const log = new TickLog(1, capacity, []);
  for (let i = 0; i < ticks; i++) log.trade(0, i, 100, 1);
  return log;
}

describe('TickLog', () => {
  it('is empty at first, and a reader at 0 is up to date', () => {
    const log = new TickLog(1, 10, []);
    expect(log.head).toBe(0);
    expect(log.resumableFrom).toBe(0);
  });

  it.each([1, 2, 7, 64, 1_000])('returns the newest %i ticks unchanged and in order', (capacity) => {
    const dice = new Dice(capacity);
    const log = new TickLog(1, capacity, []);
    const ticks: Tick[] = [];
    for (let i = 0; i < 300; i++) {
      ticks.push(randomTick(dice));
      append(log, ticks.at(-1) as Tick);
      expect(log.head).toBe(ticks.length);
      const kept = Array.from({ length: log.head - log.resumableFrom }, (_, k) => read(log, log.resumableFrom + 1 + k));
      expect(kept).toEqual(ticks.slice(-capacity));
    }
  });

  it.each([
    { ticks: 0, capacity: 5, resumableFrom: 0 },
    { ticks: 4, capacity: 5, resumableFrom: 0 },
    { ticks: 5, capacity: 5, resumableFrom: 0 },
    { ticks: 6, capacity: 5, resumableFrom: 1 },
    { ticks: 17, capacity: 5, resumableFrom: 12 },
    { ticks: 3, capacity: 1, resumableFrom: 2 },
  ])('with $ticks ticks and room for $capacity can be resumed from $resumableFrom', (given) => {
    expect(logOf(given.ticks, given.capacity).resumableFrom).toBe(given.resumableFrom);
  });

  it.each([1, 2, 3, 4, 5, 6])(
    'lets readers resume over every tick that is recent enough, and over no older one, seed %i',
    (seed) => {
      const dice = new Dice(seed);
      const [capacity, keepMs] = [1 + dice.below(60), dice.below(80)];
      const log = new TickLog(1, capacity, [], undefined, keepMs);
      const times: number[] = [];
      let time = 1_700_000_000_000;
      for (let i = 0; i < 400; i++) {
        time += dice.chance(0.03) ? dice.below(200) : dice.below(3);
        times.push(time);
        log.trade(0, time, 100, 1);
        const recent = times.filter((t) => time - t <= keepMs).length;
        const kept = Math.min(recent, capacity);
        expect(log.resumableFrom, `tick ${i}`).toBe(times.length - kept);
        expect(log.heldFrom).toBe(Math.max(0, times.length - capacity));
        expect(log.kept).toEqual({ after: times.length - kept, since: times[times.length - kept] });
      }
    },
  );

  it('keeps its retention when time goes back', () => {
    const log = new TickLog(1, 10, [], undefined, 100);
    for (const time of [1_000, 1_090, 1_150, 900, 1_160]) log.trade(0, time, 100, 1);
    expect(log.resumableFrom).toBe(1);
  });

  it('takes as much memory per tick as it reports', () => {
    expect(new TickLog(1, 1_000, []).bytes).toBe(1_000 * TICK_BYTES);
    expect(TICK_BYTES).toBe(43);
  });

  it('puts consecutive ticks into consecutive slots, wrapping at its capacity', () => {
    const log = logOf(0, 3);
    expect([1, 2, 3, 4, 5, 6, 7].map((sequence) => log.slotOf(sequence))).toEqual([0, 1, 2, 0, 1, 2, 0]);
  });

  it.each([
    [7, 7],
    [2 ** 32 + 5, 5],
    [-1, 2 ** 32 - 1],
  ])('uses 32 bits of %i as its epoch: %i', (given, epoch) => {
    expect(new TickLog(given, 1, []).epoch).toBe(epoch);
  });

  it('has the last values of each symbol, even from ticks that it no longer holds', () => {
    const log = new TickLog(1, 2, [undefined, 900]);
    log.quote(0, 5, 99, 1, 101, 2);
    for (let i = 0; i < 5; i++) log.trade(1, 6 + i, 100 + i, 10);
    expect(log.last.stateOf(0)).toMatchObject({ quote: { bid: 99, ask: 101 }, trades: undefined });
    expect(log.last.stateOf(1)).toMatchObject({ reference: 900, trades: { open: 100, last: 104, volume: 50 } });
  });
});
