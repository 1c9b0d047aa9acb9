// Text about symbols whose prices are not current.
import { expect, test } from 'vitest';
import type { Trust } from '../../state/trust.ts';
import { formatAsOf, emptyTapeText, trustNote } from './trust-text.ts';

test.for<readonly [Trust, string | undefined]>([
  [{ kind: 'current' }, undefined],
  [{ kind: 'not-live' }, undefined],
  [{ kind: 'refused', why: 'no symbol "FOO"' }, 'Refused'],
  [{ kind: 'pending' }, 'Pending'],
  [{ kind: 'no-price' }, 'No price yet'],
  [{ kind: 'quiet', forMs: 38_999 }, 'Quiet 38 s'],
  [{ kind: 'quiet', forMs: 299_000 }, 'Quiet 4 min'],
  [{ kind: 'session', session: 'halted', reason: 'news-pending' }, 'Halted: news'],
  [{ kind: 'session', session: 'paused', reason: 'limit-down' }, 'Paused: limit down'],
  [{ kind: 'session', session: 'closed', reason: 'schedule' }, 'Closed'],
  [{ kind: 'session', session: 'closed', reason: undefined }, 'Closed'],
  [{ kind: 'session', session: 'opening-auction', reason: 'schedule' }, 'Opening auction'],
])('%j reads "%s"', ([trust, text]) => {
  expect(trustNote(trust)?.text).toBe(text);
});

test('old prices show their time, and their date unless it is today', () => {
  const pricedAt = Date.parse('2025-01-06T15:42:07Z');
  expect(formatAsOf(pricedAt, Date.parse('2025-01-06T16:00:00Z'))).toBe('as of 10:42:07');
  expect(formatAsOf(pricedAt, Date.parse('2025-01-07T15:00:00Z'))).toBe('as of 2025-01-06 10:42:07');
  expect(formatAsOf(pricedAt, undefined)).toBe('as of 2025-01-06 10:42:07');
});

test('an empty tape shows why it is empty', () => {
  expect(emptyTapeText({ kind: 'current' }, undefined)).toBe('Trades appear here as they happen.');
  expect(emptyTapeText({ kind: 'current' }, 'too many subscriptions')).toBe('No trades: too many subscriptions.');
  expect(emptyTapeText({ kind: 'refused', why: 'no symbol' }, 'no symbol')).toContain('refuses this symbol');
  expect(emptyTapeText({ kind: 'not-live' }, undefined)).toContain('not live');
});
