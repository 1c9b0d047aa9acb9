// The conflator, compared with a plain computation over a list of ticks.
import { describe, expect, it } from 'vitest';
import { BatchEncoder } from '../../proto/batch-encoder.ts';
import { decodeBatch } from '../../proto/codec.ts';
import type { Batch } from '../../proto/messages.ts';
import { emptyQuoteRows, emptySaleRows, emptyStatusRows, emptyTapeRows } from '../../proto/rows.ts';
import { Dice } from '../../tests/support/random/seeded.ts';
import { TickLog } from '../log/tick-log.ts';
import { BOARD, Conflator, MAX_SCANNED_TICKS, TAPE, MAX_TAPE_TRADES } from './conflator.ts';

const EPOCH = 3;
const INSTRUMENTS = 5;

interface Tick {
  readonly sequence: number;
  readonly kind: 'quote' | 'trade' | 'status';
  readonly id: number;
  readonly time: number;
  readonly price: number;
  readonly size: number;
  /** Whether a trading day begins with this status. */
  readonly day: boolean;
}

/** A log, and a list of all ticks that were appended to it. */
class Recorded {
  readonly ticks: Tick[] = [];
  readonly log: TickLog;

  constructor(capacity: number) {
    this.log = new TickLog(EPOCH, capacity, []);
  }

  quote(id: number, price: number, size = 1): void {
    const time = this.#record('quote', id, price, size);
    this.log.quote(id, time, price, size, price + 2, size + 1);
  }

  trade(id: number, price: number, size = 1): void {
    const time = this.#record('trade', id, price, size);
    this.log.trade(id, time, price, size);
  }

  status(id: number, reference: number | undefined): void {
    const time = this.#record('status', id, reference ?? 0, 0, reference !== undefined);
    this.log.status(id, time, reference === undefined ? 'halted' : 'open', 'regulatory', reference);
  }

  #record(kind: Tick['kind'], id: number, price: number, size: number, day = false): number {
    const sequence = this.ticks.length + 1;
    const time = 1_000 + sequence;
    this.ticks.push({ sequence, kind, id, time, price, size, day });
    return time;
  }
}

/** The result that one `collect` should have, computed the slow and obvious way. */
function recompute(ticks: readonly Tick[], after: number, head: number, modes: Uint8Array, skipTape = false): Batch {
  const has = (id: number, bit: number): boolean => ((modes[id] ?? 0) & bit) !== 0;
  const all = ticks.slice(after, head);
  const trades = all.filter((t) => t.kind === 'trade' && has(t.id, TAPE));
  const tooMany = skipTape ? undefined : trades[MAX_TAPE_TRADES];
  const through = Math.min(head, dayBreak(all, modes) ?? Infinity, tooMany ? tooMany.sequence - 1 : Infinity);
  const inRange = all.filter((t) => t.sequence <= through);
  const tapeTrades = trades.filter((t) => t.sequence <= through);
  const batch = {
    epoch: EPOCH,
    after,
    through,
    intervalMs: 0,
    tapeSkipped: skipTape ? tapeTrades.length : 0,
    quotes: emptyQuoteRows(),
    sales: emptySaleRows(),
    tape: emptyTapeRows(),
    statuses: emptyStatusRows(),
  };
  for (const t of skipTape ? [] : tapeTrades) {
    batch.tape.sequence.push(t.sequence);
    batch.tape.id.push(t.id);
    batch.tape.time.push(t.time);
    batch.tape.price.push(t.price);
    batch.tape.size.push(t.size);
  }
  for (let id = 0; id < INSTRUMENTS; id++) {
    const ofInstrument = inRange.filter((t) => t.id === id && t.sequence <= through && has(id, BOARD));
    addQuoteRow(
      batch,
      id,
      ofInstrument.filter((t) => t.kind === 'quote'),
    );
    addSaleRow(
      batch,
      id,
      ofInstrument.filter((t) => t.kind === 'trade'),
    );
    addStatusRow(
      batch,
      id,
      ofInstrument.filter((t) => t.kind === 'status'),
    );
  }
  return batch;
}

