// Requests about the past: trades from the log, bars from the bar log, and refusals with a reason.
import { describe, expect, it } from 'vitest';
import type { HistoryReply } from '../../proto/codec.ts';
import type { BarsRequest, TradesRequest } from '../../proto/messages.ts';
import type { TapeRows } from '../../proto/rows.ts';
import { makeInstruments } from '../../tests/support/wire/builders.ts';
import { Dice } from '../../tests/support/random/seeded.ts';
import { BarLog } from '../log/bar-log.ts';
import { TickLog } from '../log/tick-log.ts';
import { MAX_SCANNED_TICKS, MAX_TAPE_TRADES } from './conflator.ts';
import { History, MAX_BARS } from './history.ts';

const EPOCH = 7;
const START = Date.UTC(2025, 0, 6, 14, 30);

class HistoryFixture {
  readonly log: TickLog;
  readonly bars: BarLog;
  readonly history: History;
  now = START;

  constructor({ capacity = 200_000, keepMs = Infinity } = {}) {
    const instruments = makeInstruments(3);
    this.log = new TickLog(EPOCH, capacity, [], undefined, keepMs);
    this.bars = new BarLog(START, instruments.length, 2 ** 24);
    this.history = new History({ log: this.log, bars: this.bars, instruments, marketTime: () => this.now });
  }

  trade(id: number, price = 100, size = 1): void {
    this.log.trade(id, this.now, price, size);
    this.bars.trade(id, this.now, price, size);
  }

  quote(id: number): void {
    this.log.quote(id, this.now, 99, 1, 101, 1);
  }

  trades(given: Partial<TradesRequest> = {}) {
    return this.history.trades({ symbol: 'S1', epoch: EPOCH, after: 0, through: this.log.head, ...given });
  }

  barsOf(given: Partial<BarsRequest> = {}) {
    return this.history.bars({ symbol: 'S1', intervalS: 60, begin: START, end: START + 3_600_000, ...given });
  }
}

function sent<T>(answer: HistoryReply<T>): T {
  if (answer.kind === 'refused') throw new Error(`expected a reply with content, found ${answer.refusal.message}`);
  return answer.content;
}

function refusalOf(answer: HistoryReply<unknown>): [string, string] | undefined {
  return answer.kind === 'refused' ? [answer.refusal.kind, answer.refusal.message] : undefined;
}

describe('trades by range', () => {
  it.each([1, 2, 3, 4])('are all trades of one symbol, in as many replies as needed: seed %i', (seed) => {
    const dice = new Dice(seed);
    const past = new HistoryFixture();
    const rows: [number, number, number, number][] = [];
    for (let i = 0; i < 20_000; i++) {
      past.now += dice.below(4);
      const id = dice.below(3);
      if (dice.chance(0.2)) past.quote(id);
      else past.trade(id, dice.below(1_000), dice.below(1_000));
      const slot = past.log.slotOf(past.log.head);
      const [time, price, size] = [past.log.time[slot], past.log.price[slot], past.log.size[slot]] as number[];
      if (id === 1 && past.log.kind[slot] === 1)
        rows.push([past.log.head, time as number, price as number, size as number]);
    }
    const after = dice.below(5_000);
    const through = after + dice.below(past.log.head - after + 1);
    const found: [number, number, number, number][] = [];
    let position = after;
    while (position < through) {
      const batch = sent(past.trades({ after: position, through }));
      expect(batch).toMatchObject({ epoch: EPOCH, after: position, intervalMs: 0, tapeSkipped: 0 });
      expect(batch.through).toBeGreaterThan(position);
      expect(batch.through).toBeLessThanOrEqual(through);
      expect(batch.tape.sequence.length).toBeLessThanOrEqual(MAX_TAPE_TRADES);
      expect(new Set(batch.tape.id).size).toBeLessThanOrEqual(1);
      found.push(...rowsOf(batch.tape));
      position = batch.through;
    }
    expect(found).toEqual(rows.filter(([sequence]) => sequence > after && sequence <= through));
    expect(found.length).toBeGreaterThan(MAX_TAPE_TRADES / 4);
  });

  function rowsOf({ sequence, time, price, size }: TapeRows): [number, number, number, number][] {
    return sequence.map((s, i) => [s, time[i] as number, price[i] as number, size[i] as number]);
  }

  it('are found by scanning a limited number of ticks at a time', () => {
    const past = new HistoryFixture();
    for (let i = 0; i < MAX_SCANNED_TICKS + 5; i++) past.trade(0);
    past.trade(1);
    const first = sent(past.trades());
    expect(first).toMatchObject({ through: MAX_SCANNED_TICKS, tape: { sequence: [] } });
    expect(sent(past.trades({ after: first.through }))).toMatchObject({
      through: MAX_SCANNED_TICKS + 6,
      tape: { sequence: [MAX_SCANNED_TICKS + 6] },
    });
  });

  it('may be empty', () => {
    const past = new HistoryFixture();
    expect(sent(past.trades())).toMatchObject({ after: 0, through: 0, tape: { sequence: [] } });
  });

  it.each<[Partial<TradesRequest>, string, string]>([
    [{ symbol: 'NOPE' }, 'unknown-symbol', 'no symbol "NOPE" on this feed'],
    [{ epoch: 8 }, 'not-kept', 'S1: expected epoch 7, found 8'],
    [{ after: 9, through: 8 }, 'bad-range', 'S1: expected a range that ends at 9 to 12, found 8'],
    [{ after: 9, through: 13 }, 'bad-range', 'S1: expected a range that ends at 9 to 12, found 13'],
    [{ after: 13, through: 14 }, 'bad-range', 'S1: expected a range that begins at 12 at the latest, found 13'],
    [{ after: 6 }, 'not-kept', 'S1: what comes after 7 is kept, found 6'],
  ])('are refused: %j', (request, kind, message) => {
    const past = new HistoryFixture({ capacity: 5 });
    for (let i = 0; i < 12; i++) past.trade(1);
    expect(refusalOf(past.trades(request))).toEqual([kind, message]);
    expect(refusalOf(past.trades({ after: 7 }))).toBeUndefined();
  });

  it('are refused if too old, even if memory still holds them', () => {
    const past = new HistoryFixture({ keepMs: 1_000 });
    past.trade(1);
    past.now += 1_001;
    past.trade(1);
    expect(refusalOf(past.trades())).toEqual(['not-kept', 'S1: what comes after 1 is kept, found 0']);
    expect(sent(past.trades({ after: 1 })).tape.sequence).toEqual([2]);
  });
});

