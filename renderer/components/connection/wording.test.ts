// What is said of the link and of a resume.
import { expect, test } from 'vitest';
import { formatLocalTime } from '../../format/time.ts';
import { linkWords, resumeLines, troubleOf } from './wording.ts';

const NOTHING = { exact: { symbols: 0, ticks: 0 }, merged: { symbols: 0, ticks: 0 }, reset: { symbols: 0 } };
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

test.for([
  [{ ...NOTHING, merged: { symbols: 30, ticks: 1_204 } }, ['30 rows brought up to date, 1,204 updates merged']],
  [{ ...NOTHING, merged: { symbols: 1, ticks: 1 } }, ['1 row brought up to date, 1 update merged']],
  [{ ...NOTHING, exact: { symbols: 1, ticks: 312 } }, ['1 subscription exact, 312 updates replayed']],
  [{ ...NOTHING, exact: { symbols: 3, ticks: 0 } }, ['3 subscriptions exact, nothing missed']],
  [{ ...NOTHING, reset: { symbols: 51 } }, ['51 subscriptions from a snapshot: what happened in between is not known']],
  [NOTHING, []],
])('%j is told as %j', ([brought, lines]) => {
  expect(resumeLines({ at: 0, downMs: 42_000, ...(brought as typeof NOTHING) })).toEqual(lines);
});
