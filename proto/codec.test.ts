// The codec: messages decode to what was encoded, and invalid messages are refused.
import { describe, expect, it } from 'vitest';
import { makeBatch, makeInstrument, makeQuote, makeState, makeTrades } from '../tests/support/wire/builders.ts';
import { randomBatch } from '../tests/support/random/random-batch.ts';
import { Dice } from '../tests/support/random/seeded.ts';
import {
  CodecError,
  decodeBatch,
  decodeClose,
  decodeHeartbeat,
  decodeInstruments,
  decodeRefusal,
  decodeReply,
  decodeResume,
  decodeSnapshot,
  decodeSubscribe,
  decodeWelcome,
  encodeBatch,
  encodeClose,
  encodeHeartbeat,
  encodeInstruments,
  encodeRefusal,
  encodeReply,
  encodeResume,
  encodeSnapshot,
  encodeSubscribe,
  encodeWelcome,
} from './codec.ts';
import { tapewire as pb } from './gen/feed.js';
import {
  FIRST_TIME,
  LAST_TIME,
  type Heartbeat,
  type Instrument,
  type Snapshot,
  type SubscriptionReply,
  type SymbolState,
  type Welcome,
} from './messages.ts';

const welcome: Welcome = {
  protocol: 2,
  head: { epoch: 4_000_000_001, sequence: 2 ** 40 },
  heartbeatMs: 1_000,
  source: 'Simulated, seed 7',
  sourceKind: 'simulated',
  serverTime: 1_700_000_000_000.25,
  marketTime: 1_700_000_000_000,
  speed: 10,
  behindMs: 40_000,
  session: 'pre-market',
  server: 'Tapewire 0.1.0',
  batchRate: 20,
  kept: { after: 2 ** 39, since: 1_699_999_999_000 },
};

const heartbeat: Heartbeat = {
  epoch: 9,
  after: 5,
  through: 7,
  head: 8,
  serverTime: 1,
  marketTime: 2,
  session: 'after-hours',
  speed: 0,
  behindMs: 1_500,
  intervalMs: 250,
  digest: { symbols: 3, sum: 4_000_000_000 },
};

const reply: SubscriptionReply = {
  accepted: [
    { instrument: makeInstrument(3), mode: 'board', receipt: undefined },
    { instrument: makeInstrument(4), mode: 'tape', receipt: { kind: 'exact', missed: 2, fromTime: 10, toTime: 20 } },
    { instrument: makeInstrument(5), mode: 'board', receipt: { kind: 'merged', missed: 9, fromTime: 10, toTime: 20 } },
    { instrument: makeInstrument(6), mode: 'board', receipt: { kind: 'reset', reason: 'too-old' } },
  ],
  refused: [{ kind: 'unknown-symbol', symbol: 'FOO', mode: 'board', message: 'no symbol "FOO" on this feed' }],
  head: { epoch: 1, sequence: 9 },
  reset: 'too-old',
  kept: { after: 4, since: 1_000 },
};

const snapshot: Snapshot = {
  intervalMs: 1_000,
  at: { epoch: 1, sequence: 12 },
  states: [
    makeState({ id: 0, reference: -5, quote: makeQuote(), trades: makeTrades({ volume: 2 ** 40 }) }),
    makeState({ id: 7 }),
    makeState({ id: 8, reference: 0, status: { time: 9, session: 'paused', reason: 'limit-up' } }),
  ],
};

function codeOf(decode: () => unknown): string {
  try {
    decode();
  } catch (error) {
    if (error instanceof CodecError) return error.code;
    throw error;
  }
  return 'none';
}

