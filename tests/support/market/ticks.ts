// Ticks as values: generated from a seed, played into a sink, collected from a sink.
import { REASONS, SESSIONS } from '../../../proto/enums.ts';
import { MAX_PRICE, MAX_SIZE } from '../../../proto/messages.ts';
import type { TickSink } from '../../../feed-server/market/source.ts';
import { Dice } from '../random/seeded.ts';

export type Tick =
  | readonly ['quote', ...Parameters<TickSink['quote']>]
  | readonly ['trade', ...Parameters<TickSink['trade']>]
  | readonly ['status', ...Parameters<TickSink['status']>];

export function playInto(sink: TickSink, ticks: readonly Tick[]): void {
  for (const [kind, ...tick] of ticks) (sink[kind] as (...tick: readonly unknown[]) => void).apply(sink, tick);
}

/** A sink, and the ticks that it received. */
export function collectTicks(): { sink: TickSink; ticks: Tick[] } {
  const ticks: Tick[] = [];
  const sink: TickSink = {
    quote: (...tick) => ticks.push(['quote', ...tick]),
    trade: (...tick) => ticks.push(['trade', ...tick]),
    status: (...tick) => ticks.push(['status', ...tick]),
  };
  return { sink, ticks };
}

/** Ticks of every kind, with values from their whole ranges, in time order. */
export function randomTicks(seed: number, count: number, instruments: number, startTime: number): Tick[] {
  const dice = new Dice(seed);
  const ticks: Tick[] = [];
  const typicalPrices = Array.from({ length: instruments }, () => dice.below(MAX_PRICE / 2));
  let time = startTime;
  while (ticks.length < count) {
    time += dice.pick([0, 0, 1, dice.below(300), dice.chance(0.01) ? dice.below(2 ** 40) : 3]);
    const id = dice.below(instruments);
    const price = dice.chance(0.02)
      ? dice.below(2 * MAX_PRICE + 1) - MAX_PRICE
      : (typicalPrices[id] ?? 0) + dice.below(9) - 4;
    const size = (): number => dice.pick([0, 100, 300, 1 + dice.below(999), dice.chance(0.1) ? MAX_SIZE : 200]);
    const ask = dice.chance(0.02) ? MAX_PRICE : price + dice.below(3);
    if (dice.chance(0.6)) ticks.push(['quote', id, time, price, size(), Math.min(ask, MAX_PRICE), size()]);
    else if (dice.chance(0.9)) ticks.push(['trade', id, time, price, size()]);
    else
      ticks.push(['status', id, time, dice.pick(SESSIONS), dice.pick(REASONS), dice.chance(0.5) ? price : undefined]);
  }
  return ticks;
}
