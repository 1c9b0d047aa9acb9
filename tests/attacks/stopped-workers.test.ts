// Stopped workers, and servers without free file descriptors: every connection is answered or closed, and none leaks.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { Admin, WITH_ADMIN } from '../support/feeds/admin.ts';
import { Bystander } from '../support/attacks/bystander.ts';
import { FeedProcess } from '../support/feeds/feed-process.ts';
import { HttpProbe, outcomes } from '../support/network/http-probe.ts';
import { until } from '../support/time/until.ts';
import { Watcher } from '../support/clients/watcher.ts';

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
    const { workers = [] } = await admin.status();
    return workers.length === 2 && workers.every(({ pid }) => !pids.includes(pid));
  };
  await until('a new worker in place of each stopped one', replaced, { limitMs: 30_000 });
}

/** A feed with two workers: the bystander is on one, and `idle` is the process of the other. */
async function attack() {
  const feed = await FeedProcess.start(WORKERS);
  const admin = await Admin.of(feed);
  const bystander = await Bystander.join(feed, SYMBOLS);
  const { workers = [] } = await admin.status();
  const idle = workers.find(({ connections }) => connections === 0)?.pid ?? NaN;
  return { feed, admin, bystander, idle, before: descriptors(feed.pid) };
}

it('a stopped worker swallows no connection: another answers, and no descriptor is left in the parent', async () => {
  const { feed, admin, bystander, idle, before } = await attack();
  process.kill(idle, 'SIGSTOP');
  const answers = await outcomes(probes(feed.port, 60), ANSWER_LIMIT_MS);
  expect(answers.filter((answer) => answer !== 'answered')).toEqual([]);
  await untilReplaced(admin, [idle]);
  await until('as few descriptors as before', () => descriptors(feed.pid) <= before);
  expect(feed.logLinesWith('a worker ended on SIGKILL')).toHaveLength(1);
  expect(await bystander.problems()).toEqual([]);
});

it('no two workers serve one connection, though one stops and continues during the hand-over', async () => {
  const { feed, admin, bystander, idle, before } = await attack();
  for (let round = 0; round < 5; round++) {
    process.kill(idle, 'SIGSTOP');
    const asked = probes(feed.port, 20);
    // In the first rounds the worker continues while an offer stands, in the others after it was withdrawn.
    if (round > 1) await outcomes(asked, ANSWER_LIMIT_MS);
    process.kill(idle, 'SIGCONT');
    // Two workers that read from one connection would each get a part of the request, or answer twice.
    expect(await outcomes(asked, ANSWER_LIMIT_MS)).toEqual(asked.map(() => 'answered'));
  }
  expect((await admin.status()).workers?.map(({ pid }) => pid)).toContain(idle);
  await until('as few descriptors as before', () => descriptors(feed.pid) <= before);
  expect(await bystander.problems()).toEqual([]);
});

it('while all workers are stopped, connections are answered or closed in bounded time, and clients lose no tick', async () => {
  const feed = await FeedProcess.start(WORKERS);
  const admin = await Admin.of(feed);
  const watcher = new Watcher(feed.url, { board: SYMBOLS, tape: SYMBOLS });
  await watcher.until('a trade of every symbol', () => SYMBOLS.every((s) => watcher.tape.items(s).length > 0));
  const { workers = [] } = await admin.status();
  const before = descriptors(feed.pid);
  for (const { pid } of workers) process.kill(pid, 'SIGSTOP');
  await outcomes(probes(feed.port, 200), ANSWER_LIMIT_MS);
  await untilReplaced(
    admin,
    workers.map(({ pid }) => pid),
  );
  await watcher.until('a resume', () => watcher.client.status.lastRecovery);
  await watcher.untilLink('live');
  const { board, tape } = watcher.client.status.lastRecovery ?? {};
  expect([board?.reset.symbols, tape?.reset.symbols, tape?.exact.symbols]).toEqual([0, 0, SYMBOLS.length]);
  for (const symbol of SYMBOLS) expect(watcher.tape.items(symbol).filter(({ kind }) => kind === 'gap')).toEqual([]);
  await until('as few descriptors as before', () => descriptors(feed.pid) <= before);
  expect(await outcomes(probes(feed.port, 1), ANSWER_LIMIT_MS)).toEqual(['answered']);
});

it.each([1, 2])(
  'a server of %i workers closes the connections that it has no descriptors for, says so, and goes on serving',
  async (workers) => {
    const command = ['sh', '-c', 'ulimit -n 64; exec "$0" "$@"', process.execPath, MAIN];
    const feed = await FeedProcess.start([...BUSY, '--workers', String(workers)], { command });
    const bystander = await Bystander.join(feed, SYMBOLS);
    // Requests that never end keep their descriptors.
    const idle = Array.from({ length: 200 }, () => new HttpProbe(feed.port, 'GET /healthz HTTP/1.1\r\n'));
    await until('the notice about the limit', () => feed.logLinesWith('"ulimit -n" raises it').length > 0);
    await bystander.report();
    for (const probe of idle) probe.close();
    const well = async (): Promise<boolean> =>
      (await outcomes(probes(feed.port, 1), ANSWER_LIMIT_MS))[0] === 'answered';
    await until('an answer once they are gone', well);
    expect(await bystander.problems()).toEqual([]);
  },
);
