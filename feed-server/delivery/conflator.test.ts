// The conflator against a plain re-computation from a list of ticks.
import { describe, expect, it } from 'vitest';
import { emptyQuoteRows, emptySaleRows, emptyStatusRows, emptyTapeRows, type Batch } from '../../proto/messages.ts';
import { Dice } from '../../tests/support/seeded.ts';
import { TickLog } from '../log/tick-log.ts';
import { BOARD, Conflator, TAPE } from './conflator.ts';

const EPOCH = 3;
const INSTRUMENTS = 5;

interface Tick {
  readonly sequence: number;
  readonly kind: 'quote' | 'trade' | 'status';
  readonly id: number;
  readonly time: number;
  readonly price: number;
  readonly size: number;
  /** Of a status, whether a trading day begins with it. */
  readonly day: boolean;
}

/** A log, and beside it every tick that went into it. */
class Recorded {
  readonly ticks: Tick[] = [];
  readonly log: TickLog;

  constructor(capacity: number) {
    this.log = new TickLog(EPOCH, capacity, []);
  }

  quote(id: number, price: number, size = 1): void {
    const time = this.#keep('quote', id, price, size);
    this.log.quote(id, time, price, size, price + 2, size + 1);
  }

  trade(id: number, price: number, size = 1): void {
    const time = this.#keep('trade', id, price, size);
    this.log.trade(id, time, price, size);
  }

  status(id: number, reference: number | undefined): void {
    const time = this.#keep('status', id, reference ?? 0, 0, reference !== undefined);
    this.log.status(id, time, reference === undefined ? 'halted' : 'open', 'regulatory', reference);
  }

  #keep(kind: Tick['kind'], id: number, price: number, size: number, day = false): number {
    const sequence = this.ticks.length + 1;
    const time = 1_000 + sequence;
    this.ticks.push({ sequence, kind, id, time, price, size, day });
    return time;
  }
}

/** What `collect` should return, the slow and obvious way. */
function recompute(ticks: readonly Tick[], after: number, head: number, modes: Uint8Array, tapeLimit: number): Batch {
  const has = (id: number, bit: number): boolean => ((modes[id] ?? 0) & bit) !== 0;
  const end = dayBreak(ticks, after, head, modes) ?? head;
  const inRange = ticks.filter((t) => t.sequence > after && t.sequence <= end);
  const taped = inRange.filter((t) => t.kind === 'trade' && has(t.id, TAPE)).slice(0, tapeLimit);
  const through = taped.length === tapeLimit ? (taped.at(-1) as Tick).sequence : end;
  const batch = {
    epoch: EPOCH,
    after,
    through,
    quotes: emptyQuoteRows(),
    sales: emptySaleRows(),
    tape: emptyTapeRows(),
    statuses: emptyStatusRows(),
  };
  for (const t of taped) {
    batch.tape.sequence.push(t.sequence);
    batch.tape.id.push(t.id);
    batch.tape.time.push(t.time);
    batch.tape.price.push(t.price);
    batch.tape.size.push(t.size);
  }
  for (let id = 0; id < INSTRUMENTS; id++) {
    const of = inRange.filter((t) => t.id === id && t.sequence <= through && has(id, BOARD));
    addQuoteRow(
      batch,
      id,
      of.filter((t) => t.kind === 'quote'),
    );
    addSaleRow(
      batch,
      id,
      of.filter((t) => t.kind === 'trade'),
    );
    addStatusRow(
      batch,
      id,
      of.filter((t) => t.kind === 'status'),
    );
  }
  return batch;
}

/** Before the status with which a day begins for a board symbol that traded in the range. */
function dayBreak(ticks: readonly Tick[], after: number, head: number, modes: Uint8Array): number | undefined {
  const traded = new Set<number>();
  for (const tick of ticks.filter((t) => t.sequence > after && t.sequence <= head)) {
    if (((modes[tick.id] ?? 0) & BOARD) === 0) continue;
    if (tick.day && traded.has(tick.id)) return tick.sequence - 1;
    if (tick.kind === 'trade') traded.add(tick.id);
  }
  return undefined;
}

function addStatusRow({ statuses }: Batch, id: number, ticks: readonly Tick[]): void {
  const last = ticks.at(-1);
  if (!last) return;
  statuses.id.push(id);
  statuses.time.push(last.time);
  statuses.session.push(last.day ? 'open' : 'halted');
  statuses.reason.push('regulatory');
  statuses.reference.push(ticks.filter((t) => t.day).at(-1)?.price);
  statuses.merged.push(ticks.length - 1);
}

