// Every request for trades or bars gets a reply of its own type, whatever its bytes are.
import { describe, expect, it } from 'vitest';
import {
  decodeBarsReply,
  decodeTradesReply,
  encodeBarsRequest,
  encodeSubscribe,
  encodeTradesRequest,
} from '../../proto/codec.ts';
import { Delivery } from '../../tests/support/delivery/delivery.ts';
import { Dice } from '../../tests/support/random/seeded.ts';
import { RequestHandler, type Answer } from './request-handler.ts';

const HOUR_MS = 3_600_000;

function setUp(): { delivery: Delivery; ask: (event: string, ...args: unknown[]) => Answer } {
  const delivery = new Delivery();
  const requestHandler = new RequestHandler(delivery.requests, delivery.history, delivery.instruments);
  const reader = delivery.join();
  return { delivery, ask: (event, ...args) => requestHandler.handle(reader.subscriber, event, args) };
}

describe('RequestHandler, for history requests', () => {
  it('returns trades and bars, and sends nothing after them', () => {
    const { delivery, ask } = setUp();
    delivery.trades(0, 3);
    const trades = ask('trades', encodeTradesRequest({ symbol: 'S0', epoch: 1, after: 1, through: 3 }));
    expect(trades).toMatchObject({ refusal: undefined, serves: false });
    expect(decodeTradesReply(trades.reply)).toMatchObject({
      kind: 'sent',
      content: { after: 1, through: 3, tape: { sequence: [2, 3], price: [101, 102] } },
    });
    const now = delivery.clock.now();
    const bars = ask('bars', encodeBarsRequest({ symbol: 'S0', intervalS: 3_600, begin: now, end: now + HOUR_MS }));
    expect(bars).toMatchObject({ refusal: undefined, serves: false });
    expect(decodeBarsReply(bars.reply, 3_600)).toMatchObject({
      kind: 'sent',
      content: { bars: [{ open: 100, high: 102, close: 102, trades: 3 }], at: { epoch: 1, sequence: 3 } },
    });
  });

  it('refuses data outside retention without calling the request invalid', () => {
    const { ask } = setUp();
    const trades = ask('trades', encodeTradesRequest({ symbol: 'S0', epoch: 2, after: 0, through: 0 }));
    expect(trades.refusal).toBeUndefined();
    expect(decodeTradesReply(trades.reply)).toMatchObject({ refusal: { kind: 'not-kept', symbol: 'S0' } });
    const bars = ask('bars', encodeBarsRequest({ symbol: 'S0', intervalS: 2, begin: 0, end: 0 }));
    expect(bars.refusal).toBeUndefined();
    expect(decodeBarsReply(bars.reply, 2)).toMatchObject({ refusal: { kind: 'bad-range', symbol: 'S0' } });
  });

  it('refuses invalid bytes with a reply of the requested type', () => {
    const { ask } = setUp();
    const trades = ask('trades', 'S0');
    expect(trades.refusal?.message).toBe('trades: trades request: expected one binary payload, found string');
    expect(decodeTradesReply(trades.reply)).toEqual({ kind: 'refused', refusal: trades.refusal });
    const bars = ask('bars', encodeBarsRequest({ symbol: 'S0', intervalS: 1, begin: 0, end: 1e300 }));
    expect(bars.refusal).toMatchObject({ kind: 'malformed', symbol: '' });
    expect(decodeBarsReply(bars.reply, 1)).toEqual({ kind: 'refused', refusal: bars.refusal });
  });

  it('answers 3,000 seeded random requests with valid replies', () => {
    const { delivery, ask } = setUp();
    const outcomes = new Set<string>();
    for (let seed = 1; seed <= 3_000; seed++) {
      const dice = new Dice(seed);
      const now = delivery.clock.now();
      const bytes = dice.pick([
        encodeTradesRequest({ symbol: 'S1', epoch: 1, after: dice.below(20), through: 20 }),
        encodeBarsRequest({ symbol: 'S1', intervalS: 1, begin: now - dice.below(HOUR_MS), end: now }),
        encodeSubscribe([{ symbol: 'S1', mode: 'tape' }]),
      ]);
      for (let n = dice.below(4); n > 0; n--) bytes[dice.below(bytes.length)] = dice.below(256);
      const trades = decodeTradesReply(ask('trades', bytes).reply);
      const bars = ask('bars', bytes);
      // Decodes with any interval: requests for an invalid one were refused.
      const barsReply = decodeBarsReply(bars.reply, 1);
      for (const reply of [trades, barsReply]) outcomes.add(reply.kind === 'sent' ? reply.kind : reply.refusal.kind);
      delivery.trades(dice.below(4), 1);
      delivery.clock.advance(dice.below(2_000));
    }
    expect([...outcomes].sort()).toEqual(['bad-range', 'malformed', 'not-kept', 'sent', 'unknown-symbol']);
  });
});
