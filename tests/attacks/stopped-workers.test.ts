// Workers that are stopped, and servers without file descriptors: whoever connects is answered or closed, and nothing leaks.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { Admin, WITH_ADMIN } from '../support/admin.ts';
import { Bystander } from '../support/bystander.ts';
import { FeedProcess } from '../support/feed-process.ts';
import { HttpProbe, outcomes } from '../support/http-probe.ts';
import { until } from '../support/until.ts';
import { Watcher } from '../support/watcher.ts';

const MAIN = path.join(import.meta.dirname, '../../feed-server/main.ts');
const SYMBOLS = ['AAPL', 'MSFT', 'NVDA'];
const BUSY = ['--symbols', SYMBOLS.join(), '--rate', '20', '--heartbeat', '200'];
const WORKERS = [...BUSY, '--workers', '2', ...WITH_ADMIN];
/** A connection waits for ten seconds at most. */
const ANSWER_LIMIT_MS = 15_000;

function descriptors(pid: number): number {
  return readdirSync(`/proc/${pid}/fd`).length;
}

function probes(port: number, count: number): HttpProbe[] {
  return Array.from({ length: count }, () => new HttpProbe(port));
}

async function untilReplaced(admin: Admin, pids: readonly number[]): Promise<void> {
  const replaced = async (): Promise<boolean> => {
    const { gateways = [] } = await admin.status();
    return gateways.length === 2 && gateways.every(({ pid }) => !pids.includes(pid));
  };
  await until('another gateway in place of each that was stopped', replaced, { limitMs: 30_000 });
}

it('a stopped worker swallows no connection: another answers, and no descriptor is left in the parent', async () => {
  const feed = await FeedProcess.start(WORKERS);
  const admin = await Admin.of(feed);
  const bystander = await Bystander.beside(feed.url, SYMBOLS);
  const { gateways = [] } = await admin.status();
  const idle = gateways.find(({ connections }) => connections === 0)?.pid ?? NaN;
  const before = descriptors(feed.pid);
  process.kill(idle, 'SIGSTOP');
  const answers = await outcomes(probes(feed.port, 60), ANSWER_LIMIT_MS);
  expect(answers.filter((answer) => answer !== 'answered')).toEqual([]);
  await untilReplaced(admin, [idle]);
  await until('the descriptors of before', () => descriptors(feed.pid) <= before);
  expect(feed.stderr.match(/a gateway ended on SIGKILL/g)).toHaveLength(1);
  expect(await bystander.harm()).toEqual([]);
});

it('a worker that is stopped and goes on around a hand-over serves no connection beside another worker', async () => {
  const feed = await FeedProcess.start(WORKERS);
  const admin = await Admin.of(feed);
  const bystander = await Bystander.beside(feed.url, SYMBOLS);
  const { gateways = [] } = await admin.status();
  const idle = gateways.find(({ connections }) => connections === 0)?.pid ?? NaN;
  const before = descriptors(feed.pid);
  for (let round = 0; round < 5; round++) {
    process.kill(idle, 'SIGSTOP');
    const asked = probes(feed.port, 20);
    // The first rounds go on while an offer stands, the last ones after it was withdrawn.
    if (round > 1) await outcomes(asked, ANSWER_LIMIT_MS);
    process.kill(idle, 'SIGCONT');
    // Each is answered by one worker, with one response: two that read would each get a part of the request, or answer twice.
    expect(await outcomes(asked, ANSWER_LIMIT_MS)).toEqual(asked.map(() => 'answered'));
  }
  expect((await admin.status()).gateways?.map(({ pid }) => pid)).toContain(idle);
  await until('the descriptors of before', () => descriptors(feed.pid) <= before);
  expect(await bystander.harm()).toEqual([]);
});

it('where all workers are stopped, who comes is answered or closed in bounded time, and clients lose no tick', async () => {
  const feed = await FeedProcess.start(WORKERS);
  const admin = await Admin.of(feed);
  const watcher = new Watcher(feed.url, { board: SYMBOLS, tape: SYMBOLS });
  await watcher.until('a trade of every symbol', () => SYMBOLS.every((s) => watcher.tape.items(s).length > 0));
  const { gateways = [] } = await admin.status();
  const before = descriptors(feed.pid);
  for (const { pid } of gateways) process.kill(pid, 'SIGSTOP');
  await outcomes(probes(feed.port, 200), ANSWER_LIMIT_MS);
  await untilReplaced(
    admin,
    gateways.map(({ pid }) => pid),
  );
  await watcher.until('a resume', () => watcher.client.status.lastResume);
  await watcher.untilLink('live');
  const { board, tape } = watcher.client.status.lastResume ?? {};
  expect([board?.reset.symbols, tape?.reset.symbols, tape?.exact.symbols]).toEqual([0, 0, SYMBOLS.length]);
  for (const symbol of SYMBOLS) expect(watcher.tape.items(symbol).filter(({ kind }) => kind === 'gap')).toEqual([]);
  await until('the descriptors of before', () => descriptors(feed.pid) <= before);
  expect(await outcomes(probes(feed.port, 1), ANSWER_LIMIT_MS)).toEqual(['answered']);
});

it.each([1, 2])(
  'a server of %i workers out of descriptors closes who comes too many, says so, and serves on',
  async (workers) => {
    const command = ['sh', '-c', 'ulimit -n 64; exec "$0" "$@"', process.execPath, MAIN];
    const feed = await FeedProcess.start([...BUSY, '--workers', String(workers)], { command });
    const bystander = await Bystander.beside(feed.url, SYMBOLS);
    // They ask for nothing and stay.
    const idle = Array.from({ length: 200 }, () => new HttpProbe(feed.port, 'GET /healthz HTTP/1.1\r\n'));
    await until('the word that there are too many', () => feed.stderr.includes('"ulimit -n" raises it'));
    await bystander.report();
    for (const probe of idle) probe.close();
    const well = async (): Promise<boolean> =>
      (await outcomes(probes(feed.port, 1), ANSWER_LIMIT_MS))[0] === 'answered';
    await until('an answer once they are gone', well);
    expect(await bystander.harm()).toEqual([]);
  },
);