describe('bars by range', () => {
  it('reach up to market time, and have a position', () => {
    const past = new HistoryFixture();
    past.trade(1, 100, 5);
    past.now += 61_000;
    past.quote(0);
    past.trade(1, 90, 6);
    expect(sent(past.barsOf())).toEqual({
      begin: START,
      end: START + 120_000,
      bars: [
        { time: START, open: 100, high: 100, low: 100, close: 100, volume: 5, trades: 1 },
        { time: START + 60_000, open: 90, high: 90, low: 90, close: 90, volume: 6, trades: 1 },
      ],
      holes: [],
      at: { epoch: EPOCH, sequence: 3 },
    });
    expect(sent(past.barsOf({ symbol: 'S2', begin: START - 60_000 }))).toMatchObject({
      bars: [],
      holes: [{ begin: START - 60_000, end: START }],
    });
  });

  it('come in as many replies as needed', () => {
    const past = new HistoryFixture();
    for (let i = 0; i < MAX_BARS + 3; i++) {
      past.trade(1, i);
      past.now += 2_000;
    }
    const whole = { intervalS: 1, begin: START, end: past.now };
    const first = sent(past.barsOf(whole));
    expect(first.bars).toHaveLength(MAX_BARS);
    expect(first.end).toBe(START + MAX_BARS * 2_000);
    const second = sent(past.barsOf({ ...whole, begin: first.end }));
    expect(second).toMatchObject({ bars: [{ open: MAX_BARS }, {}, { open: MAX_BARS + 2 }], end: past.now });
  });

  it.each<[Partial<BarsRequest>, string, string]>([
    [{ symbol: '' }, 'unknown-symbol', 'no symbol "" on this feed'],
    [
      { intervalS: 7 },
      'bad-range',
      'S1: interval_s: expected one of 1, 5, 15, 30, 60, 300, 900, 1800, 3600, 14400, 86400, found 7',
    ],
    [{ end: START - 1 }, 'bad-range', `S1: expected a range that ends at ${START} or later, found ${START - 1}`],
    [
      { intervalS: 1, begin: -8.64e15, end: 8.64e15 },
      'bad-range',
      'S1: expected 4294967295 intervals of 1 s at most, found more',
    ],
  ])('are refused: %j', (request, kind, message) => {
    expect(refusalOf(new HistoryFixture().barsOf(request))).toEqual([kind, message]);
  });

  it('may cover all of time', () => {
    const all = sent(new HistoryFixture().barsOf({ intervalS: 14_400, begin: -8.64e15, end: 8.64e15 }));
    expect(all).toMatchObject({ begin: -8.64e15, bars: [], holes: [{ begin: -8.64e15, end: START }] });
  });
});
