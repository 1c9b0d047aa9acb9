// What is said of the link and of a resume.
import { expect, test } from 'vitest';
import { formatLocalTime } from '../../format/time.ts';
import type { Brought, ResumeSummary } from '../../feed/link.ts';
import { linkWords, resumeLines, resumeWords, troubleOf } from './wording.ts';

const NOTHING: Brought = { exact: { symbols: 0, ticks: 0 }, merged: { symbols: 0, ticks: 0 }, reset: { symbols: 0 } };
const outage = { asOf: 5_000, why: 'no connection' };

test.for([
  [{ kind: 'stale', since: 1_000 }, 'The feed is connected but has been silent for 4 s.'],
  [
    { kind: 'waiting', attempt: 3, until: 8_200, why: 'no connection' },
    'The feed is down (no connection). Next try in 4 s, attempt 3.',
  ],
  [
    { kind: 'waiting', attempt: 3, until: 5_000, why: 'no connection' },
    'The feed is down (no connection). Next try now, attempt 3.',
  ],
  [{ kind: 'connecting', attempt: 3, since: 5_000 }, 'The feed is down (no connection). Trying now, attempt 3.'],
  [{ kind: 'resuming', since: 5_000 }, 'The feed is back. Fetching what was missed.'],
  [{ kind: 'refused', code: 4500, why: 'protocol 2' }, 'The feed refused this dashboard (4500): protocol 2'],
] as const)('%j: %s', ([link, text]) => {
  expect(troubleOf(link, outage, 5_000)).toBe(text);
});

test('the status bar says since when', () => {
  expect(linkWords({ kind: 'live', since: 5_000 }, undefined)).toBe(`Live since ${formatLocalTime(5_000)}`);
  expect(linkWords({ kind: 'connecting', attempt: 2, since: 9_000 }, outage)).toBe(
    `Not live since ${formatLocalTime(5_000)}`,
  );
  expect(linkWords({ kind: 'connecting', attempt: 1, since: 9_000 }, undefined)).toBe('Not live yet');
});

const summary = (board: Partial<Brought>, tape: Partial<Brought> = {}): ResumeSummary => ({
  at: 50_000,
  downMs: 42_000,
  board: { ...NOTHING, ...board },
  tape: { ...NOTHING, ...tape },
});

test.for([
  [{ merged: { symbols: 30, ticks: 1_204 } }, {}, ['30 rows brought up to date, 1,204 updates merged']],
  [{ merged: { symbols: 1, ticks: 2 } }, {}, ['1 row brought up to date, 2 updates merged']],
  [{}, { exact: { symbols: 1, ticks: 312 } }, ['1 tape exact, 312 trades replayed']],
  [{}, { reset: { symbols: 1 } }, ['1 tape with a gap: the trades in between are not known']],
  [{ exact: { symbols: 3, ticks: 0 } }, {}, ['3 rows exact, nothing missed']],
  [{ exact: { symbols: 3, ticks: 1 } }, {}, ['3 rows exact, 1 update missed and replayed']],
  [{ reset: { symbols: 50 } }, {}, ['50 rows from a snapshot: what happened in between is not known']],
  [{}, {}, []],
] as const)('%j and tape %j are told as %j', ([board, tape, lines]) => {
  expect(resumeLines(summary(board, tape))).toEqual(lines);
});

test.for([
  [{ merged: { symbols: 30, ticks: 1_204 } }, { exact: { symbols: 1, ticks: 12 } }, '12 replayed, 1,204 merged'],
  [{ reset: { symbols: 50 } }, {}, 'from a snapshot'],
] as const)('the status bar tells %j and tape %j as "%s"', ([board, tape, words]) => {
  expect(resumeWords(summary(board, tape))).toBe(words);
});
