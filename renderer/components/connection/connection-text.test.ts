// Text about the link and about a resume.
import { expect, test } from 'vitest';
import { formatLocalTime } from '../../format/time.ts';
import type { RecoveryCounts, RecoverySummary } from '../../../feed-client/index.ts';
import { linkBadge, canRetry, linkText, resumeLines, resumeText, sessionText, outageText } from './connection-text.ts';

const NOTHING: RecoveryCounts = {
  exact: { symbols: 0, ticks: 0 },
  merged: { symbols: 0, ticks: 0 },
  reset: { symbols: 0 },
};
const outage = { asOf: 5_000, why: 'no connection' };

test.for([
  [{ kind: 'stale', since: 1_000, behindMs: undefined }, 'The feed is connected but has been silent for 4 s.'],
  [{ kind: 'stale', since: 100, behindMs: 4_900 }, 'The feed is connected but 5 s behind.'],
  [
    { kind: 'waiting', attempt: 3, until: 8_200, why: 'no connection' },
    'The feed is down (no connection). Retrying in 4 s (attempt 3).',
  ],
  [
    { kind: 'waiting', attempt: 3, until: 5_900, why: 'no connection' },
    'The feed is down (no connection). Retrying now (attempt 3).',
  ],
  [{ kind: 'connecting', attempt: 3, since: 5_000 }, 'The feed is down (no connection). Retrying now (attempt 3).'],
  [{ kind: 'resuming', since: 5_000 }, 'The feed is back. Catching up on missed data.'],
  [{ kind: 'refused', code: 4500, why: 'protocol 2' }, 'The feed refused this dashboard (4500): protocol 2'],
] as const)('%j: %s', ([link, text]) => {
  expect(outageText(link, outage, 5_000)).toBe(text);
});

test.for([
  [{ kind: 'waiting', attempt: 3, until: 5_900, why: '' }, 'The server does not respond. Retrying now (attempt 3).'],
  [{ kind: 'waiting', attempt: 3, until: 8_200, why: '' }, 'The server does not respond. Retrying in 4 s (attempt 3).'],
  [{ kind: 'connecting', attempt: 3, since: 5_000 }, 'The server does not respond. Retrying now (attempt 3).'],
  [{ kind: 'refused', code: 4500, why: '' }, 'The server does not respond.'],
] as const)('the diagnosis replaces an unknown reason, while %j: %s', ([link, text]) => {
  expect(outageText(link, { asOf: undefined, why: 'no connection' }, 5_000, 'The server does not respond.')).toBe(text);
});

test('the diagnosis follows the reason why a link was lost', () => {
  const link = { kind: 'connecting', attempt: 3, since: 5_000 } as const;
  const text = 'The feed is down (shutting down). The server does not respond. Retrying now (attempt 3).';
  expect(outageText(link, { asOf: 4_000, why: 'shutting down' }, 5_000, 'The server does not respond.')).toBe(text);
});

test('the status bar shows when the state began', () => {
  expect(linkText({ kind: 'live', since: 5_000 }, undefined, 0)).toBe(`Live since ${formatLocalTime(5_000)}`);
  expect(linkText({ kind: 'connecting', attempt: 2, since: 9_000 }, outage, 0)).toBe(
    `Not live since ${formatLocalTime(5_000)}`,
  );
  expect(linkText({ kind: 'connecting', attempt: 1, since: 9_000 }, undefined, 0)).toBe('Not live yet');
  expect(linkText({ kind: 'resuming', since: 9_000 }, outage, 0)).toBe(`Not live since ${formatLocalTime(5_000)}`);
});

test('the status bar does not claim an outage while a live link fills a gap', () => {
  expect(linkText({ kind: 'resuming', since: 9_000 }, undefined, 0)).toBe(`Resuming since ${formatLocalTime(9_000)}`);
});

