// This client decodes a message in the same way if a newer server adds fields that are defined but not sent yet.
import { expect, it } from 'vitest';
import { makeAccepted, makeBatch, makeInstrument, makeReply, makeWelcome } from '../tests/support/wire/builders.ts';
import {
  decodeBatch,
  decodeClose,
  decodeInstruments,
  decodeRefusal,
  decodeReply,
  decodeWelcome,
  encodeBatch,
  encodeInstruments,
  encodeReply,
  encodeWelcome,
} from './codec.ts';
import { tapewire as pb } from './gen/feed.js';

const NEW_FIELDS = { exchange: 'XNAS', isin: 'US0378331005', figi: 'BBG000B9XRY4', marketCap: 3.4e12 };

it('ignores the delay, token expiry and ticket in a welcome', () => {
  const welcome = makeWelcome({ sourceKind: 'delayed' });
  const later = Object.assign(pb.Welcome.decode(encodeWelcome(welcome)), {
    delayMs: 900_000,
    tokenExpiresAt: 1_700_000_000_000,
    resumeTicket: Uint8Array.of(1, 2, 3),
  });
  expect(decodeWelcome(pb.Welcome.encode(later).finish())).toEqual(welcome);
});

it('ignores the exchange, identifiers and market capitalization of instruments', () => {
  const instrument = makeInstrument(3);
  const later = pb.InstrumentsReply.decode(encodeInstruments([instrument]));
  for (const item of later.instruments) Object.assign(item, NEW_FIELDS);
  expect(decodeInstruments(pb.InstrumentsReply.encode(later).finish())).toEqual([instrument]);
});

it('ignores the delay of subscriptions', () => {
  const reply = makeReply({ accepted: [makeAccepted(3)] });
  const later = pb.SubscriptionReply.decode(encodeReply(reply));
  for (const item of later.accepted) item.delayMs = 900_000;
  expect(decodeReply(pb.SubscriptionReply.encode(later).finish())).toEqual(reply);
});

it('ignores conditions, exchanges and corrections in a batch', () => {
  const tape = { sequence: [12, 20], id: [3, 3], time: [1_000, 1_001], price: [500, 507], size: [1, 2] };
  const batch = makeBatch({ after: 10, through: 20, tape });
  const later = pb.Batch.decode(encodeBatch(batch));
  const corrections = {
    sequence: [1],
    id: [3],
    time: [0],
    kind: [pb.CorrectionKind.CORRECTION_KIND_CANCEL],
    trade: [7],
    price: [0],
    size: [0],
    summary: [{ time: 990, last: 500, size: 1, open: 500, high: 507, low: 500, volume: 3, count: 2 }],
  };
  const details = {
    conditions: [0, 1 << pb.TradeCondition.TRADE_CONDITION_ODD_LOT],
    exchanges: ['XNAS'],
    exchange: [1, 0],
  };
  Object.assign(later.tape, details);
  Object.assign(later, { corrections });
  expect(decodeBatch(pb.Batch.encode(later).finish())).toEqual(batch);
});

it('decodes refusals because of a token, and ignores the retry time in a close', () => {
  const notEntitled = pb.Refusal.encode({ code: pb.RefusalCode.REFUSAL_CODE_NOT_ENTITLED, symbol: 'AAPL' });
  expect(decodeRefusal(notEntitled.finish())).toMatchObject({ kind: 'not-entitled', symbol: 'AAPL' });
  const badToken = pb.Refusal.encode({ code: pb.RefusalCode.REFUSAL_CODE_BAD_TOKEN });
  expect(decodeRefusal(badToken.finish())).toMatchObject({ kind: 'bad-token' });
  const drained = pb.Close.encode({ code: pb.CloseCode.CLOSE_CODE_DRAINED, message: 'later', retryAfterMs: 5_000 });
  expect(decodeClose(drained.finish())).toEqual({ code: 4004, message: 'later' });
});