/** The sequence before the status with which a day begins for a board symbol that has already traded in the range. */
function dayBreak(ticks: readonly Tick[], modes: Uint8Array): number | undefined {
  const traded = new Set<number>();
  for (const tick of ticks) {
    if ((modes[tick.id] ?? 0) === 0) continue;
    if (tick.day && traded.has(tick.id)) return tick.sequence - 1;
    if (tick.kind === 'trade' && (modes[tick.id] ?? 0) & BOARD) traded.add(tick.id);
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

/** What `collect` found, encoded and decoded again. */
function collect(recorded: Recorded, after: number, head: number, modes: Uint8Array, skipTape = false): Batch {
  const conflator = new Conflator(recorded.log, INSTRUMENTS);
  conflator.collect(after, head, modes, skipTape);
  return decoded(conflator);
}

function decoded({ batch }: Conflator): Batch {
  return decodeBatch(new BatchEncoder().encode(batch));
}

function modesOf(...modes: number[]): Uint8Array {
  return Uint8Array.from({ length: INSTRUMENTS }, (_, id) => modes[id] ?? 0);
}

describe('Conflator', () => {
  it('agrees with a plain computation over 2,000 ranges of seeded logs', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const dice = new Dice(seed);
      const recorded = new Recorded(dice.pick([7, 50, 20_000]));
      const conflator = new Conflator(recorded.log, INSTRUMENTS);
      for (let n = 0; n < 50; n++) {
        // A long range without the start of a trading day reaches the limit of the tape.
        const long = dice.chance(0.01);
        for (let i = long ? 8 * MAX_TAPE_TRADES : dice.below(12); i > 0; i--) {
          const id = dice.below(INSTRUMENTS);
          if (!long && dice.chance(0.1)) recorded.status(id, dice.chance(0.5) ? dice.below(2_000) : undefined);
          else if (dice.chance(0.5)) recorded.quote(id, dice.below(2_000) - 1_000, dice.below(2 ** 31));
          else recorded.trade(id, dice.below(2_000) - 1_000, dice.below(2 ** 32));
        }
        const { head, resumableFrom } = recorded.log;
        const after = resumableFrom + dice.below(head - resumableFrom + 1);
        const modes = Uint8Array.from({ length: INSTRUMENTS }, () => dice.below(4));
        const skipTape = dice.chance(0.3);
        const expected = recompute(recorded.ticks, after, head, modes, skipTape);
        const ticks = conflator.collect(after, head, modes, skipTape);
        expect(decoded(conflator), `seed ${seed}, range ${n}`).toEqual(expected);
        expect(ticks, `seed ${seed}, range ${n}`).toBe(countConcerned(recorded.ticks, expected, modes));
      }
    }
  });

  it('finds nothing in an empty range', () => {
    const batch = collect(new Recorded(4), 0, 0, modesOf(BOARD | TAPE));
    expect(batch).toMatchObject({ epoch: EPOCH, after: 0, through: 0, quotes: { id: [] }, sales: { id: [] } });
  });

  it('covers a range in which nothing concerned the subscriber', () => {
    const recorded = new Recorded(10);
    recorded.quote(1, 100);
    recorded.trade(2, 100);
    const batch = collect(recorded, 0, 2, modesOf(BOARD));
    expect(batch).toMatchObject({ after: 0, through: 2, quotes: { id: [] }, sales: { id: [] }, tape: { id: [] } });
  });

  it('merges the board and keeps the tape whole for a symbol on both', () => {
    const recorded = new Recorded(10);
    for (const price of [100, 104, 98, 101]) recorded.trade(0, price, 10);
    const batch = collect(recorded, 0, 4, modesOf(BOARD | TAPE));
    expect(batch.sales).toMatchObject({ first: [100], high: [104], low: [98], last: [101], volume: [40], merged: [3] });
    expect(batch.tape.price).toEqual([100, 104, 98, 101]);
  });

  it('ends before the trade that exceeds the limit of the tape, and merges no further', () => {
    const recorded = new Recorded(2 * MAX_TAPE_TRADES);
    for (let n = 0; n < MAX_TAPE_TRADES; n++) recorded.trade(0, 100);
    recorded.trade(1, 50);
    recorded.trade(0, 101);
    recorded.quote(1, 60);
    const modes = modesOf(TAPE, BOARD);
    const first = collect(recorded, 0, MAX_TAPE_TRADES + 3, modes);
    expect(first).toMatchObject({ through: MAX_TAPE_TRADES + 1, sales: { id: [1] }, quotes: { id: [] } });
    expect(first.tape.sequence).toHaveLength(MAX_TAPE_TRADES);
    expect(collect(recorded, MAX_TAPE_TRADES + 1, MAX_TAPE_TRADES + 3, modes)).toMatchObject({
      through: MAX_TAPE_TRADES + 3,
      quotes: { id: [1] },
      tape: { sequence: [MAX_TAPE_TRADES + 2] },
    });
  });

  it('counts the trades of a skipped tape, however many, and merges the board as usual', () => {
    const recorded = new Recorded(5 * MAX_TAPE_TRADES);
    for (let n = 0; n < 4 * MAX_TAPE_TRADES; n++) recorded.trade(n % 2, 100 + n);
    const batch = collect(recorded, 0, 4 * MAX_TAPE_TRADES, modesOf(BOARD | TAPE, TAPE), true);
    expect(batch).toMatchObject({
      through: 4 * MAX_TAPE_TRADES,
      tapeSkipped: 4 * MAX_TAPE_TRADES,
      sales: { id: [0], merged: [2 * MAX_TAPE_TRADES - 1], volume: [2 * MAX_TAPE_TRADES] },
      tape: { sequence: [] },
    });
  });

  it('reads a limited number of ticks, whether or not they concern the lane', () => {
    const recorded = new Recorded(3 * MAX_SCANNED_TICKS);
    for (let n = 0; n < MAX_SCANNED_TICKS + 10; n++) recorded.quote(n % 2, n);
    expect(collect(recorded, 5, MAX_SCANNED_TICKS + 10, modesOf(BOARD))).toMatchObject({
      through: MAX_SCANNED_TICKS + 5,
      quotes: { id: [0], merged: [MAX_SCANNED_TICKS / 2 - 1] },
    });
    expect(collect(recorded, 0, MAX_SCANNED_TICKS + 10, modesOf())).toMatchObject({
      through: MAX_SCANNED_TICKS,
      quotes: { id: [] },
    });
  });
});

/** How many ticks in the range of the batch concern the lane. */
function countConcerned(ticks: readonly Tick[], { after, through }: Batch, modes: Uint8Array): number {
  return ticks.slice(after, through).filter((t) => modes[t.id] !== 0).length;
}
