// Random batches with values from their whole ranges.
import { REASONS, SESSIONS } from '../../../proto/enums.ts';
import { MAX_COUNT, MAX_INTERVAL_MS, MAX_PRICE, MAX_SIZE, type Batch } from '../../../proto/messages.ts';
import { addVolume } from '../../../proto/volume.ts';
import { makeBatch } from '../wire/builders.ts';
import { Dice } from './seeded.ts';

/** A batch with some `rows` rows per table, or none; the tape may have twice as many. */
export function randomBatch(seed: number, rows = 20): Batch {
  const dice = new Dice(seed);
  const price = () =>
    dice.pick([
      -MAX_PRICE,
      MAX_PRICE,
      0,
      dice.below(2 * MAX_PRICE + 1) - MAX_PRICE,
      dice.below(2 ** 32),
      dice.below(99),
    ]);
  const size = () => dice.pick([0, 1, MAX_SIZE, dice.below(MAX_SIZE), 2 ** dice.below(53), dice.below(300)]);
  const count = () => dice.pick([0, 1, MAX_COUNT, dice.below(300)]);
  // Deltas between times must fit in a signed 32-bit integer.
  const time = () => 1_700_000_000_000 + dice.pick([0, 2 ** 31 - 1, dice.below(100_000)]);
  const after = dice.pick([0, dice.below(1_000), dice.below(2 ** 50)]);
  const batch = makeBatch({
    epoch: count(),
    after,
    through: dice.pick([after + 2_000, 2 ** 52, Number.MAX_SAFE_INTEGER]),
    intervalMs: dice.pick([0, 1, 250, MAX_INTERVAL_MS]),
    tapeSkipped: dice.pick([0, 0, 1, MAX_COUNT]),
  });
  for (
    let id = dice.below(3);
    id <= 0xffff && batch.quotes.id.length < rows;
    id += 1 + dice.pick([0, dice.below(8), dice.below(9_000)])
  ) {
    const { quotes, sales, statuses } = batch;
    if (dice.chance(0.2)) {
      statuses.id.push(id);
      statuses.time.push(time());
      statuses.session.push(dice.pick(SESSIONS));
      statuses.reason.push(dice.pick(REASONS));
      statuses.reference.push(dice.chance(0.5) ? price() : undefined);
      statuses.merged.push(dice.chance(0.8) ? 0 : dice.below(100));
    }
    if (dice.chance(0.7)) {
      quotes.id.push(id);
      quotes.time.push(time());
      quotes.bid.push(price());
      quotes.ask.push(price());
      quotes.bidSize.push(size());
      quotes.askSize.push(size());
      quotes.merged.push(dice.chance(0.5) ? 0 : count());
    }
    if (dice.chance(0.7)) {
      const [low = 0, first = 0, last = 0, high = 0] = [price(), price(), price(), price()].sort((a, b) => a - b);
      const merged = dice.chance(0.5) ? 0 : 1 + dice.below(100);
      const lastSize = size();
      sales.id.push(id);
      sales.time.push(time());
      sales.last.push(last);
      sales.size.push(lastSize);
      sales.merged.push(merged);
      sales.first.push(merged ? first : last);
      sales.high.push(merged ? high : last);
      sales.low.push(merged ? low : last);
      sales.volume.push(merged ? dice.pick([lastSize, addVolume(lastSize, 2 ** 45), MAX_SIZE]) : lastSize);
    }
  }
  let sequence = batch.after;
  for (let n = dice.below(2 * rows); n > 0; n--) {
    sequence += 1 + dice.below(49);
    batch.tape.sequence.push(sequence);
    batch.tape.id.push(dice.below(65_536));
    batch.tape.time.push(time());
    batch.tape.price.push(price());
    batch.tape.size.push(size());
  }
  return batch;
}
