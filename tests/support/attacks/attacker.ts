// Attacks a feed from another process while a well-behaved client uses it, and watches the feed's memory.
import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { decodeWelcome } from '../../../proto/codec.ts';
import { Admin, WITH_ADMIN } from '../feeds/admin.ts';
import { addCleanup } from '../time/cleanup.ts';
import { Bystander } from './bystander.ts';
import { FeedProcess } from '../feeds/feed-process.ts';
import { RawClient } from '../clients/raw-client.ts';
import { within } from '../time/until.ts';
import type { AttackName } from './attacks.ts';
import type { Target } from './target.ts';

/** How much the resident memory of each server process may grow above its idle size, MB. The server's limits are per process. */
const MAX_GROWTH_MB = 256;
/** Enough for eight lanes, and few enough that each trades often. */
const SYMBOLS = ['AAPL', 'MSFT', 'NVDA', 'AMZN', 'META', 'TSLA', 'JPM', 'XOM', 'JNJ', 'PG', 'HD', 'CVX'];
const SAMPLE_EVERY_MS = 50;
/** Market time per step when filling the log, ms. Ten steps fill it. */
const FILL_STEP_MS = 75_000;
/** How many ticks a full log may overwrite during an attack. */
const MAX_OVERWRITTEN_TICKS = 50_000;
/** The server's log message when it closes a connection over its write backlog. */
const BACKLOG_CLOSE = /^connection closed: \d+ bytes waited for it/;
const MAX_ATTACK_MS = 40_000;
const MAIN = path.join(import.meta.dirname, '../../../feed-server/main.ts');

/** A feed server with a 512 MB heap, for tests to attack. */
export class AttackedFeed {
  readonly feed: FeedProcess;
  readonly #pids: readonly number[];
  readonly #idleMb: readonly number[];

  private constructor(feed: FeedProcess) {
    this.feed = feed;
    this.#pids = feed.pids;
    this.#idleMb = feed.pids.map(residentMb);
  }

  static async start(args: readonly string[] = []): Promise<AttackedFeed> {
    return new AttackedFeed(await startFeed(args));
  }

  /** Starts a feed whose log is full. */
  static async withFullLog(args: readonly string[]): Promise<AttackedFeed> {
    const feed = await startFeed([...WITH_ADMIN, ...args]);
    const admin = await Admin.of(feed);
    for (let { log } = await admin.status(); log.ticks < log.capacity; { log } = await admin.status())
      await admin.step(FILL_STEP_MS);
    await admin.resume();
    return new AttackedFeed(feed);
  }

  /** Runs the attack while a well-behaved client is connected. Returns the problems of the server and the client, empty if none. */
  async problemsDuring(name: AttackName): Promise<string[]> {
    const bystander = await Bystander.join(this.feed, SYMBOLS);
    const { length } = this.feed.log;
    let growthMb = 0;
    const sampler = setInterval(() => (growthMb = Math.max(growthMb, this.growthMb)), SAMPLE_EVERY_MS);
    try {
      await attack(name, await targetOf(this.feed));
    } finally {
      clearInterval(sampler);
    }
    growthMb = Math.max(growthMb, this.growthMb);
    const problems = await bystander.problems();
    if (growthMb > MAX_GROWTH_MB) problems.push(`memory grew by ${growthMb.toFixed()} MB, above ${MAX_GROWTH_MB}`);
    if (this.#pids.some((pid) => residentMb(pid) === 0)) problems.push('a server process has exited');
    const logged = this.feed.log.slice(length).filter(({ msg }) => !BACKLOG_CLOSE.test(msg));
    return [...problems, ...logged.map((line) => JSON.stringify(line))];
  }

  /** The largest growth of a server process since it was idle, MB. */
  get growthMb(): number {
    return Math.max(...this.#pids.map((pid, i) => residentMb(pid) - (this.#idleMb[i] ?? 0)));
  }
}

function startFeed(args: readonly string[]): Promise<FeedProcess> {
  const command = [process.execPath, '--max-old-space-size=512', MAIN];
  return FeedProcess.start(['--symbols', SYMBOLS.join(), '--rate', '20', ...args], { command });
}

/** Runs an attack to its end in its own process. */
async function attack(name: AttackName, target: Target): Promise<void> {
  const child = fork(path.join(import.meta.dirname, 'attacker-process.ts'));
  const ended = new Promise((resolve) => child.once('exit', resolve));
  addCleanup(() => {
    child.kill('SIGKILL');
    return ended;
  });
  const result = new Promise<{ readonly failure?: string }>((resolve) => {
    child.once('message', resolve);
    child.once('exit', (code) => resolve({ failure: `its process exited with code ${String(code)}` }));
  });
  child.send({ name, target });
  const { failure } = await within(`the end of the attack "${name}"`, result, MAX_ATTACK_MS);
  if (child.connected) child.disconnect();
  if (failure !== undefined) throw new Error(`the attack "${name}" failed: ${failure}`);
}

async function targetOf({ url, port }: FeedProcess): Promise<Target> {
  const client = await RawClient.open(url);
  const { head, kept } = decodeWelcome(client.payloads('welcome')[0]);
  client.disconnect();
  const sequence = kept.after === 0 ? 0 : kept.after + MAX_OVERWRITTEN_TICKS;
  return { port, symbols: SYMBOLS, oldest: { epoch: head.epoch, sequence }, head };
}

/** Resident memory, MB; 0 for a process that has ended. */
function residentMb(pid: number): number {
  try {
    const [, kb = '0'] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kb) / 1_024;
  } catch {
    return 0;
  }
}