test('the badge does not flicker while attempts fail in quick succession', () => {
  const attempts = [
    { kind: 'waiting', attempt: 3, until: 5_350, why: 'no connection' },
    { kind: 'connecting', attempt: 3, since: 5_000 },
    { kind: 'waiting', attempt: 4, until: 5_900, why: 'no connection' },
  ] as const;
  const badges = attempts.map((link) => linkBadge(link, outage, 5_000));
  expect(new Set(badges.map((badge) => JSON.stringify(badge))).size).toBe(1);
  expect(badges[0]).toEqual({ text: 'Waiting', tone: 'warn' });
});

test('the badge shows a slow attempt, and the first one immediately', () => {
  const link = { kind: 'connecting', attempt: 1, since: 4_000 } as const;
  expect(linkBadge(link, outage, 5_000).text).toBe('Connecting');
  expect(linkBadge(link, undefined, 4_000).text).toBe('Connecting');
});

test.for([
  [{ kind: 'waiting', attempt: 1, until: 9_000, why: '' }, true],
  [{ kind: 'stale', since: 1_000, behindMs: undefined }, true],
  [{ kind: 'refused', code: 4500, why: '' }, true],
  [{ kind: 'connecting', attempt: 1, since: 4_001 }, false],
  [{ kind: 'connecting', attempt: 1, since: 4_000 }, true],
  [{ kind: 'resuming', since: 4_001 }, false],
  [{ kind: 'resuming', since: 4_000 }, true],
  [{ kind: 'live', since: 0 }, false],
  [{ kind: 'idle' }, false],
] as const)('%j can be retried manually: %s', ([link, retryable]) => {
  expect(canRetry(link, 5_000)).toBe(retryable);
});

test.for([
  ['open', 'Market open', 'Market was open'],
  ['closed', 'Market closed', 'Market was closed'],
  ['pre-market', 'Pre-market', 'Was pre-market'],
  ['after-hours', 'After hours', 'Was after hours'],
  ['unknown', 'Market', 'Market'],
] as const)('session %s reads "%s" while the link is live, then "%s"', ([session, now, then]) => {
  expect(sessionText(session, true)).toBe(now);
  expect(sessionText(session, false)).toBe(then);
});

const makeSummary = (board: Partial<RecoveryCounts>, tape: Partial<RecoveryCounts> = {}): RecoverySummary => ({
  at: 50_000,
  downMs: 42_000,
  board: { ...NOTHING, ...board },
  tape: { ...NOTHING, ...tape },
});

test.for([
  [{ merged: { symbols: 30, ticks: 1_204 } }, {}, ['30 rows brought up to date, 1,204 ticks merged']],
  [{ merged: { symbols: 1, ticks: 2 } }, {}, ['1 row brought up to date, 2 ticks merged']],
  [{}, { exact: { symbols: 1, ticks: 312 } }, ['1 tape exact, 312 trades replayed']],
  [{}, { reset: { symbols: 1 } }, ['1 tape with a gap: the trades in between are unknown']],
  [{ exact: { symbols: 3, ticks: 0 } }, {}, ['3 rows exact, nothing missed']],
  [{ exact: { symbols: 3, ticks: 1 } }, {}, ['3 rows exact, 1 tick missed and replayed']],
  [{ reset: { symbols: 50 } }, {}, ['50 rows from a snapshot: what happened in between is unknown']],
  [{}, {}, []],
] as const)('%j and tape %j read %j', ([board, tape, lines]) => {
  expect(resumeLines(makeSummary(board, tape))).toEqual(lines);
});

test.for([
  [{ merged: { symbols: 30, ticks: 1_204 } }, { exact: { symbols: 1, ticks: 12 } }, '12 replayed, 1,204 merged'],
  [{ reset: { symbols: 50 } }, {}, 'from a snapshot'],
] as const)('the status bar summarizes %j and tape %j as "%s"', ([board, tape, text]) => {
  expect(resumeText(makeSummary(board, tape))).toBe(text);
});
