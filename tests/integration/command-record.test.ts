// Recordings made by serve are the same for the same seed and start, and nothing is lost or overwritten.
import { existsSync, statSync } from 'node:fs';
import { devNull } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { FeedProcess } from '../support/feeds/feed-process.ts';
import { makeFolder } from '../support/files/temporary-folder.ts';

const MONDAY = '2025-01-06T09:45';

interface RecordingSummary {
  readonly ticks: number;
  readonly symbols: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly digest: string;
}

async function inspect(file: string): Promise<RecordingSummary> {
  const { code, stdout, stderr } = await FeedProcess.run(['inspect', file, '--json']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout) as RecordingSummary;
}

/** Serves to the end. Resolves with a summary of the recording. */
async function recordRun(...args: string[]): Promise<RecordingSummary> {
  const file = path.join(makeFolder(), 'run.twr');
  const { code, stderr } = await FeedProcess.run([...args, '--record', file]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return await inspect(file);
}

describe('--start-at', () => {
  it.each([
    ['1970-01-01Z', '1970-01-01T00:00:00'],
    ['1969-12-31T19:00', '1970-01-01T00:00:00'],
    ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999'],
  ])('%s, at the limit of the range, can be recorded, inspected and replayed', async (startAt, first) => {
    const played = ['--symbols', 'BTCUSD', '--start-at', startAt, '--speed', 'max', '--for', '30s'];
    const file = path.join(makeFolder(), 'edge.twr');
    expect(await FeedProcess.run([...played, '--record', file])).toMatchObject({ code: 0, stderr: '' });
    const summary = await inspect(file);
    expect(summary.from).toContain(first);
    expect(await recordRun('--replay', file, '--speed', 'max', '--for', '1m')).toMatchObject({
      digest: summary.digest,
    });
  });

  it.each(['1850-01-01', '1969-12-31T23:59:59Z', '0001-01-01'])(
    '%s is refused with the allowed range',
    async (startAt) => {
      const file = path.join(makeFolder(), 'none.twr');
      const { code, stderr } = await FeedProcess.run(['--start-at', startAt, '--record', file]);
      expect(code).toBe(2);
      expect(stderr).toContain(`from 1970-01-01Z to 9999-12-31Z, found "${startAt}"`);
      expect(existsSync(file)).toBe(false);
    },
  );
});

describe('serve with the same options', () => {
  const market = ['--symbols', 'AAPL,MSFT,EURUSD'];
  const monday = [...market, '--start-at', MONDAY];
  const options = [...monday, '--for', '90s'];

  it('publishes the same ticks for the same seed and start at any speed', async () => {
    const fast = await recordRun(...options, '--speed', 'max');
    const slower = await recordRun(...options, '--speed', '60');
    expect(slower).toEqual(fast);
    expect(fast.ticks).toBeGreaterThan(100);
    expect(fast.symbols).toHaveLength(3);
    expect(Date.parse(fast.from)).toBeGreaterThanOrEqual(Date.parse('2025-01-06T14:45:00Z'));
    expect(Date.parse(fast.to)).toBeLessThanOrEqual(Date.parse('2025-01-06T14:46:30Z'));
  });

  it('publishes the same ticks in real time as at full speed', async () => {
    const [fast, real] = await Promise.all([
      recordRun(...monday, '--for', '4s', '--speed', 'max'),
      recordRun(...monday, '--for', '4s', '--speed', '1'),
    ]);
    expect(real).toEqual(fast);
    expect(real.ticks).toBeGreaterThan(20);
  });

  it('publishes different ticks for another seed or another start', async () => {
    const [one, other, later] = [
      await recordRun(...options, '--speed', 'max'),
      await recordRun(...options, '--speed', 'max', '--seed', '8'),
      await recordRun(...market, '--for', '90s', '--speed', 'max', '--start-at', '2025-01-07T09:45'),
    ];
    expect(new Set([one.digest, other.digest, later.digest]).size).toBe(3);
  });

  it('follows the trading hours of the given day, unless it is always open', async () => {
    const sunday = ['--symbols', 'AAPL', '--start-at', '2025-01-05T12:00', '--for', '1m', '--speed', 'max'];
    const closed = await recordRun(...sunday);
    const open = await recordRun(...sunday, '--always-open');
    expect(open.ticks).toBeGreaterThan(closed.ticks + 20);
  });

  it('replays a recording unchanged', async () => {
    const folder = makeFolder();
    const file = path.join(folder, 'first.twr');
    expect(await FeedProcess.run([...options, '--speed', 'max', '--record', file])).toMatchObject({ code: 0 });
    const first = await inspect(file);
    const again = await recordRun('--replay', file, '--speed', 'max', '--for', '90s');
    expect(again).toMatchObject({ ticks: first.ticks, digest: first.digest });
  });
});

describe('serve --record', () => {
  const brief = ['--symbols', 'AAPL', '--for', '1s'];

  it('does not overwrite an existing file', async () => {
    const file = path.join(makeFolder({ 'kept.twr': 'something else' }), 'kept.twr');
    const { code, stdout, stderr } = await FeedProcess.run([...brief, '--record', file]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(file);
  });

  it('leaves no file behind if it fails to start', async () => {
    const { port } = await FeedProcess.start(brief.slice(0, 2));
    const file = path.join(makeFolder(), 'run.twr');
    expect((await FeedProcess.run([...brief, '--record', file], { port })).code).toBe(1);
    expect((await FeedProcess.run([...brief, '--record', file])).code).toBe(0);
  });

  it('does not delete an existing file, or a device', async () => {
    const { port } = await FeedProcess.start(brief.slice(0, 2));
    const file = path.join(makeFolder({ 'run.twr': '' }), 'run.twr');
    const failed = await FeedProcess.run([...brief, '--record', file], { port });
    expect(failed.code).toBe(1);
    expect(failed.stderr).toContain(`port ${port} on 127.0.0.1 is taken`);
    expect(statSync(file).size).toBe(0);
    const device = await FeedProcess.run([...brief, '--record', devNull]);
    expect(device.code).toBe(1);
    expect(existsSync(devNull)).toBe(true);
  });

  it('closes the file properly on a signal', async () => {
    const file = path.join(makeFolder(), 'run.twr');
    const feed = await FeedProcess.start(['--symbols', 'AAPL', '--record', file]);
    expect(await feed.stop('SIGINT')).toEqual({ code: 0, signal: null });
    expect(await inspect(file)).toMatchObject({ closedProperly: true, tornBytes: 0 });
  });
});
