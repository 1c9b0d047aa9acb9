// How the commands end: on signals, when their terminal closes, and on an uncaught error.
import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { encodeSubscribe } from '../../proto/codec.ts';
import { CLOSE_CODES } from '../../proto/messages.ts';
import { addCleanup } from '../support/time/cleanup.ts';
import { FaultyProxy } from '../support/network/faulty-proxy.ts';
import { FeedProcess } from '../support/feeds/feed-process.ts';
import { RawClient } from '../support/clients/raw-client.ts';
import { until, within } from '../support/time/until.ts';
import { REJECTED_BUG, THROWN_BUG, BUGGY_FEED, FEED_BUGGY_AT_START } from '../support/feeds/buggy-feeds.ts';

const MAIN = path.join(import.meta.dirname, '../../feed-server/main.ts');
const SMALL = ['--symbols', 'AAPL,MSFT'];
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Starts a command other than serve. Resolves once `isStarted` returns true. */
async function startCommand(args: readonly string[], isStarted: (stderr: string) => boolean) {
  const child: ChildProcess = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  addCleanup(() => child.kill('SIGKILL'));
  const ended = new Promise<unknown>((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  await until(`${args.join(' ')} to start`, () => isStarted(stderr));
  return {
    async stop(signal: NodeJS.Signals) {
      child.kill(signal);
      return { exit: await within(`the end on ${signal}`, ended), stderr };
    },
  };
}

describe.each(SIGNALS)('on %s', (signal) => {
  it('serve sends its clients a close message, and exits with 0', async () => {
    const feed = await FeedProcess.start(SMALL);
    const clients = [await RawClient.open(feed.url), await RawClient.open(feed.url)] as const;
    await clients[0].request('subscribe', encodeSubscribe([{ symbol: 'AAPL', mode: 'board' }]));
    expect(await feed.stop(signal)).toEqual({ code: 0, signal: null });
    for (const client of clients) {
      await client.untilDisconnected();
      const message = 'the feed server is shutting down';
      expect(client.closeMessage).toEqual({ code: CLOSE_CODES['shutting-down'], message });
    }
    expect(feed.stderr).toBe('');
  });

  it('tail disconnects, and exits with 0', async () => {
    const feed = await FeedProcess.start(SMALL);
    const tail = await startCommand(['tail', 'AAPL', '--url', feed.url], (stderr) => stderr.includes('connected to'));
    expect((await tail.stop(signal)).exit).toEqual({ code: 0, signal: null });
  });

  it('bars reports that it ended early, and exits with 1', async () => {
    // The server accepts connections and never answers.
    let connections = 0;
    const silent = createServer(() => connections++).listen(0, '127.0.0.1');
    addCleanup(() => silent.close());
    await until('the silent server', () => silent.listening);
    const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const bars = await startCommand(['bars', 'AAPL', '--url', url], () => connections > 0);
    const { exit, stderr } = await bars.stop(signal);
    expect([exit, stderr]).toEqual([{ code: 1, signal: null }, 'tapewire-feed: bars: ended before the last bar\n']);
  });
});

describe('serve on a signal', () => {
  it("sends close messages even if the signal comes twice, as when npm forwards the terminal's signal", async () => {
    const feed = await FeedProcess.start(SMALL);
    const proxy = await FaultyProxy.start(feed.port);
    const client = await RawClient.open(feed.url);
    // A client that does not respond delays the shutdown.
    await RawClient.open(proxy.url);
    proxy.pause();
    process.kill(feed.pid, 'SIGINT');
    await client.untilDisconnected();
    process.kill(feed.pid, 'SIGINT');
    expect(await feed.ended).toEqual({ code: 0, signal: null });
  });

  it('sends close messages when its terminal hangs up', async () => {
    const command = [
      'python3',
      path.join(import.meta.dirname, '../support/processes/hang-up.py'),
      process.execPath,
      MAIN,
    ];
    const feed = await FeedProcess.start([...SMALL, '--workers', '2'], { command });
    const client = await RawClient.open(feed.url);
    expect(await feed.stop('SIGTERM')).toEqual({ code: 0, signal: null });
    await client.untilDisconnected();
    expect(client.closeMessage?.code).toBe(CLOSE_CODES['shutting-down']);
  });

  it('sends each client one close message and prints nothing when Ctrl+C reaches its workers too', async () => {
    const command = ['setsid', process.execPath, MAIN];
    const feed = await FeedProcess.start([...SMALL, '--workers', '2'], { command });
    const clients = [await RawClient.open(feed.url), await RawClient.open(feed.url)];
    process.kill(-feed.pid, 'SIGINT');
    expect(await feed.ended).toEqual({ code: 0, signal: null });
    for (const client of clients) {
      await client.untilDisconnected();
      expect(client.payloads('close')).toHaveLength(1);
    }
    expect(feed.stderr).toBe('');
  });
});

describe('uncaught error', () => {
  it.each([THROWN_BUG, REJECTED_BUG])(
    'ends serve after close messages, with its stack and exit code 1: $message',
    async (bug) => {
      const feed = await FeedProcess.start(SMALL, { command: BUGGY_FEED });
      const client = await RawClient.open(feed.url);
      expect(await feed.stop(bug.signal)).toEqual({ code: 1, signal: null });
      await client.untilDisconnected();
      expect(client.closeMessage).toEqual({
        code: CLOSE_CODES['shutting-down'],
        message: 'the feed server failed; see its log',
      });
      const [line] = feed.log;
      expect(line).toMatchObject({ level: 'fatal', msg: 'a bug is stopping this command; please report it' });
      expect(line?.err?.stack).toContain(`${bug.message}\n    at `);
    },
  );

  it('is printed with its stack during startup, with exit code 1', async () => {
    const { code, stdout, stderr } = await FeedProcess.run([], { command: FEED_BUGGY_AT_START });
    expect([code, stdout]).toEqual([1, '']);
    const line = 'tapewire-feed: a bug ended this command; please report it: TypeError: a bug at the start\n    at ';
    expect(stderr.startsWith(line)).toBe(true);
    expect(stderr).toContain('random.ts');
  });

  it('cuts the shutdown short if another one follows', async () => {
    const feed = await FeedProcess.start(SMALL, { command: BUGGY_FEED });
    const proxy = await FaultyProxy.start(feed.port);
    const client = await RawClient.open(feed.url);
    await RawClient.open(proxy.url);
    proxy.pause();
    process.kill(feed.pid, THROWN_BUG.signal);
    await client.untilDisconnected();
    expect(await feed.stop(REJECTED_BUG.signal)).toEqual({ code: 1, signal: null });
    expect(feed.logLinesWith('another bug interrupted the shutdown of this command')).toMatchObject([
      { level: 'fatal', err: { message: 'a rejected bug' } },
    ]);
  });
});
