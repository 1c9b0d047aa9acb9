// The log of a running feed: its format, its level, the lines about a connection or worker, and what it never contains.
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { encodeSubscribe } from '../../proto/codec.ts';
import { Admin, ADMIN_TOKEN, WITH_ADMIN } from '../support/feeds/admin.ts';
import { FeedProcess, type LogLine } from '../support/feeds/feed-process.ts';
import { RawClient } from '../support/clients/raw-client.ts';
import { until } from '../support/time/until.ts';

const MAIN = path.join(import.meta.dirname, '../../feed-server/main.ts');
const SMALL = ['--symbols', 'AAPL,MSFT'];
const DROP = ['--fault', 'drop at=0s'];

function untilLogged(feed: FeedProcess, text: string): Promise<LogLine> {
  return until(`"${text}" in the log`, () => feed.logLinesWith(text)[0]);
}

describe.each([1, 2])('log at level debug, with %i serving processes', (workers) => {
  it('names the connection, and its worker if any, in each line about a connection', async () => {
    const feed = await FeedProcess.start([
      ...SMALL,
      ...WITH_ADMIN,
      '--workers',
      String(workers),
      '--log-level',
      'debug',
    ]);
    const client = await RawClient.open(feed.url);
    const [{ id, worker } = { id: '' }] = await (await Admin.of(feed)).connections();
    const ids = worker === undefined ? { connection: id } : { connection: id, worker };
    expect(await untilLogged(feed, 'connection opened')).toMatchObject({
      level: 'debug',
      address: '127.0.0.1',
      ...ids,
    });
    client.disconnect();
    expect(await untilLogged(feed, 'connection ended')).toMatchObject({ level: 'debug', ...ids });
    expect(worker === undefined).toBe(workers === 1);
  });

  it('contains the reason why the server closed a connection', async () => {
    const feed = await FeedProcess.start([...SMALL, '--workers', String(workers), '--log-level', 'debug']);
    const client = await RawClient.open(feed.url);
    await feed.stop();
    await client.untilDisconnected();
    expect(feed.logLinesWith('the feed server is shutting down')).not.toEqual([]);
    const connection = feed.logLinesWith('connection opened')[0]?.connection;
    expect(feed.logLinesWith('connection closed: the feed server is shutting down')).toMatchObject([{ connection }]);
  });
});

it('the log contains neither tokens nor message contents', async () => {
  const feed = await FeedProcess.start([...SMALL, ...WITH_ADMIN, '--log-level', 'debug']);
  await (await Admin.of(feed)).status();
  const client = await RawClient.open(feed.url);
  await client.request('subscribe', encodeSubscribe([{ symbol: 'AAPL', mode: 'tape' }]));
  client.disconnect();
  await untilLogged(feed, 'connection ended');
  expect(feed.stderr).not.toContain(ADMIN_TOKEN);
  expect(feed.stderr).not.toContain('AAPL');
});

it('the log is empty at level silent, even if a fault strikes', async () => {
  const feed = await FeedProcess.start([...SMALL, ...WITH_ADMIN, ...DROP, '--log-level', 'silent']);
  const admin = await Admin.of(feed);
  await until('the strike', async () => (await admin.faults())[0]?.strikes === 1);
  await feed.stop();
  expect(feed.stderr).toBe('');
});

it('the log is pretty on a terminal and with --log-format pretty', async () => {
  const line = /\d\d:\d\d:\d\d\.\d{3}Z \S*INFO\s.*fault 1 "drop at=0s" struck: no connections hit/;
  const terminal = ['python3', path.join(import.meta.dirname, '../support/processes/hang-up.py')];
  const onTerminal = await FeedProcess.start([...SMALL, ...DROP], { command: [...terminal, process.execPath, MAIN] });
  await until('a line on the terminal', () => line.test(onTerminal.stdout));
  const withOption = await FeedProcess.start([...SMALL, ...DROP, '--log-format', 'pretty']);
  await until('a pretty line', () => line.test(withOption.stderr));
  expect(withOption.stderr).not.toContain('\u001b');
});
