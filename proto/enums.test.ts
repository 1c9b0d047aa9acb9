// Recordings, digests and the wire contain the indexes of these words, so they must be the numbers of the .proto files.
import { expect, it } from 'vitest';
import { CLOSE_CODES, MODES, REASONS, REFUSALS, RESET_REASONS, SESSIONS, SOURCE_KINDS } from './enums.ts';
import { tapewire as pb } from './gen/feed.js';

it('has the numbers of the .proto files as the indexes of the words', () => {
  expect(SESSIONS[pb.MarketSession.MARKET_SESSION_PRE_MARKET]).toBe('pre-market');
  expect(SESSIONS[pb.MarketSession.MARKET_SESSION_PAUSED]).toBe('paused');
  expect(REASONS[pb.StatusReason.STATUS_REASON_DIVIDEND]).toBe('dividend');
  expect(REFUSALS[pb.RefusalCode.REFUSAL_CODE_TOO_FAST]).toBe('too-fast');
  expect(MODES).toEqual([undefined, 'board', 'tape']);
  expect(RESET_REASONS).toEqual([undefined, 'other-epoch', 'too-old', 'future']);
  expect(CLOSE_CODES['unsupported-protocol']).toBe(pb.CloseCode.CLOSE_CODE_UNSUPPORTED_PROTOCOL);
});

it.each([
  ['market sessions', SESSIONS, pb.MarketSession, 'unknown'],
  ['status reasons', REASONS, pb.StatusReason, 'other'],
  ['source kinds', SOURCE_KINDS, pb.SourceKind, 'unknown'],
  ['reset reasons', RESET_REASONS, pb.ResetReason, undefined],
  ['refusal codes', REFUSALS, pb.RefusalCode, 'other'],
  ['modes', MODES, pb.Mode, undefined],
] as const)('has a word for 0 and for every other number: %s', (_, words, values, zero) => {
  expect(words[0]).toBe(zero);
  expect(Object.values<unknown>(values)).toEqual(words.map((_, index) => index));
});
