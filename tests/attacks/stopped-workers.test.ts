// With stopped workers or without free file descriptors, a server answers or closes every connection and leaks none.
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
/** A server holds a connection for at most ten seconds. */
const MAX_ANSWER_MS = 15_000;

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
  await until('new workers to replace the stopped ones', replaced, { limitMs: 30_000 });
}

/** Starts a feed with two workers. The bystander is on one, and `idlePid` is the process id of the other. */
async function startAttackedFeed() {
  const feed = await FeedProcess.start(WORKERS);
  const admin = await Admin.of(feed);
  const bystander = await Bystander.join(feed, SYMBOLS);
  const { workers = [] } = await admin.status();
  const idlePid = workers.find(({ connections }) => connections === 0)?.pid ?? NaN;
  return { feed, admin, bystander, idlePid, descriptorsBefore: descriptors(feed.pid) };
}

it('hands the connections of a stopped worker to another one, and leaks no descriptor in the parent', async () => {
  const { feed, admin, bystander, idlePid, descriptorsBefore } = await startAttackedFeed();
  process.kill(idlePid, 'SIGSTOP');
  const answers = await outcomes(probes(feed.port, 60), MAX_ANSWER_MS);
  expect(answers.filter((answer) => answer !== 'answered')).toEqual([]);
  await untilReplaced(admin, [idlePid]);
  await until('the descriptors to be closed', () => descriptors(feed.pid) <= descriptorsBefore);
  expect(feed.logLinesWith('a worker ended on SIGKILL')).toHaveLength(1);
  expect(await bystander.problems()).toEqual([]);
});

it('never serves a connection from two workers, even if one stops and continues during the hand-over', async () => {
  const { feed, admin, bystander, idlePid, descriptorsBefore } = await startAttackedFeed();
  for (let round = 0; round < 5; round++) {
    process.kill(idlePid, 'SIGSTOP');
    const pending = probes(feed.port, 20);
    // In the first rounds, the worker continues while it is offered the connections; in the others, after the offer was withdrawn.
    if (round > 1) await outcomes(pending, MAX_ANSWER_MS);
    process.kill(idlePid, 'SIGCONT');
    // If two workers read from one connection, each would get part of the request, or both would answer.
    expect(await outcomes(pending, MAX_ANSWER_MS)).toEqual(pending.map(() => 'answered'));
  }
  expect((await admin.status()).workers?.map(({ pid }) => pid)).toContain(idlePid);
  await until('the descriptors to be closed', () => descriptors(feed.pid) <= descriptorsBefore);
  expect(await bystander.problems()).toEqual([]);
});

it('answers or closes connections in bounded time while all workers are stopped, and clients lose no tick', async () => {
  const feed = await FeedProcess.start(WORKERS);
  const admin = await Admin.of(feed);
  const watcher = new Watcher(feed.url, { board: SYMBOLS, tape: SYMBOLS });
  await watcher.until('a trade of every symbol', () => SYMBOLS.every((s) => watcher.tape.items(s).length > 0));
  const { workers = [] } = await admin.status();
  const descriptorsBefore = descriptors(feed.pid);
  for (const { pid } of workers) process.kill(pid, 'SIGSTOP');
  await outcomes(probes(feed.port, 200), MAX_ANSWER_MS);
  await untilReplaced(
    admin,
    workers.map(({ pid }) => pid),
  );
  await watcher.until('a resume', () => watcher.client.status.lastRecovery);
  await watcher.untilLink('live');
  const { board, tape } = watcher.client.status.lastRecovery ?? {};
  expect([board?.reset.symbols, tape?.reset.symbols, tape?.exact.symbols]).toEqual([0, 0, SYMBOLS.length]);
  for (const symbol of SYMBOLS) expect(watcher.tape.items(symbol).filter(({ kind }) => kind === 'gap')).toEqual([]);
  await until('the descriptors to be closed', () => descriptors(feed.pid) <= descriptorsBefore);
  expect(await outcomes(probes(feed.port, 1), MAX_ANSWER_MS)).toEqual(['answered']);
});

it.each([1, 2])(
  'with %i workers, closes connections for which it has no descriptors, logs that, and continues',
  async (workers) => {
    const command = ['sh', '-c', 'ulimit -n 64; exec "$0" "$@"', process.execPath, MAIN];
    const feed = await FeedProcess.start([...BUSY, '--workers', String(workers)], { command });
    const bystander = await Bystander.join(feed, SYMBOLS);
    // Unfinished requests keep their descriptors open.
    const unfinished = Array.from({ length: 200 }, () => new HttpProbe(feed.port, 'GET /healthz HTTP/1.1\r\n'));
    await until('the notice about the limit', () => feed.logLinesWith('"ulimit -n" raises it').length > 0);
    await bystander.report();
    for (const probe of unfinished) probe.close();
    const isAnswered = async (): Promise<boolean> =>
      (await outcomes(probes(feed.port, 1), MAX_ANSWER_MS))[0] === 'answered';
    await until('an answer once they are closed', isAnswered);
    expect(await bystander.problems()).toEqual([]);
  },
);