function addQuoteRow({ quotes }: Batch, id: number, ticks: readonly Tick[]): void {
  const last = ticks.at(-1);
  if (!last) return;
  quotes.id.push(id);
  quotes.time.push(last.time);
  quotes.bid.push(last.price);
  quotes.ask.push(last.price + 2);
  quotes.bidSize.push(last.size);
  quotes.askSize.push(last.size + 1);
  quotes.merged.push(ticks.length - 1);
}

function addSaleRow({ sales }: Batch, id: number, ticks: readonly Tick[]): void {
  const last = ticks.at(-1);
  if (!last) return;
  const prices = ticks.map((t) => t.price);
  sales.id.push(id);
  sales.time.push(last.time);
  sales.last.push(last.price);
  sales.size.push(last.size);
  sales.merged.push(ticks.length - 1);
  sales.first.push(prices[0] as number);
  sales.high.push(Math.max(...prices));
  sales.low.push(Math.min(...prices));
  sales.volume.push(ticks.reduce((sum, t) => sum + t.size, 0));
}

function modesOf(...modes: number[]): Uint8Array {
  return Uint8Array.from({ length: INSTRUMENTS }, (_, id) => modes[id] ?? 0);
}

describe('Conflator', () => {
  it('collects what a plain re-computation does, over 2,000 ranges of seeded logs', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const dice = new Dice(seed);
      const recorded = new Recorded(dice.pick([7, 50, 1_000]));
      const conflator = new Conflator(recorded.log, INSTRUMENTS);
      for (let n = 0; n < 50; n++) {
        for (let i = dice.below(12); i > 0; i--) {
          const id = dice.below(INSTRUMENTS);
          if (dice.chance(0.1)) recorded.status(id, dice.chance(0.5) ? dice.below(2_000) : undefined);
          else if (dice.chance(0.5)) recorded.quote(id, dice.below(2_000) - 1_000, dice.below(2 ** 31));
          else recorded.trade(id, dice.below(2_000) - 1_000, dice.below(2 ** 32));
        }
        const { head, resumableFrom } = recorded.log;
        const after = resumableFrom + dice.below(head - resumableFrom + 1);
        const modes = Uint8Array.from({ length: INSTRUMENTS }, () => dice.below(4));
        const limit = dice.pick([1, 3, 4_096]);
        const expected = recompute(recorded.ticks, after, head, modes, limit);
        expect(conflator.collect(after, head, modes, limit), `seed ${seed}, range ${n}`).toEqual(expected);
      }
    }
  });

  it('finds nothing where there is nothing to read', () => {
    const { log } = new Recorded(4);
    const batch = new Conflator(log, INSTRUMENTS).collect(0, 0, modesOf(BOARD | TAPE), 10);
    expect(batch).toMatchObject({ epoch: EPOCH, after: 0, through: 0, quotes: { id: [] }, sales: { id: [] } });
  });

  it('accounts for a range in which nothing concerned the subscriber', () => {
    const recorded = new Recorded(10);
    recorded.quote(1, 100);
    recorded.trade(2, 100);
    const batch = new Conflator(recorded.log, INSTRUMENTS).collect(0, 2, modesOf(BOARD), 10);
    expect(batch).toMatchObject({ after: 0, through: 2, quotes: { id: [] }, sales: { id: [] }, tape: { id: [] } });
  });

  it('merges the board of a symbol and keeps its tape whole, where it is on both', () => {
    const recorded = new Recorded(10);
    for (const price of [100, 104, 98, 101]) recorded.trade(0, price, 10);
    const batch = new Conflator(recorded.log, INSTRUMENTS).collect(0, 4, modesOf(BOARD | TAPE), 10);
    expect(batch.sales).toMatchObject({ first: [100], high: [104], low: [98], last: [101], volume: [40], merged: [3] });
    expect(batch.tape.price).toEqual([100, 104, 98, 101]);
  });

  it('ends with the trade that fills the tape, and merges no further', () => {
    const recorded = new Recorded(10);
    recorded.trade(0, 100);
    recorded.trade(1, 50);
    recorded.trade(0, 101);
    recorded.quote(1, 60);
    const conflator = new Conflator(recorded.log, INSTRUMENTS);
    const modes = modesOf(TAPE, BOARD);
    expect(conflator.collect(0, 4, modes, 1)).toMatchObject({ through: 1, sales: { id: [] }, tape: { sequence: [1] } });
    expect(conflator.collect(1, 4, modes, 1)).toMatchObject({
      through: 3,
      sales: { id: [1] },
      tape: { sequence: [3] },
    });
    expect(conflator.collect(3, 4, modes, 1)).toMatchObject({
      through: 4,
      quotes: { id: [1] },
      tape: { sequence: [] },
    });
  });
});
