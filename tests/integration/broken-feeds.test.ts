// A feed server that cannot start or continue reports why, and never starts halfway.
import { createServer, type AddressInfo, type Server } from 'node:net';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { startFeedServer, type FailedPart, type FeedServer } from '../../feed-server/feed-server.ts';
import type { TickSource } from '../../feed-server/market/source.ts';
import { parseFault } from '../../feed-server/scenarios/fault-text.ts';
import { ScenarioError } from '../../feed-server/scenarios/scenario-error.ts';
import { addCleanup } from '../support/time/cleanup.ts';
import { feedSettings } from '../support/feeds/feed-settings.ts';
import { BusyMarket } from '../support/market/busy-market.ts';
import { FeedProcess } from '../support/feeds/feed-process.ts';
import { makeFolder } from '../support/files/temporary-folder.ts';
import { until } from '../support/time/until.ts';

interface Failure {
  readonly error: unknown;
  readonly broken: FailedPart;
}

/** Starts a feed on `port` with these faults. Adds later failures to `failures`. */
async function start(source: TickSource, port: number, faults: string[], failures: Failure[]): Promise<FeedServer> {
  const options = {
    ...feedSettings({ listen: { port }, delivery: { heartbeatMs: 300 } }),
    scenario: faults.map(parseFault),
  };
  const onError = (error: unknown, broken: FailedPart): number => failures.push({ error, broken });
  const server = await startFeedServer(source, options, 'test', onError);
  addCleanup(() => server.close());
  return server;
}

/** Starts another server on a port of 127.0.0.1; undefined if the port is taken. */
async function occupy(port: number): Promise<Server | undefined> {
  const other = createServer((tcp) => tcp.destroy());
  const listening = await new Promise<boolean>((resolve) => {
    other.once('error', () => resolve(false));
    other.listen(port, '127.0.0.1', () => resolve(true));
  });
  if (!listening) return undefined;
  addCleanup(() => new Promise<void>((resolve) => other.close(() => resolve())));
  return other;
}

it('refuses a fault with an unknown symbol before it listens', async () => {
  const other = await occupy(0);
  const { port } = other?.address() as AddressInfo;
  await expect(start(new BusyMarket(), port, ['stall', 'mute symbols=NOPE'], [])).rejects.toThrow(ScenarioError);
  await expect(start(new BusyMarket(), port, ['stall', 'mute symbols=AAPL'], [])).rejects.toThrow('is taken');
});

it('serve exits with code 2 on a fault with an unknown symbol, and leaves no recording', async () => {
  const file = path.join(makeFolder(), 'a.tape');
  const args = ['--symbols', 'AAPL', '--record', file, '--fault', 'mute symbols=NOPE'];
  const { code, stdout, stderr } = await FeedProcess.run(args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('fault "mute symbols=NOPE": symbols: expected symbols of this feed, found "NOPE"');
  expect(existsSync(file)).toBe(false);
});

it('reports that a restart failed because the port was taken', async () => {
  const failures: Failure[] = [];
  const server = await start(new BusyMarket(), 0, ['restart at=0s for=1s'], failures);
  const port = Number(new URL(server.url).port);
  await until('the port to be free', async () => (await occupy(port)) !== undefined);
  await until('the restart to fail', () => failures.length > 0);
  expect(failures).toMatchObject([
    { broken: 'restart', error: { message: expect.stringContaining('is taken') as string } },
  ]);
});

it('reports a source that fails', async () => {
  const failures: Failure[] = [];
  const error = new Error('line 3: expected a price');
  const source = new BusyMarket();
  source.advance = () => Promise.reject(error);
  await start(source, 0, [], failures);
  await until('the source to fail', () => failures.length > 0);
  expect(failures).toEqual([{ error, broken: 'source' }]);
});