describe('codec', () => {
  it('returns what was encoded', () => {
    expect(decodeWelcome(encodeWelcome(welcome))).toEqual(welcome);
    expect(decodeHeartbeat(encodeHeartbeat(heartbeat))).toEqual(heartbeat);
    expect(decodeReply(encodeReply(reply))).toEqual(reply);
    expect(decodeSnapshot(encodeSnapshot(snapshot))).toEqual(snapshot);
    expect(decodeClose(encodeClose({ code: 4000, message: 'bye' }))).toEqual({ code: 4000, message: 'bye' });
    const refusal = { kind: 'malformed', symbol: '', mode: undefined, message: 'no' } as const;
    expect(decodeRefusal(encodeRefusal(refusal))).toEqual(refusal);
    // A code that only newer servers send is still a refusal.
    expect(decodeRefusal(Uint8Array.of(0x08, 0x63))).toMatchObject({ kind: 'other' });
    const instruments = [makeInstrument(0), makeInstrument(65_535, { decimals: 8 })];
    expect(decodeInstruments(encodeInstruments(instruments))).toEqual(instruments);
    const subscriptions = [
      { symbol: 'A', mode: 'board', intervalMs: 250 },
      { symbol: 'B', mode: 'tape', intervalMs: 0 },
    ] as const;
    expect(decodeSubscribe(encodeSubscribe(subscriptions))).toEqual(subscriptions);
    const resume = { after: { epoch: 1, sequence: 2 }, subscriptions, lanes: [{ intervalMs: 250, sequence: 2 ** 40 }] };
    expect(decodeResume(encodeResume(resume))).toEqual(resume);
  });

  it('returns 500 random batches unchanged, with values at the limits', () => {
    for (let seed = 1; seed <= 500; seed++) {
      const batch = randomBatch(seed);
      expect(decodeBatch(encodeBatch(batch)), `seed ${seed}`).toEqual(batch);
    }
  });

  it('refuses a truncated batch or snapshot', () => {
    const bytes = encodeBatch(randomBatch(2));
    for (let length = 0; length < bytes.length; length++) {
      const cut = bytes.subarray(0, length);
      // A batch that ends before `after` decodes to one with an empty range.
      if (codeOf(() => decodeBatch(cut)) === 'none')
        expect(decodeBatch(cut)).toEqual(makeBatch({ epoch: decodeBatch(cut).epoch, after: 0, through: 0 }));
      else expect(codeOf(() => decodeBatch(cut))).toMatch(/^(truncated|range)$/);
    }
    const states = encodeSnapshot(snapshot);
    for (let length = 0; length < states.length; length++)
      expect(
        codeOf(() => decodeSnapshot(states.subarray(0, length))),
        `of ${length} bytes`,
      ).not.toBe('none');
  });

  it('decodes damaged bytes to a message or throws a CodecError', () => {
    const decoders = [decodeBatch, decodeSnapshot, decodeReply, decodeWelcome, decodeHeartbeat, decodeResume];
    for (let seed = 1; seed <= 2_000; seed++) {
      const dice = new Dice(seed);
      const bytes = encodeBatch(randomBatch(seed % 20));
      for (let n = 1 + dice.below(4); n > 0; n--) bytes[dice.below(bytes.length)] = dice.below(256);
      for (const decode of decoders) codeOf(() => decode(bytes));
    }
  });

  it.each<[string, unknown]>([
    ['text', 'hello'],
    ['nothing', undefined],
    ['null', null],
    ['an array', [1]],
  ])('refuses %s instead of bytes', (_, payload) => {
    expect(codeOf(() => decodeBatch(payload))).toBe('malformed');
  });

  const quotes = { id: [1], time: [0], bid: [5], spread: [1], bidSize: [1], askSize: [1] };
  const sales = { id: [1, 1], time: [0, 0], last: [5, 0], size: [1, 1] };
  const statuses = { id: [1], time: [0], session: [3], reason: [1] };
  const tape = { sequence: [1], id: [1], time: [0], price: [1], size: [1] };
  it.each<[string, pb.Batch.$Properties, string]>([
    ['a range that ends before it begins', { after: 5, through: 4 }, 'range'],
    ['a fractional sequence', { after: 0.5, through: 4 }, 'range'],
    ['a sequence above 2^53', { after: 0, through: 2 ** 60 }, 'range'],
    ['a column that is too short', { through: 1, quotes: { ...quotes, bid: [] } }, 'mismatch'],
    ['ids that do not ascend', { through: 1, quotes: twice(quotes, [3, 0]) }, 'mismatch'],
    ['an id above 65535', { through: 1, quotes: { ...quotes, id: [70_000] } }, 'range'],
    ['a price above the limit', { through: 1, quotes: { ...quotes, bid: [2 ** 52] } }, 'range'],
    ['a price above 2^53', { through: 1, quotes: { ...quotes, bid: [2 ** 62] } }, 'range'],
    ['a size above 2^53', { through: 1, quotes: { ...quotes, bidSize: [2 ** 53] } }, 'range'],
    ['an ask above the limit', { through: 1, quotes: { ...quotes, spread: [2 ** 52] } }, 'range'],
    ['merged sales of a missing row', { through: 1, sales: { ...sales, ...mergedAt([2]) } }, 'mismatch'],
    ['a row that is merged twice', { through: 1, sales: { ...sales, ...mergedAt([1, 0]) } }, 'mismatch'],
    ['a fractional volume', { through: 1, sales: { ...sales, ...mergedAt([1], 0.5) } }, 'range'],
    ['a tape whose sequence does not ascend', { through: 1, tape: { ...tape, sequence: [0] } }, 'mismatch'],
    ['a tape that extends past its batch', { through: 1, tape: { ...tape, sequence: [2] } }, 'mismatch'],
    ['a status without a reason', { through: 1, statuses: { ...statuses, reason: [] } }, 'mismatch'],
    [
      'a trading day for a missing row',
      { through: 1, statuses: { ...statuses, dayRow: [1], reference: [5] } },
      'mismatch',
    ],
    ['a trading day without a reference', { through: 1, statuses: { ...statuses, dayRow: [0] } }, 'mismatch'],
    ['NaN as a time', { through: 1, time: NaN }, 'range'],
    ['a time beyond the range of dates', { through: 1, time: 1e300 }, 'range'],
    ['a quote of the year 10000', { through: 1, time: LAST_TIME, quotes: { ...quotes, time: [1] } }, 'range'],
    ['a trade of the year 10000', { through: 1, time: LAST_TIME, tape: { ...tape, time: [1] } }, 'range'],
    ['an interval of more than an hour', { through: 1, intervalMs: 3_600_001 }, 'range'],
  ])('refuses %s', (_, message, code) => {
    expect(codeOf(() => decodeBatch(pb.Batch.encode({ epoch: 1, ...message }).finish()))).toBe(code);
  });

  it.each<[string, () => unknown]>([
    ['a server time', () => decodeWelcome(encodeWelcome({ ...welcome, serverTime: 1e300 }))],
    ['a market time', () => decodeWelcome(encodeWelcome({ ...welcome, marketTime: -8.65e15 }))],
    ['a negative speed', () => decodeWelcome(encodeWelcome({ ...welcome, speed: -1 }))],
    ['an infinite speed', () => decodeWelcome(encodeWelcome({ ...welcome, speed: Infinity }))],
    ['NaN as a speed', () => decodeWelcome(encodeWelcome({ ...welcome, speed: NaN }))],
    ['a heartbeat', () => decodeHeartbeat(encodeHeartbeat({ ...heartbeat, marketTime: 1e300 }))],
    ['a quote', () => decodeSnapshot(encodeSnapshot(snapshotOf({ quote: makeQuote({ time: 1e300 }) })))],
    ['a trade', () => decodeSnapshot(encodeSnapshot(snapshotOf({ trades: makeTrades({ time: Infinity }) })))],
    ['the start of what was missed', () => decodeReply(encodeReply(replyMissing(1e300, 20)))],
    ['the end of what was missed', () => decodeReply(encodeReply(replyMissing(10, NaN)))],
  ])('refuses impossible times: %s', (_, decode) => {
    expect(codeOf(decode)).toBe('range');
  });

  it.each<[string, () => unknown, string]>([
    ['a heartbeat of an hour', () => welcomeOf({ heartbeatMs: 3_600_000 }), 'welcome heartbeat_ms'],
    ['a heartbeat of a millisecond', () => welcomeOf({ heartbeatMs: 1 }), 'welcome heartbeat_ms'],
    ['an impossible speed', () => welcomeOf({ speed: 1e300 }), 'welcome speed'],
    ['a market that is 30 million years behind', () => welcomeOf({ behindMs: 1e18 }), 'welcome behind_ms'],
    [
      'a market ahead of its schedule',
      () => decodeHeartbeat(encodeHeartbeat({ ...heartbeat, behindMs: -1 })),
      'heartbeat behind_ms',
    ],
    ['a batch rate of 0', () => welcomeOf({ batchRate: 0 }), 'welcome batch_rate'],
    ['a batch rate of 1e9', () => welcomeOf({ batchRate: 1e9 }), 'welcome batch_rate'],
    ['a symbol twice', () => listOf({ symbol: 'A' }, { symbol: 'A' }), 'symbol "A": expected once, found twice'],
    ['an id twice', () => listOf({ id: 7, symbol: 'A' }, { id: 7, symbol: 'B' }), 'id 7: expected once, found twice'],
    ['nine decimals', () => listOf({ decimals: 9 }), 'instrument "S0" decimals: expected a whole number from 0 to 8'],
    ['a name of 2 MB', () => listOf({ name: 'x'.repeat(2_000_000) }), 'instrument "S0" name: expected at most 200'],
    ['a long sector', () => listOf({ sector: 'x'.repeat(201) }), 'instrument "S0" sector'],
    ['a long currency', () => listOf({ currency: 'x'.repeat(13) }), 'instrument "S0" currency'],
    [
      'one instrument too many',
      () => decodeInstruments(pb.InstrumentsReply.encode({ instruments: Array(65_537).fill({}) as object[] }).finish()),
      'instruments: expected at most 65536, found 65537',
    ],
    ['a message of more than 16 MiB', () => decodeInstruments(new Uint8Array(2 ** 24 + 1)), 'at most 16777216 bytes'],
    [
      'a subscription that is accepted twice',
      () => acceptedTwice(),
      'reply accepted "board S1": expected once, found twice',
    ],
    ['a state twice', () => statesOf({ id: 3 }, { id: 3 }), 'snapshot id 3: expected once, found twice'],
    ['a high below the last', () => statesOf({ trades: makeTrades({ last: 5, high: 4, low: 1 }) }), 'snapshot price'],
    ['a low above the open', () => statesOf({ trades: makeTrades({ open: 5, high: 9, low: 6 }) }), 'snapshot price'],
    [
      'an interval of two hours',
      () => decodeHeartbeat(encodeHeartbeat({ ...heartbeat, intervalMs: 7.2e6 })),
      'interval_ms',
    ],
  ])('refuses impossible values: %s', (_, decode, message) => {
    expect(codeOf(decode)).toMatch(/^(range|mismatch)$/);
    expect(decode).toThrow(message);
  });

  it('removes control characters from text for people, and shortens it', () => {
    const [unsafe, shown] = ['a\u202Eb\n' + 'c'.repeat(1_000), 'a b c'];
    expect(welcomeOf({ source: unsafe, server: unsafe })).toMatchObject({
      source: expect.stringMatching(`^${shown}`) as string,
      server: expect.stringMatching(`^${shown}`) as string,
    });
    expect(decodeClose(encodeClose({ code: 4000, message: unsafe })).message).toHaveLength(300);
    expect(listOf({ name: 'a\u202Eb', sector: 'x\u0000y', currency: 'U\u2066SD' })).toMatchObject([
      { name: 'a b', sector: 'x y', currency: 'U SD' },
    ]);
  });

  it('accepts times from the first millisecond of year 1 to the last of year 9999', () => {
    expect(new Date(FIRST_TIME).toISOString()).toBe('0001-01-01T00:00:00.000Z');
    expect(new Date(LAST_TIME).toISOString()).toBe('9999-12-31T23:59:59.999Z');
    for (const time of [FIRST_TIME, LAST_TIME])
      expect(decodeHeartbeat(encodeHeartbeat({ ...heartbeat, marketTime: time })).marketTime).toBe(time);
  });

  it('decodes an unknown mode, for the server to refuse', () => {
    const bytes = pb.SubscribeRequest.encode({ subscriptions: [{ symbol: 'A', mode: 9 as pb.Mode }] }).finish();
    expect(decodeSubscribe(bytes)).toEqual([{ symbol: 'A', mode: undefined, intervalMs: 0 }]);
  });

  it('decodes a session and a reason of a newer server as unknown and other', () => {
    const statuses = { id: [1], time: [0], session: [99 as pb.MarketSession], reason: [99 as pb.StatusReason] };
    const bytes = pb.Batch.encode({ epoch: 1, after: 0, through: 1, statuses }).finish();
    expect(decodeBatch(bytes).statuses).toMatchObject({ session: ['unknown'], reason: ['other'] });
  });

  it('decodes a heartbeat without a speed, as earlier servers send it', () => {
    const earlier = { ...heartbeat, speed: undefined, behindMs: 0 };
    expect(decodeHeartbeat(encodeHeartbeat(earlier))).toEqual(earlier);
  });

  it('decodes messages with fields of a newer version', () => {
    const later = new Uint8Array([...encodeHeartbeat(heartbeat), 0xfa, 0x07, 0x01, 0x41]);
    expect(decodeHeartbeat(later)).toEqual(heartbeat);
  });
});

