// The feed server command: its help, what it refuses, and how it ends.
import { spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { CLOSE_CODES } from '../../proto/messages.ts';
import { Admin, WITH_ADMIN } from '../support/feeds/admin.ts';
import { addCleanup } from '../support/time/cleanup.ts';
import { FaultyProxy } from '../support/network/faulty-proxy.ts';
import { FeedProcess } from '../support/feeds/feed-process.ts';
import { RawClient } from '../support/clients/raw-client.ts';
import { makeFolder } from '../support/files/temporary-folder.ts';
import { until, within } from '../support/time/until.ts';
import { makeZip } from '../support/files/zip.ts';

const MAIN = path.join(import.meta.dirname, '../../feed-server/main.ts');
const SMALL = ['--symbols', 'AAPL,MSFT'];

/** A port that is free now, and very likely stays free. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function tradeZip(...rows: string[]): Buffer {
  return makeZip({ 'trade.csv': rows.map((row) => `${row}\n`).join('') });
}

describe('tapewire-feed', () => {
  it('prints its help', async () => {
    const { code, stdout, stderr } = await FeedProcess.run(['--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const option of ['--port', '--seed', '--replay', '--speed', '--log-memory']) expect(stdout).toContain(option);
  });

  it('prints its version', async () => {
    const { code, stdout } = await FeedProcess.run(['--version']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${packageJson.version}\n` });
  });

  it.each([
    ['--port 70000', '--port: expected a whole number from 0 to 65535, found "70000"'],
    ['--speed fast', '--speed: expected a number from 0.001 to 1000000, or max, found "fast"'],
    ['--symbols AAPL,,MSFT', '--symbols: expected symbols separated by commas, found "AAPL,,MSFT"'],
    ['--symbols NOSUCH', '--symbols: expected symbols of the simulated market, found "NOSUCH"'],
    ['--symbols aapl', '--symbols: no symbol "aapl"; did you mean AAPL?'],
    ['--port 1 --port 2', '--port: must be given only once, found "1" and "2"'],
    ['--date 2013-10-08', '--date: can only be used with --replay'],
    ['--replay somewhere --seek 10:30', '--seek: expected a time in New York such as 2013-10-08T10:30, or'],
    ['--replay .', '.: expected a date for this folder of LEAN ticks, found none'],
    ['--sectors Moon', '--sectors: expected some of '],
    ['--fault explode', 'fault "explode": expected one of '],
    ['--scenario no/such/file', '--scenario: expected a file that can be read (ENOENT), found "no/such/file"'],
    ['--config no/such/file', '--config: expected a file that can be read (ENOENT), found "no/such/file"'],
    ['--dashboard no/such/folder', '--dashboard: expected a folder that can be read at "no/such/folder", found ENOENT'],
    ['--tick-rate 3', '--tick-rate: expected an option listed by --help, found '],
  ])('refuses %s with exit code 2 and the expected value', async (args, message) => {
    const { code, stdout, stderr } = await FeedProcess.run(args.split(' '));
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`tapewire-feed: ${message}`);
  });

  it('refuses a symbol in the wrong case, and a recording with a symbol that is too long', async () => {
    const row = (symbol: string): string => `time,symbol,price,size\n2025-01-06T14:30:00Z,${symbol},1,1\n`;
    const folder = makeFolder({ 'good.csv': row('BTCUSDT'), 'long.csv': row('😀'.repeat(33)) });
    const run = (file: string, ...args: string[]): ReturnType<typeof FeedProcess.run> =>
      FeedProcess.run(['--replay', path.join(folder, file), ...args]);
    const wrongCase = await run('good.csv', '--symbols', 'btcusdt');
    expect(wrongCase.code).toBe(2);
    expect(wrongCase.stderr).toContain('good.csv: no symbol "btcusdt"; did you mean BTCUSDT?');
    const tooLong = await run('long.csv');
    expect(tooLong.code).toBe(1);
    expect(tooLong.stderr).toContain('long.csv, line 2: expected a symbol of 1 to 32 printable characters');
  });

  it('warns of an unknown environment variable, and starts', async () => {
    const feed = await FeedProcess.start(SMALL, { command: ['env', 'TAPEWIRE_SPED=9', process.execPath, MAIN] });
    expect(feed.stderr).toBe('tapewire-feed: TAPEWIRE_SPED: ignored; no such variable; did you mean TAPEWIRE_SPEED?\n');
  });

  it('refuses an invalid port in the environment, and names the variable', async () => {
    const { code, stderr } = await FeedProcess.run(SMALL, { port: 70_000 });
    expect(code).toBe(2);
    expect(stderr).toContain('PORT: expected a whole number from 0 to 65535, found "70000"');
  });

  it('takes its port from its arguments, else from the environment', async () => {
    const [environmentPort, argumentPort] = [await freePort(), await freePort()];
    const fromEnvironment = await FeedProcess.start(SMALL, { port: environmentPort });
    const fromArguments = await FeedProcess.start([...SMALL, '--port', String(argumentPort)], {
      port: environmentPort,
    });
    expect([fromEnvironment.port, fromArguments.port]).toEqual([environmentPort, argumentPort]);
  });

  it('exits with code 1 if the port is taken, and explains how to choose another', async () => {
    const { port } = await FeedProcess.start(SMALL);
    const { code, stderr } = await FeedProcess.run(SMALL, { port });
    expect(code).toBe(1);
    expect(stderr).toBe(
      `tapewire-feed: port ${port} on 127.0.0.1 is taken; choose another: --port ${port + 1}, or PORT=${port + 1} in the environment\n`,
    );
  });

  it('answers /healthz only with 200, at the latest when it reports that it is ready', async () => {
    const port = await freePort();
    const statuses: number[] = [];
    const requestStatus = async (): Promise<number> => {
      const { status } = await fetch(`http://127.0.0.1:${port}/healthz`);
      statuses.push(status);
      return status;
    };
    const first = until('the first response', requestStatus);
    const feed = await FeedProcess.start(SMALL, { port });
    expect(await requestStatus()).toBe(200);
    await first;
    expect(new Set(statuses)).toEqual(new Set([200]));
    const [ready, retention, ...more] = feed.stdout.split('\n');
    expect(ready).toMatch(
      /^Tapewire feed ready on (\S+) · Simulated, seed 7 · market time 20\d\d-\d\d-\d\dT[\d:.]+Z \(speed 1\)$/,
    );
    expect(ready).toContain(` on ${feed.url} `);
    expect(retention).toMatch(
      /^Keeps up to 780,335 ticks \(32MB\) for clients that resume, none older than 1d, and for each symbol /,
    );
    expect(more).toEqual(['']);
  });
});

describe('serve on SIGTERM', () => {
  it('sends its clients close messages, even if its output is closed', async () => {
    const port = await freePort();
    const args = [MAIN, ...SMALL, '--port', String(port)];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    addCleanup(() => child.kill('SIGKILL'));
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.stdout.destroy();
    child.stderr.destroy();
    const url = `http://127.0.0.1:${port}`;
    await until('a response', async () => (await fetch(`${url}/healthz`)).ok);
    const client = await RawClient.open(url);
    child.kill('SIGTERM');
    await client.untilDisconnected();
    expect(client.closeMessage?.code).toBe(CLOSE_CODES['shutting-down']);
    expect(await within('the end of the feed server', ended)).toBe(0);
  });

  it('ends within seconds even if a client does not respond', async () => {
    const feed = await FeedProcess.start(SMALL);
    const proxy = await FaultyProxy.start(feed.port);
    await RawClient.open(proxy.url);
    proxy.pause();
    expect(await feed.stop('SIGTERM')).toEqual({ code: 0, signal: null });
  });
});

describe('serve --replay with a folder', () => {
  const day = ['--date', '2013-10-08'];

  it('names a folder that does not exist', async () => {
    const folder = path.join(makeFolder(), 'nowhere');
    const { code, stderr } = await FeedProcess.run(['--replay', folder, ...day]);
    expect(code).toBe(1);
    expect(stderr).toContain(`tapewire-feed: ${folder}: expected a recording, found `);
  });

  it('names the days that the folder has', async () => {
    const folder = makeFolder({ 'ibm/20131009_trade.zip': tradeZip('1,100,1,P,0,0') });
    const { code, stderr } = await FeedProcess.run(['--replay', folder, ...day]);
    expect(code).toBe(1);
    expect(stderr).toBe(`tapewire-feed: ${folder}: expected ticks from 2013-10-08, found 2013-10-09\n`);
  });

  it.each([
    ['something other than a zip', Buffer.from('hello'), 'expected a zip, found something else'],
    ['a truncated zip', tradeZip('1,100,1,P,0,0').subarray(0, 40), 'expected a whole zip, found a damaged one'],
    ['an invalid row', tradeZip('1,x,1,P,0,0'), 'line 1: expected a price'],
  ])('names the file with %s', async (_, content, message) => {
    const folder = makeFolder({ 'ibm/20131008_trade.zip': content });
    const { code, stderr } = await FeedProcess.run(['--replay', folder, ...day]);
    expect(code).toBe(1);
    expect(stderr).toContain(path.join(folder, 'ibm/20131008_trade.zip'));
    expect(stderr).toContain(message);
  });

  it('names the file and line of a bad row during playback, sends its clients close messages, and ends', async () => {
    // The bad row comes after a minute, which the speed skips once the client is connected.
    const rows = ['36000000,1000000,5,P,0,0', '36060000,1000100,6,P,0,0', '36060100,oops,7,P,0,0'];
    const folder = makeFolder({ 'ibm/20131008_trade.zip': tradeZip(...rows) });
    const feed = await FeedProcess.start(['--replay', folder, ...day, ...WITH_ADMIN]);
    const admin = await Admin.of(feed);
    const client = await RawClient.open(feed.url);
    await admin.setSpeed('max');
    await client.untilDisconnected();
    expect(client.closeMessage?.code).toBe(CLOSE_CODES['source-failed']);
    expect(await within('the end of the feed server', feed.ended)).toEqual({ code: 1, signal: null });
    const file = path.join(folder, 'ibm/20131008_trade.zip');
    expect(feed.logLinesWith(`${file}, line 3: expected a price`)).toMatchObject([{ level: 'error' }]);
  });
});
