// Blocks of ticks decode to the same ticks, whatever their values, number and position in the ring buffer.
import { describe, expect, it } from 'vitest';
import { Dice } from '../../tests/support/random/seeded.ts';
import { collectTicks, playInto, randomTicks } from '../../tests/support/market/ticks.ts';
import { TickLog } from '../log/tick-log.ts';
import { encodeBlock, publishBlock } from './tick-block.ts';

const CAPACITY = 500;

describe('a block of ticks', () => {
  it.each(Array.from({ length: 50 }, (_, i) => i + 1))('decodes to the ticks that were published: seed %i', (seed) => {
    const dice = new Dice(seed);
    const count = 1 + dice.below(3 * CAPACITY);
    const ticks = randomTicks(seed, count, 5, 1_000_000);
    const log = new TickLog(1, CAPACITY, []);
    playInto(log, ticks);
    const after = log.heldFrom + dice.below(log.head - log.heldFrom + 1);
    const through = after + dice.below(log.head - after + 1);
    const { sink, ticks: decoded } = collectTicks();
    expect(publishBlock(encodeBlock(log, after, through), sink)).toBe(through - after);
    expect(decoded).toEqual(ticks.slice(after, through));
  });

  it('may start at any offset in memory, like the bytes of a message', () => {
    const ticks = randomTicks(7, 20, 5, 1_000_000);
    const log = new TickLog(1, CAPACITY, []);
    playInto(log, ticks);
    const block = encodeBlock(log, 0, 20);
    const message = Buffer.alloc(block.length + 3);
    message.set(block, 3);
    const { sink, ticks: decoded } = collectTicks();
    publishBlock(message.subarray(3), sink);
    expect(decoded).toEqual(ticks);
  });

  it('may be empty', () => {
    const log = new TickLog(1, CAPACITY, []);
    const { sink, ticks } = collectTicks();
    expect(publishBlock(encodeBlock(log, 0, 0), sink)).toBe(0);
    expect(ticks).toEqual([]);
  });
});
