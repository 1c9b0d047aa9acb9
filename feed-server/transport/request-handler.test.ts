// Every request gets a reply, whatever its bytes are.
import { describe, expect, it } from 'vitest';
import {
  decodeInstruments,
  decodeReply,
  encodeConfigure,
  encodeInstrumentsRequest,
  encodeResume,
  encodeSubscribe,
} from '../../proto/codec.ts';
import { makeReply } from '../../tests/support/wire/builders.ts';
import { Delivery, type Reader } from '../../tests/support/delivery/delivery.ts';
import { Dice } from '../../tests/support/random/seeded.ts';
import { RequestHandler, type Answer } from './request-handler.ts';

function setUp(): {
  delivery: Delivery;
  requestHandler: RequestHandler;
  reader: Reader;
  ask: (event: string, ...args: unknown[]) => Answer;
} {
  const delivery = new Delivery();
  const requestHandler = new RequestHandler(delivery.requests, delivery.history, delivery.instruments);
  const reader = delivery.join();
  return {
    delivery,
    requestHandler,
    reader,
    ask: (event, ...args) => requestHandler.handle(reader.subscriber, event, args),
  };
}

const subscription = { symbol: 'S0', mode: 'board' } as const;
const after = { epoch: 1, sequence: 0 };
const EVENTS = ['subscribe', 'unsubscribe', 'resume', 'configure', 'instruments'];

describe('RequestHandler', () => {
  it('executes and answers requests', () => {
    const { delivery, ask, reader } = setUp();
    const subscribed = ask('subscribe', encodeSubscribe([subscription, { symbol: 'NOPE', mode: 'tape' }]));
    expect(subscribed.refusal).toBeUndefined();
    expect(decodeReply(subscribed.reply)).toMatchObject({
      accepted: [{ instrument: { symbol: 'S0' }, mode: 'board' }],
      refused: [{ kind: 'unknown-symbol', symbol: 'NOPE', mode: 'tape' }],
    });
    const resumed = ask('resume', encodeResume({ after, lanes: [], subscriptions: [subscription] }));
    expect(decodeReply(resumed.reply).accepted).toMatchObject([{ receipt: { kind: 'exact', missed: 0 } }]);
    expect(reader.subscriber.subscriptionCount).toBe(1);
    const unsubscribed = ask('unsubscribe', encodeSubscribe([subscription]));
    expect(decodeReply(unsubscribed.reply).accepted).toHaveLength(1);
    expect(reader.subscriber.subscriptionCount).toBe(0);
    const instruments = ask('instruments', encodeInstrumentsRequest());
    expect(decodeInstruments(instruments.reply)).toEqual(delivery.instruments);
  });

  it.each([
    { event: 'subscribe', payload: encodeSubscribe([subscription, { symbol: 'S1', mode: 'tape' }]) },
    {
      event: 'resume',
      payload: encodeResume({ after, lanes: [], subscriptions: [subscription, { symbol: 'S1', mode: 'tape' }] }),
    },
  ])('executes $event except for symbols that a fault refuses, and lists those', ({ event, payload }) => {
    const { requestHandler, reader } = setUp();
    const { reply, refusal } = requestHandler.handle(reader.subscriber, event, [payload], (symbol) => symbol === 'S1');
    expect(refusal).toBeUndefined();
    expect(decodeReply(reply)).toMatchObject({
      accepted: [{ instrument: { symbol: 'S0' } }],
      refused: [{ kind: 'other', symbol: 'S1', mode: 'tape', message: 'S1 is refused by a scenario' }],
    });
    expect(reader.subscriber.subscriptionCount).toBe(1);
  });

  it.each(['', 'welcome', 'batch', '__proto__', 'toString', 'Subscribe'])('refuses the unknown request %j', (event) => {
    const { ask } = setUp();
    const { reply, refusal } = ask(event, encodeSubscribe([subscription]));
    const message = `unknown request "${event}"`;
    const expected = { kind: 'unknown-event', symbol: '', mode: undefined, message } as const;
    expect(refusal).toEqual(expected);
    expect(decodeReply(reply)).toEqual(makeReply({ refused: [expected] }));
  });

  it('includes the current head when it refuses a whole request', () => {
    const { delivery, ask } = setUp();
    delivery.trades(0, 3);
    expect(decodeReply(ask('subscribe').reply).head).toEqual({ epoch: 1, sequence: 3 });
  });

  it('refuses a request without an acknowledgement', () => {
    expect(setUp().requestHandler.missingAcknowledgement('subscribe')).toEqual({
      kind: 'no-acknowledgement',
      symbol: '',
      mode: undefined,
      message: 'subscribe: a request must ask for an acknowledgement, which carries the reply',
    });
  });
});