function snapshotOf(state: Partial<SymbolState>): Snapshot {
  return { intervalMs: 0, at: { epoch: 1, sequence: 1 }, states: [makeState(state)] };
}

function welcomeOf(given: Partial<Welcome>): Welcome {
  return decodeWelcome(encodeWelcome({ ...welcome, ...given }));
}

/** Decodes a list of these instruments, whose ids count from 0 unless given. */
function listOf(...given: Partial<Instrument>[]): Instrument[] {
  return decodeInstruments(encodeInstruments(given.map((terms, i) => makeInstrument(terms.id ?? i, terms))));
}

function statesOf(...states: Partial<SymbolState>[]): Snapshot {
  return decodeSnapshot(encodeSnapshot({ ...snapshot, states: states.map(makeState) }));
}

function acceptedTwice(): SubscriptionReply {
  const accepted = { instrument: makeInstrument(1), mode: 'board', receipt: undefined } as const;
  return decodeReply(encodeReply({ ...reply, accepted: [accepted, accepted] }));
}

function replyMissing(fromTime: number, toTime: number): SubscriptionReply {
  const receipt = { kind: 'exact', missed: 2, fromTime, toTime } as const;
  return { ...reply, accepted: [{ instrument: makeInstrument(4), mode: 'tape', receipt }] };
}

/** The columns with every row twice, but these ids. */
function twice(columns: pb.QuoteColumns.$Properties, id: number[]): pb.QuoteColumns.$Properties {
  const doubled = Object.entries(columns).map(([name, column]) => [
    name,
    [...(column as number[]), ...(column as number[])],
  ]);
  return { ...(Object.fromEntries(doubled) as pb.QuoteColumns.$Properties), id };
}

/** Two rows of sales, of which those at `mergedRow` (deltas) stand for several trades. */
function mergedAt(mergedRow: number[], volume = 9): pb.SaleColumns.$Properties {
  const ones = mergedRow.map(() => 1);
  return { id: [1, 1], mergedRow, merged: ones, first: ones, high: ones, low: ones, volume: ones.map(() => volume) };
}
