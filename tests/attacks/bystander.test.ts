// The bystander of attacks reports problems of the server, and none if there are none.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { addCleanup } from '../support/time/cleanup.ts';
import { DEPLOYMENTS } from '../support/attacks/survival.ts';
import { Bystander } from '../support/attacks/bystander.ts';
import { FeedProcess } from '../support/feeds/feed-process.ts';

const MAIN = path.join(import.meta.dirname, '../../feed-server/main.ts');
const SYMBOLS = ['AAPL', 'MSFT', 'NVDA'];
const BUSY = ['--symbols', SYMBOLS.join(), '--rate', '20'];
/** Blocks the event loop on SIGUSR2, for about a second. */
const BLOCK_ON_SIGNAL = "process.on('SIGUSR2', () => { for (let i = 0; i < 2e9; i++); })";

/** Starts four processes with an endless loop. */
function keepMachineBusy(): void {
  for (let i = 0; i < 4; i++) {
    const child = spawn(process.execPath, ['--eval', 'for (;;);'], { stdio: 'ignore' });
    addCleanup(() => child.kill('SIGKILL'));
  }
}

describe.each(DEPLOYMENTS)('bystander of a feed served by $by, on a busy machine', ({ args }) => {
  it('reports no problem without an attack', async () => {
    const feed = await FeedProcess.start([...BUSY, ...args]);
    const bystander = await Bystander.join(feed, SYMBOLS);
    keepMachineBusy();
    expect(await bystander.problems()).toEqual([]);
  });

  it('detects a blocked event loop', async () => {
    const command = [process.execPath, '--import', `data:text/javascript,${BLOCK_ON_SIGNAL}`, MAIN];
    const feed = await FeedProcess.start([...BUSY, ...args], { command });
    const bystander = await Bystander.join(feed, SYMBOLS);
    keepMachineBusy();
    for (const pid of feed.pids) process.kill(pid, 'SIGUSR2');
    expect((await bystander.problems()).join()).toContain("the bystander's p99 was");
  });
});

it('bystander detects a stopped server', async () => {
  const feed = await FeedProcess.start(BUSY);
  const bystander = await Bystander.join(feed, SYMBOLS);
  process.kill(feed.pid, 'SIGSTOP');
  await expect(fetch(`${feed.url}/healthz`, { signal: AbortSignal.timeout(1_000) })).rejects.toThrow('timeout');
  process.kill(feed.pid, 'SIGCONT');
  expect((await bystander.problems()).join()).toContain("the bystander's p99 was");
});
