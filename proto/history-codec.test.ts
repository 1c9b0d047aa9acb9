// Requests and replies for trades and bars: they decode to what was encoded, and any other bytes throw a CodecError.
import { describe, expect, it } from 'vitest';
import { makeBatch } from '../tests/support/wire/builders.ts';
import { Dice } from '../tests/support/random/seeded.ts';
import {
  CodecError,
  decodeBarsReply,
  decodeBarsRequest,
  decodeTradesReply,
  decodeTradesRequest,
  encodeBarsReply,
  encodeBatch,
  encodeBarsRequest,
  encodeTradesReply,
  encodeTradesRequest,
  type HistoryReply,
} from './codec.ts';
import { tapewire as pb } from './gen/feed.js';
import {
  BAR_INTERVALS_S,
  MAX_COUNT,
  MAX_PRICE,
  MAX_SIZE,
  type Bar,
  type Bars,
  type Hole,
  type Refusal,
} from './messages.ts';

const HOUR_MS = 3_600_000;

const refusal: Refusal = { kind: 'not-kept', symbol: 'AAPL', mode: undefined, message: 'kept from 12' };

const trades = makeBatch({
  epoch: 4_000_000_001,
  after: 10,
  through: 20,
  tape: { sequence: [12, 20], id: [3, 3], time: [1_000, 1_001], price: [-5, 7], size: [1, MAX_SIZE] },
});

function randomBars(seed: number): { readonly bars: Bars; readonly intervalS: number } {
  const dice = new Dice(seed);
  const intervalS = dice.pick(BAR_INTERVALS_S);
  const intervalMs = intervalS * 1_000;
  const begin = (dice.below(20_000) - 2_000) * intervalMs;
  const price = (): number => dice.below(2 * MAX_PRICE + 1) - MAX_PRICE;
  const bars: Bar[] = [];
  let time = begin + dice.below(3) * intervalMs;
  for (let n = dice.below(40); n > 0; n--) {
    const [low, open, close, high] = [price(), price(), price(), price()].sort((a, b) => a - b) as [
      number,
      number,
      number,
      number,
    ];
    const [first, last] = dice.chance(0.5) ? [open, close] : [close, open];
    const [volume, count] = [dice.pick([MAX_SIZE, dice.below(2 ** 45)]), 1 + dice.below(MAX_COUNT)];
    bars.push({ time, open: first, high, low, close: last, volume, trades: count });
    time += (1 + dice.below(dice.chance(0.1) ? 10_000 : 3)) * intervalMs;
  }
  const holes: Hole[] = [];
  for (let end = begin; dice.chance(0.5) && end + 2 < time;) {
    const hole = { begin: end + dice.below(2), end: end + 2 + dice.below(time - end - 2) };
    holes.push(hole);
    end = hole.end;
  }
  const at = { epoch: dice.below(2 ** 32), sequence: dice.below(2 ** 50) };
  return { bars: { begin, end: time + dice.below(5) * intervalMs, bars, holes, at }, intervalS };
}

function codeOf(decode: () => unknown): string {
  try {
    decode();
  } catch (error) {
    if (error instanceof CodecError) return error.code;
    throw error;
  }
  return 'none';
}

describe('history requests', () => {
  it('decode to what was encoded', () => {
    const forTrades = { symbol: 'BRK.B', epoch: 4_000_000_001, after: 2 ** 40, through: 2 ** 41 };
    expect(decodeTradesRequest(encodeTradesRequest(forTrades))).toEqual(forTrades);
    const forBars = { symbol: 'BRK.B', intervalS: 86_400, begin: -8.64e15, end: 1_700_000_000_000.5 };
    expect(decodeBarsRequest(encodeBarsRequest(forBars))).toEqual(forBars);
  });

  it('may contain values that the server refuses by name', () => {
    const forTrades = { symbol: '', epoch: 0, after: 9, through: 3 };
    expect(decodeTradesRequest(encodeTradesRequest(forTrades))).toEqual(forTrades);
    const forBars = { symbol: '', intervalS: 7, begin: 9, end: 3 };
    expect(decodeBarsRequest(encodeBarsRequest(forBars))).toEqual(forBars);
  });

  it.each<[string, () => unknown]>([
    [
      'a fractional sequence',
      () => decodeTradesRequest(encodeTradesRequest({ symbol: '', epoch: 0, after: 0.5, through: 3 })),
    ],
    [
      'a sequence above 2^53',
      () => decodeTradesRequest(encodeTradesRequest({ symbol: '', epoch: 0, after: 0, through: 1e20 })),
    ],
    [
      'a time beyond the range of dates',
      () => decodeBarsRequest(encodeBarsRequest({ symbol: '', intervalS: 1, begin: 0, end: 1e300 })),
    ],
    ['NaN as a time', () => decodeBarsRequest(encodeBarsRequest({ symbol: '', intervalS: 1, begin: NaN, end: 0 }))],
  ])('are refused with %s', (_, decode) => {
    expect(codeOf(decode)).toBe('range');
  });
});

