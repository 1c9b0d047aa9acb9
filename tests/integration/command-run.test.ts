// The serve command: when it ends, how fast it plays, and which files it reads.
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

/** Time, price and size of each trade. */
async function tradesIn(file: string, symbol: string): Promise<number[][]> {
  const recording = await openRecording(file);
  const { source } = recording;
  const wantedId = source.instruments.findIndex((i) => i.symbol === symbol);
  const trades: number[][] = [];
  const trade = (id: number, ...tick: number[]): void => {
    if (id === wantedId) trades.push(tick);
  };
  await source.advance(Infinity, makeSink({ trade }));
  await recording.close();
  return trades;
}

describe('serve --for', () => {
  it('ends after the given market time, with a close message to its clients', async () => {
    const feed = await FeedProcess.start(['--symbols', 'AAPL,MSFT', '--for', '2m', '--speed', '60']);
    const client = await RawClient.open(feed.url);
    await client.request('subscribe', encodeSubscribe([{ symbol: 'AAPL', mode: 'board' }]));
    await client.untilDisconnected();
    expect(client.closeMessage?.code).toBe(CLOSE_CODES['shutting-down']);
    expect(await feed.ended).toEqual({ code: 0, signal: null });
    expect(feed.stderr).toBe('');
  });

  it('exits with code 1 if the source fails earlier', async () => {
    const rows = ['36000000,1000000,5,P,0,0', '36000100,1000100,6,P,0,0', '36000200,oops,7,P,0,0'];
    const folder = makeFolder({ 'ibm/20131008_trade.zip': makeZip({ 'trade.csv': `${rows.join('\n')}\n` }) });
    const replay = ['--replay', folder, '--date', '2013-10-08'];
    const { code, stdout, log } = await FeedProcess.run([...replay, '--for', '1h']);
    expect(stdout).toContain('ready on');
    expect(code).toBe(1);
    const msg = expect.stringContaining(`${path.join(folder, 'ibm/20131008_trade.zip')}, line 3`) as string;
    expect(log).toMatchObject([{ level: 'error', msg }]);
  });
});

describe('serve --exit-at-end', () => {
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
    ['before a later time limit', ['--for', '1h']],
  ])('sends its readers everything and a close message, and ends, %s', async (_, args) => {
    const feed = await FeedProcess.start([...replay(2_000), ...args, ...WITH_ADMIN]);
    const admin = await Admin.of(feed);
    await admin.pause();
    const client = await RawClient.open(feed.url);
    const watcher = new Watcher(feed.url, { tape: ['A'] });
    await watcher.untilLink('live');
    await admin.resume();
    expect(await feed.ended).toEqual({ code: 0, signal: null });
    await client.untilDisconnected();
    expect(client.closeMessage?.code).toBe(CLOSE_CODES['shutting-down']);
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
    expect(stderr).toContain('--exit-at-end: can only be used with --replay');
  });
});

describe('file with bad rows', () => {
  const file = (): string => path.join(makeFolder({ 'ticks.csv': 'time,symbol,price,size\nx,A,1,1\n' }), 'ticks.csv');

  it.each([[['inspect']], [['--skip-bad-rows', '--replay']]])(
    'is refused with the error of its first row if every row is bad: %j',
    async (args) => {
      const { code, stderr } = await FeedProcess.run([...args, file()]);
      expect(code).toBe(1);
      expect(stderr).toContain('ticks.csv: expected rows of ticks, found none but 1 bad one; the first: ');
      expect(stderr).toContain('the first: line 2: expected a time such as');
    },
  );

  it('is inspected with skipped rows reported on stderr', async () => {
    const text = 'time,symbol,price,size\n1736173800000,A,1,1\n1736173800000,A,x,1\n';
    const bad = path.join(makeFolder({ 'ticks.csv': text }), 'ticks.csv');
    const { code, stdout, stderr } = await FeedProcess.run(['inspect', bad]);
    expect(code).toBe(0);
    expect(stdout).toContain('skipped  1 bad row\n');
    expect(stderr).toContain('skipped 1 bad row; the first: ');
    expect(stderr).toContain('line 3: expected a price of at most 8 decimals in column "price", found "x"');
  });
});

describe('serve at full speed', () => {
  it('waits for its readers, and ends after they have received the last tick', async () => {
    const file = path.join(makeFolder(), 'run.twr');
    const market = ['--symbols', 'AAPL,MSFT', '--rate', '20', '--start-at', MONDAY, '--for', '10m', '--record', file];
    const feed = await FeedProcess.start([...market, '--speed', 'max', '--log-memory', '128KB', '--batch-rate', '200']);
    const watcher = new Watcher(feed.url, { tape: ['AAPL'] });
    expect(await feed.ended).toEqual({ code: 0, signal: null });
    await watcher.untilLink('waiting');
    expect(watcher.links.slice(0, 3)).toEqual(['connecting', 'live', 'waiting']);
    const received = watcher.tape
      .items('AAPL')
      .map((item) => (item.kind === 'trade' ? [item.time, item.price, item.size] : []));
    const published = await tradesIn(file, 'AAPL');
    expect(received.length).toBeGreaterThan(1_000);
    expect(received).toEqual(published.slice(-received.length));
  });
});

describe('serve with a configuration file', () => {
  it('prints the effective options as a valid configuration file', async () => {
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

  it('names an unknown key and the nearest known one', async () => {
    const file = path.join(makeFolder({ 'feed.json': '{ "symbol": "AAPL" }' }), 'feed.json');
    const { code, stderr } = await FeedProcess.run(['--config', file]);
    expect(code).toBe(2);
    expect(stderr).toBe(
      `tapewire-feed: ${file}, symbol: expected an option listed by --help, found "symbol"; did you mean symbols?\n`,
    );
  });

  it('lists all scenarios', async () => {
    const { code, stdout } = await FeedProcess.run(['--list-scenarios']);
    expect(code).toBe(0);
    expect(stdout).toContain('stall');
  });
});
