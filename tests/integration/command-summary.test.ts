// The summary that serve prints at its end: how far it got, and what it recorded.
import path from 'node:path';
import { expect, it } from 'vitest';
import { FeedProcess } from '../support/feeds/feed-process.ts';
import { makeFolder } from '../support/files/temporary-folder.ts';

const MARKET = ['--symbols', 'AAPL,MSFT', '--start-at', '2025-01-06T09:30', '--speed', 'max'];

function countIn(stdout: string, pattern: RegExp): number {
  return Number(pattern.exec(stdout)?.[1]?.replaceAll(',', ''));
}

it('prints the market time and equal numbers of published and recorded ticks after --for', async () => {
  const file = path.join(makeFolder(), 'morning.twr');
  const { code, stdout } = await FeedProcess.run([...MARKET, '--for', '2m', '--record', file]);
  expect(code).toBe(0);
  expect(stdout).toContain('\nEnded at 2025-01-06T14:32:00.000Z market time, after ');
  const ticks = countIn(stdout, /after ([\d,]+) ticks\n/);
  expect(ticks).toBeGreaterThan(1_000);
  expect(countIn(stdout, /\nRecorded ([\d,]+) ticks to /)).toBe(ticks);
  const inspected = await FeedProcess.run(['inspect', file, '--json']);
  expect(JSON.parse(inspected.stdout)).toMatchObject({ ticks });

  const past = await FeedProcess.run(['--replay', file, '--seek', '2025-01-06T10:00', '--exit-at-end']);
  expect(past.stdout).toContain('\nEnded at 2025-01-06T15:00:00.');
  const msg = `${file}: the replay starts at 2025-01-06T15:00:00.000Z, after the last tick`;
  expect(past.log).toMatchObject([{ level: 'warn', msg }]);
});

it('prints the number of recorded ticks after a signal', async () => {
  const file = path.join(makeFolder(), 'morning.twr');
  const feed = await FeedProcess.start(['--symbols', 'AAPL', '--record', file]);
  expect(await feed.stop('SIGINT')).toEqual({ code: 0, signal: null });
  expect(feed.stdout).toMatch(/\nRecorded \d+ ticks? to .*morning\.twr\n$/);
  expect(feed.stdout).not.toContain('Ended at');
});