describe('RequestHandler, given invalid bytes', () => {
  it.each([
    { payload: 'nothing', args: [], found: 'undefined' },
    { payload: 'null', args: [null], found: 'null' },
    { payload: 'text', args: ['S0'], found: 'string' },
    { payload: 'an object', args: [{ subscriptions: [] }], found: 'object' },
    { payload: 'an array', args: [[1, 2]], found: 'an array' },
  ])('reports that it expected bytes and found $payload', ({ args, found }) => {
    const { reply, refusal } = setUp().ask('subscribe', ...args);
    expect(refusal).toMatchObject({ kind: 'malformed', symbol: '' });
    expect(refusal?.message).toBe(`subscribe: subscription request: expected one binary payload, found ${found}`);
    expect(decodeReply(reply).refused).toEqual([refusal]);
  });

  it('refuses a truncated message, and changes nothing', () => {
    const { ask, reader } = setUp();
    const whole = encodeSubscribe([subscription]);
    const { refusal } = ask('subscribe', whole.subarray(0, whole.length - 1));
    expect(refusal?.kind).toBe('malformed');
    expect(refusal?.message).toContain('subscribe: subscription request:');
    expect(reader.subscriber.subscriptionCount).toBe(0);
  });

  it('refuses a resume without a position', () => {
    const { refusal } = setUp().ask('resume', encodeSubscribe([]));
    expect(refusal).toMatchObject({ kind: 'malformed', message: 'resume: resume after: missing' });
  });

  it('answers 3,000 seeded random requests with valid replies', () => {
    const { delivery, reader, ask } = setUp();
    const valid = [
      encodeSubscribe([subscription, { symbol: 'S1', mode: 'tape' }, { symbol: 'NOPE', mode: 'board' }]),
      encodeResume({
        after: { epoch: 1, sequence: 2 },
        lanes: [{ intervalMs: 250, sequence: 1 }],
        subscriptions: [subscription, { symbol: 'S1', mode: 'tape' }, { symbol: 'S2', mode: 'board', intervalMs: 250 }],
      }),
      encodeConfigure(5),
    ];
    const outcomes = { answered: 0, refused: 0 };
    for (let seed = 1; seed <= 3_000; seed++) {
      const dice = new Dice(seed);
      const bytes = dice.chance(0.3) ? randomBytes(dice) : corrupt(dice, dice.pick(valid));
      const event = dice.pick(EVENTS);
      const { reply, refusal } = ask(event, bytes);
      if (event === 'instruments') expect(decodeInstruments(reply)).toHaveLength(delivery.instruments.length);
      else expect(() => decodeReply(reply), `seed ${seed}`).not.toThrow();
      outcomes[refusal ? 'refused' : 'answered']++;
      delivery.trades(dice.below(4), 1);
      delivery.hub.serve(reader.subscriber);
    }
    expect(Math.min(outcomes.answered, outcomes.refused)).toBeGreaterThan(300);
  });
});

function randomBytes(dice: Dice): Uint8Array {
  return Uint8Array.from({ length: dice.below(60) }, () => dice.below(256));
}

/** Returns a copy in which a few bytes are changed, and which may be truncated. */
function corrupt(dice: Dice, bytes: Uint8Array): Uint8Array {
  const changed = bytes.slice();
  for (let n = dice.below(4); n > 0; n--) changed[dice.below(changed.length)] = dice.below(256);
  return dice.chance(0.3) ? changed.subarray(0, dice.below(changed.length)) : changed;
}