describe('history replies', () => {
  it('contain trades as the bytes of a batch, which is encoded once', () => {
    const { trades: bytes } = pb.TradesReply.decode(encodeTradesReply({ kind: 'sent', content: trades }));
    expect(Buffer.from(bytes ?? [])).toEqual(Buffer.from(encodeBatch(trades)));
  });

  it('decode to the trades or the refusal that was encoded', () => {
    for (const reply of [
      { kind: 'sent', content: trades },
      { kind: 'refused', refusal },
    ] as const)
      expect(decodeTradesReply(encodeTradesReply(reply))).toEqual(reply);
  });

  it('decode to the bars that were encoded, over 500 random sets with values at the limits', () => {
    for (let seed = 1; seed <= 500; seed++) {
      const { bars, intervalS } = randomBars(seed);
      const reply: HistoryReply<Bars> = { kind: 'sent', content: bars };
      expect(decodeBarsReply(encodeBarsReply(reply, intervalS), intervalS), `seed ${seed}`).toEqual(reply);
    }
    const refused: HistoryReply<Bars> = { kind: 'refused', refusal };
    expect(decodeBarsReply(encodeBarsReply(refused, 60), 60)).toEqual(refused);
  });

  it('do not decode if truncated', () => {
    const { bars, intervalS } = randomBars(2);
    expect(bars.bars.length).toBeGreaterThan(5);
    const barsReply = encodeBarsReply({ kind: 'sent', content: bars }, intervalS);
    for (let length = 0; length < barsReply.length; length++)
      expect(
        codeOf(() => decodeBarsReply(barsReply.subarray(0, length), intervalS)),
        `of ${length} bytes`,
      ).not.toBe('none');
    const tradesReply = encodeTradesReply({ kind: 'sent', content: trades });
    for (let length = 0; length < tradesReply.length; length++)
      expect(
        codeOf(() => decodeTradesReply(tradesReply.subarray(0, length))),
        `of ${length} bytes`,
      ).not.toBe('none');
  });

  it('decode if damaged, or throw a CodecError', () => {
    const outcomes = new Set<string>();
    for (let seed = 1; seed <= 3_000; seed++) {
      const dice = new Dice(seed);
      const { bars, intervalS } = randomBars(1 + (seed % 20));
      const valid = [
        encodeBarsReply({ kind: 'sent', content: bars }, intervalS),
        encodeTradesReply({ kind: 'sent', content: trades }),
        encodeBarsReply({ kind: 'refused', refusal }, intervalS),
      ];
      const bytes = dice.pick(valid).slice();
      for (let n = 1 + dice.below(4); n > 0; n--) bytes[dice.below(bytes.length)] = dice.below(256);
      outcomes.add(codeOf(() => decodeBarsReply(bytes, intervalS)));
      outcomes.add(codeOf(() => decodeTradesReply(bytes)));
      for (const decode of [decodeBarsRequest, decodeTradesRequest]) outcomes.add(codeOf(() => decode(bytes)));
    }
    expect([...outcomes].sort()).toEqual(['malformed', 'mismatch', 'none', 'range', 'truncated']);
  });

  const at = { epoch: 1, sequence: 2 };
  const day = { begin: 0, end: 24 * HOUR_MS, at };
  const oneBar = { start: [2], open: [100], high: [1], low: [1], close: [-5], volume: [9], trades: [3] };
  const twoBars = {
    start: [2, 1],
    open: [9, 0],
    high: [0, 0],
    low: [0, 0],
    close: [0, 0],
    volume: [1, 1],
    trades: [1, 1],
  };
  it.each<[string, pb.BarsReply.$Properties, string]>([
    ['nothing at all', {}, 'malformed'],
    ['bars without a position', { begin: 0, end: HOUR_MS }, 'malformed'],
    ['a start that is no multiple of the interval', { ...day, begin: 60_000 }, 'range'],
    ['an end before the start', { ...day, begin: 25 * HOUR_MS }, 'range'],
    ['a time beyond the range of dates', { ...day, end: 1e300 }, 'range'],
    ['an end within an interval', { ...day, end: day.end - 1 }, 'range'],
    ['a column that is too short', { ...day, bars: { ...oneBar, low: [] } }, 'mismatch'],
    ['bars that do not ascend', { ...day, bars: { ...twoBars, start: [2, 0] } }, 'mismatch'],
    ['a bar past the end', { ...day, bars: { ...oneBar, start: [24] } }, 'mismatch'],
    ['a price above the limit', { ...day, bars: { ...oneBar, high: [2 ** 52] } }, 'range'],
    ['a fractional volume', { ...day, bars: { ...oneBar, volume: [0.5] } }, 'range'],
    ['a bar without trades', { ...day, bars: { ...oneBar, trades: [0] } }, 'range'],
    ['an empty hole', { ...day, holes: [{ begin: 5, end: 5 }] }, 'mismatch'],
    ['a hole before the start', { ...day, holes: [{ begin: -5, end: 5 }] }, 'mismatch'],
    ['a hole past the end', { ...day, holes: [{ begin: 5, end: 25 * HOUR_MS }] }, 'mismatch'],
    ['a hole at NaN', { ...day, holes: [{ begin: NaN, end: 5 }] }, 'mismatch'],
    [
      'holes that overlap',
      {
        ...day,
        holes: [
          { begin: 1, end: 5 },
          { begin: 4, end: 6 },
        ],
      },
      'mismatch',
    ],
  ])('are refused with %s', (_, message, code) => {
    expect(codeOf(() => decodeBarsReply(pb.BarsReply.encode(message).finish(), 3_600))).toBe(code);
  });

  it('are accepted if all of these values are valid', () => {
    const message = {
      ...day,
      bars: twoBars,
      holes: [
        { begin: 1, end: 5 },
        { begin: 5, end: 6 },
      ],
    };
    expect(decodeBarsReply(pb.BarsReply.encode(message).finish(), 3_600)).toMatchObject({
      content: { bars: [{ time: 2 * HOUR_MS }, { time: 3 * HOUR_MS, open: 9 }], holes: [{ end: 5 }, { begin: 5 }] },
    });
  });
});
