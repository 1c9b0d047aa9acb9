// The feed server as a command, for so long, from so long ago, as fast as it goes, and from a file of options.
import { existsSync, statSync } from 'node:fs';
import { devNull } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { encodeSubscribe } from '../../proto/codec.ts';
import { CLOSE_CODES } from '../../proto/messages.ts';
import { openRecording } from '../../feed-server/recordings/open-recording.ts';
import { makeSink } from '../support/wire/builders.ts';
import { Admin, WITH_ADMIN } from '../support/feeds/admin.ts';
import { FeedProcess } from '../support/feeds/feed-process.ts';
import { RawClient } from '../support/clients/raw-client.ts';
import { makeFolder } from '../support/files/temporary-folder.ts';
import { Watcher } from '../support/clients/watcher.ts';
import { makeZip } from '../support/files/zip.ts';

const MONDAY = '2025-01-06T09:45';

interface Held {
  readonly ticks: number;
  readonly symbols: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly digest: string;
}

async function inspect(file: string): Promise<Held> {
  const { code, stdout, stderr } = await FeedProcess.run(['inspect', file, '--json']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout) as Held;
}

/** Serves to its end and resolves with what was recorded of it. */
async function record(...args: string[]): Promise<Held> {
  const file = path.join(makeFolder(), 'run.twr');
  const { code, stderr } = await FeedProcess.run([...args, '--record', file]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return await inspect(file);
}

/** Time, price and size of each. */
async function tradesIn(file: string, symbol: string): Promise<number[][]> {
  const recording = await openRecording(file);
  const { source } = recording;
  const wanted = source.instruments.findIndex((i) => i.symbol === symbol);
  const trades: number[][] = [];
  const trade = (id: number, ...tick: number[]): void => {
    if (id === wanted) trades.push(tick);
  };
  await source.advance(Infinity, makeSink({ trade }));
  await recording.close();
  return trades;
}

describe('a start', () => {
  it.each([
    ['1970-01-01Z', '1970-01-01T00:00:00'],
    ['1969-12-31T19:00', '1970-01-01T00:00:00'],
    ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999'],
  ])('at %s, an end of the range, is recorded, read and played again', async (startAt, first) => {
    const played = ['--symbols', 'BTCUSD', '--start-at', startAt, '--speed', 'max', '--for', '30s'];
    const file = path.join(makeFolder(), 'edge.twr');
    expect(await FeedProcess.run([...played, '--record', file])).toMatchObject({ code: 0, stderr: '' });
    const held = await inspect(file);
    expect(held.from).toContain(first);
    expect(await record('--replay', file, '--speed', 'max', '--for', '1m')).toMatchObject({ digest: held.digest });
  });

  it.each(['1850-01-01', '1969-12-31T23:59:59Z', '0001-01-01'])(
    'at %s is refused with the allowed range',
    async (startAt) => {
      const file = path.join(makeFolder(), 'none.twr');
      const { code, stderr } = await FeedProcess.run(['--start-at', startAt, '--record', file]);
      expect(code).toBe(2);
      expect(stderr).toContain(`from 1970-01-01Z to 9999-12-31Z, found "${startAt}"`);
      expect(existsSync(file)).toBe(false);
    },
  );
});

describe('the command, for so long', () => {
  it('ends by itself after so much market time, with a goodbye to its clients', async () => {
    const feed = await FeedProcess.start(['--symbols', 'AAPL,MSFT', '--for', '2m', '--speed', '60']);
    const client = await RawClient.welcomed(feed.url);
    await client.request('subscribe', encodeSubscribe([{ symbol: 'AAPL', mode: 'board' }]));
    await client.untilGone();
    expect(client.closing?.code).toBe(CLOSE_CODES['shutting-down']);
    expect(await feed.ended).toEqual({ code: 0, signal: null });
    expect(feed.stderr).toBe('');
  });

  it('ends with exit code 1 where the source breaks before its time', async () => {
    const rows = ['36000000,1000000,5,P,0,0', '36000100,1000100,6,P,0,0', '36000200,oops,7,P,0,0'];
    const folder = makeFolder({ 'ibm/20131008_trade.zip': makeZip({ 'trade.csv': `${rows.join('\n')}\n` }) });
    const day = ['--replay', folder, '--date', '2013-10-08'];
    const { code, stdout, log } = await FeedProcess.run([...day, '--for', '1h']);
    expect(stdout).toContain('ready on');
    expect(code).toBe(1);
    const msg = expect.stringContaining(`${path.join(folder, 'ibm/20131008_trade.zip')}, line 3`) as string;
    expect(log).toMatchObject([{ level: 'error', msg }]);
  });
});

describe('the command, to the end of a replay', () => {
  const rows = (count: number): string =>
    Array.from({ length: count }, (_, i) => `${1_736_173_805_000 + i},A,${100 + i},1`).join('\n');
  const replay = (count: number): string[] => {
    // The gap after the first row leaves time to pause.
    const text = `time,symbol,price,size\n1736173800000,A,99,1\n${rows(count)}\n`;
    return ['--replay', path.join(makeFolder({ 'ticks.csv': text }), 'ticks.csv'), '--exit-at-end'];
  };

  it.each([
    ['in real time', []],
    ['from several processes', ['--workers', '2']],
    ['before a time limit that comes later', ['--for', '1h']],
  ])('sends its readers everything and a goodbye, and ends by itself, %s', async (_, args) => {
    const feed = await FeedProcess.start([...replay(2_000), ...args, ...WITH_ADMIN]);
    const admin = await Admin.of(feed);
    await admin.pause();
    const client = await RawClient.welcomed(feed.url);
    const watcher = new Watcher(feed.url, { tape: ['A'] });
    await watcher.untilLink('live');
    await admin.resume();
    expect(await feed.ended).toEqual({ code: 0, signal: null });
    await client.untilGone();
    expect(client.closing?.code).toBe(CLOSE_CODES['shutting-down']);
    const prices = watcher.tape.items('A').map((item) => (item.kind === 'trade' ? item.price : NaN));
    expect(prices.slice(-2_000)).toEqual(Array.from({ length: 2_000 }, (_, i) => 100 + i));
    expect(feed.stdout).not.toContain('goes on being served');
    expect(feed.stderr).toBe('');
  });

  it.each([[['--speed', 'max']], [['--speed', '60', '--for', '1s']], [['--speed', 'max', '--workers', '2']]])(
    'ends without readers: %j',
    async (args) => {
      expect(await FeedProcess.run([...replay(10), ...args])).toMatchObject({ code: 0, stderr: '' });
    },
  );

  it('refuses --exit-at-end for a simulated market', async () => {
    const { code, stderr } = await FeedProcess.run(['--exit-at-end']);
    expect(code).toBe(2);
    expect(stderr).toContain('--exit-at-end: expected to stand beside --replay, found');
  });
});

describe('a file in which every row is bad', () => {
  const file = (): string => path.join(makeFolder({ 'ticks.csv': 'time,symbol,price,size\nx,A,1,1\n' }), 'ticks.csv');

  it.each([[['inspect']], [['--skip-bad-rows', '--replay']]])(
    'is refused with what is wrong with the first row: %j',
    async (args) => {
      const { code, stderr } = await FeedProcess.run([...args, file()]);
      expect(code).toBe(1);
      expect(stderr).toContain('ticks.csv: expected rows of ticks, found none but 1 bad one; the first: ');
      expect(stderr).toContain('the first: line 2: expected a time such as');
    },
  );

  it('inspect says on stderr what it leaves out', async () => {
    const text = 'time,symbol,price,size\n1736173800000,A,1,1\n1736173800000,A,x,1\n';
    const bad = path.join(makeFolder({ 'ticks.csv': text }), 'ticks.csv');
    const { code, stdout, stderr } = await FeedProcess.run(['inspect', bad]);
    expect(code).toBe(0);
    expect(stdout).toContain('left out 1 bad row\n');
    expect(stderr).toContain('left out 1 bad row; the first: ');
    expect(stderr).toContain('line 3: expected a price of at most 8 decimals in column "price", found "x"');
  });
});

describe('the command, at full speed', () => {
  it('goes no faster than its readers read, and lets them have the last tick before it ends', async () => {
    const file = path.join(makeFolder(), 'run.twr');
    const market = ['--symbols', 'AAPL,MSFT', '--rate', '20', '--start-at', MONDAY, '--for', '10m', '--record', file];
    const feed = await FeedProcess.start([...market, '--speed', 'max', '--log-memory', '128KB', '--batch-rate', '200']);
    const watcher = new Watcher(feed.url, { tape: ['AAPL'] });
    expect(await feed.ended).toEqual({ code: 0, signal: null });
    await watcher.untilLink('waiting');
    expect(watcher.links.slice(0, 3)).toEqual(['connecting', 'live', 'waiting']);
    const seen = watcher.tape
      .items('AAPL')
      .map((item) => (item.kind === 'trade' ? [item.time, item.price, item.size] : []));
    const published = await tradesIn(file, 'AAPL');
    expect(seen.length).toBeGreaterThan(1_000);
    expect(seen).toEqual(published.slice(-seen.length));
  });
});

describe('the command, the same again', () => {
  const market = ['--symbols', 'AAPL,MSFT,EURUSD'];
  const monday = [...market, '--start-at', MONDAY];
  const same = [...monday, '--for', '90s'];

  it('publishes the same ticks for the same seed and start, whatever the speed', async () => {
    const fast = await record(...same, '--speed', 'max');
    const slower = await record(...same, '--speed', '60');
    expect(slower).toEqual(fast);
    expect(fast.ticks).toBeGreaterThan(100);
    expect(fast.symbols).toHaveLength(3);
    expect(Date.parse(fast.from)).toBeGreaterThanOrEqual(Date.parse('2025-01-06T14:45:00Z'));
    expect(Date.parse(fast.to)).toBeLessThanOrEqual(Date.parse('2025-01-06T14:46:30Z'));
  });

  it('publishes in real time, over a stretch, what it does at full speed', async () => {
    const [fast, real] = await Promise.all([
      record(...monday, '--for', '4s', '--speed', 'max'),
      record(...monday, '--for', '4s', '--speed', '1'),
    ]);
    expect(real).toEqual(fast);
    expect(real.ticks).toBeGreaterThan(20);
  });

  it('publishes others for another seed, or another start', async () => {
    const [one, other, later] = [
      await record(...same, '--speed', 'max'),
      await record(...same, '--speed', 'max', '--seed', '8'),
      await record(...market, '--for', '90s', '--speed', 'max', '--start-at', '2025-01-07T09:45'),
    ];
    expect(new Set([one.digest, other.digest, later.digest]).size).toBe(3);
  });

  it('keeps the hours of the day that is named, unless it is to be always open', async () => {
    const sunday = ['--symbols', 'AAPL', '--start-at', '2025-01-05T12:00', '--for', '1m', '--speed', 'max'];
    const closed = await record(...sunday);
    const open = await record(...sunday, '--always-open');
    expect(open.ticks).toBeGreaterThan(closed.ticks + 20);
  });

  it('plays a recording as it was', async () => {
    const folder = makeFolder();
    const file = path.join(folder, 'first.twr');
    expect(await FeedProcess.run([...same, '--speed', 'max', '--record', file])).toMatchObject({ code: 0 });
    const first = await inspect(file);
    const again = await record('--replay', file, '--speed', 'max', '--for', '90s');
    expect(again).toMatchObject({ ticks: first.ticks, digest: first.digest });
  });
});

describe('the command, recording', () => {
  const brief = ['--symbols', 'AAPL', '--for', '1s'];

  it('does not write over what is there', async () => {
    const file = path.join(makeFolder({ 'kept.twr': 'something else' }), 'kept.twr');
    const { code, stdout, stderr } = await FeedProcess.run([...brief, '--record', file]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(file);
  });

  it('leaves nothing behind where it does not come to serving', async () => {
    const { port } = await FeedProcess.start(brief.slice(0, 2));
    const file = path.join(makeFolder(), 'run.twr');
    expect((await FeedProcess.run([...brief, '--record', file], { port })).code).toBe(1);
    expect((await FeedProcess.run([...brief, '--record', file])).code).toBe(0);
  });

  it('does not take from who runs it a file that was there, or a device', async () => {
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

  it('ends the file properly when it is asked to end', async () => {
    const file = path.join(makeFolder(), 'run.twr');
    const feed = await FeedProcess.start(['--symbols', 'AAPL', '--record', file]);
    expect(await feed.stop('SIGINT')).toEqual({ code: 0, signal: null });
    expect(await inspect(file)).toMatchObject({ closedProperly: true, tornBytes: 0 });
  });
});

describe('the command, given a file of options', () => {
  it('prints what is in force, in a form that it takes', async () => {
    const folder = makeFolder({ 'feed.yaml': 'symbols: [AAPL, MSFT]\nspeed: 10\n' });
    const file = path.join(folder, 'feed.yaml');
    const printed = await FeedProcess.run(['--config', file, '--speed', 'max', '--for', '1s', '--print-config']);
    expect(printed).toMatchObject({ code: 0, stderr: '' });
    const lines = printed.stdout.split('\n');
    expect(lines).toContain(`symbols: [AAPL, MSFT] # ${file}, symbols`);
    expect(lines).toContain('speed: max # --speed');
    const copy = path.join(makeFolder({ 'copy.yaml': printed.stdout }), 'copy.yaml');
    expect(await FeedProcess.run(['--config', copy, '--port', '0'])).toMatchObject({ code: 0, stderr: '' });
  });

  it('names the key that is none, and the nearest', async () => {
    const file = path.join(makeFolder({ 'feed.json': '{ "symbol": "AAPL" }' }), 'feed.json');
    const { code, stderr } = await FeedProcess.run(['--config', file]);
    expect(code).toBe(2);
    expect(stderr).toBe(
      `tapewire-feed: ${file}, symbol: expected one of the options of --help, found "symbol"; the nearest is symbols\n`,
    );
  });

  it('lists the scenarios there are', async () => {
    const { code, stdout } = await FeedProcess.run(['--list-scenarios']);
    expect(code).toBe(0);
    expect(stdout).toContain('stall');
  });
});
