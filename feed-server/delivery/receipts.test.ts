// Receipts: what a resuming subscriber missed, compared with a list of ticks.
import { describe, expect, it } from 'vitest';
import { Dice } from '../../tests/support/random/seeded.ts';
import { TickLog } from '../log/tick-log.ts';
import { MissedTicks, type Missed } from './receipts.ts';

/** One tick each: `q` a quote, `t` a trade of instrument 0; in capitals, of instrument 1. Times count from 1. */
function logOf(ticks: string, capacity = 100): TickLog {
  const log = new TickLog(1, capacity, []);
  for (const [i, tick] of Array.from(ticks).entries()) {
    const id = tick === tick.toLowerCase() ? 0 : 1;
    if (tick.toLowerCase() === 't') log.trade(id, i + 1, 100, 1);
    else log.quote(id, i + 1, 99, 1, 101, 1);
  }
  return log;
}

function missedOf(ticks: string, after: number): MissedTicks {
  const log = logOf(ticks);
  return new MissedTicks(log, log.head, 2, both(0, after));
}

/** Board and tape of an instrument, on one lane. */
function both(id: number, after: number): Missed[] {
  return [
    { id, mode: 'board', after },
    { id, mode: 'tape', after },
  ];
}

describe('MissedTicks', () => {
  it.each([
    { ticks: '', why: 'nothing happened', board: 'exact', missed: 0 },
    { ticks: 'QT', why: 'only others moved', board: 'exact', missed: 0 },
    { ticks: 'q', why: 'one quote', board: 'exact', missed: 1 },
    { ticks: 't', why: 'one trade', board: 'exact', missed: 1 },
    { ticks: 'tq', why: 'one of each', board: 'exact', missed: 2 },
    { ticks: 'qq', why: 'two quotes', board: 'merged', missed: 2 },
    { ticks: 'tt', why: 'two trades', board: 'merged', missed: 2 },
    { ticks: 'qQtTq', why: 'more than one step', board: 'merged', missed: 3 },
  ])('a board is $board: $why', ({ ticks, board, missed }) => {
    expect(missedOf(ticks, 0).receiptFor(0, 'board')).toMatchObject({ kind: board, missed });
  });

  it('counts only trades on the tape, and always exactly', () => {
    const missed = missedOf('qtqttq', 0);
    expect(missed.receiptFor(0, 'tape')).toEqual({ kind: 'exact', missed: 3, fromTime: 2, toTime: 5 });
    expect(missed.receiptFor(0, 'board')).toEqual({ kind: 'merged', missed: 6, fromTime: 1, toTime: 6 });
  });

  it('counts each subscription from the position of its lane, in one scan from the oldest', () => {
    const log = logOf('qtQTqtQT');
    const missed = new MissedTicks(log, log.head, 2, [
      { id: 0, mode: 'board', after: 4 },
      { id: 0, mode: 'tape', after: 0 },
      { id: 1, mode: 'board', after: 7 },
    ]);
    expect(missed.after).toBe(0);
    expect(missed.receiptFor(0, 'board')).toEqual({ kind: 'exact', missed: 2, fromTime: 5, toTime: 6 });
    expect(missed.receiptFor(0, 'tape')).toEqual({ kind: 'exact', missed: 2, fromTime: 2, toTime: 6 });
    expect(missed.receiptFor(1, 'board')).toEqual({ kind: 'exact', missed: 1, fromTime: 8, toTime: 8 });
  });

  it('scans nothing if nothing is resumed', () => {
    const log = logOf('qt');
    expect(new MissedTicks(log, log.head, 2, []).after).toBe(log.head);
  });

  it('has no times if nothing was missed', () => {
    expect(missedOf('t', 1).receiptFor(0, 'tape')).toEqual({ kind: 'exact', missed: 0, fromTime: 0, toTime: 0 });
  });

  it('counts nothing for symbols that are not resumed', () => {
    expect(missedOf('TTT', 0).receiptFor(1, 'tape')).toMatchObject({ missed: 0 });
  });

  it('agrees with a list, over seeded logs that wrap', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const dice = new Dice(seed);
      const ticks = Array.from({ length: dice.below(60) }, () => dice.pick(['q', 't', 'Q', 'T'])).join('');
      const log = logOf(ticks, dice.pick([8, 25, 100]));
      const after = log.resumableFrom + dice.below(log.head - log.resumableFrom + 1);
      const missed = new MissedTicks(log, log.head, 2, [...both(0, after), ...both(1, after)]);
      for (const [id, letters] of ['qt', 'QT'].entries()) {
        const numbered = Array.from(ticks)
          .map((tick, i) => ({ tick, time: i + 1 }))
          .slice(after);
        const all = numbered.filter((t) => letters.includes(t.tick));
        const trades = all.filter((t) => t.tick === letters[1]);
        const receipt = (of: typeof all) => ({
          missed: of.length,
          fromTime: of[0]?.time ?? 0,
          toTime: of.at(-1)?.time ?? 0,
        });
        expect(missed.receiptFor(id, 'tape'), `seed ${seed}`).toEqual({ kind: 'exact', ...receipt(trades) });
        const kind = trades.length <= 1 && all.length - trades.length <= 1 ? 'exact' : 'merged';
        expect(missed.receiptFor(id, 'board'), `seed ${seed}`).toEqual({ kind, ...receipt(all) });
      }
    }
  });
});
