// `npm run bench:connections`: one feed server with a simulated market and thousands of clients, from none to all and
// back.
import path from 'node:path';
import { UsageError } from '../command/flags.ts';
import { describeMachine, today } from '../command/machine.ts';
import { runCommand } from '../command/run.ts';
import { markdownTable, plainTable } from '../command/tables.ts';
import { Child } from '../processes/child.ts';
import { feedCommand, portOf } from '../processes/feed.ts';
import { usageOf, usageUnavailableReason } from '../processes/usage.ts';
import { now, delay } from '../wire/wall-clock.ts';
import type { ConnectResult, LoadTask, Phase, ResumeResult, WatchResult } from './messages.ts';
import { HELP, parseOptions, type Options } from './options.ts';
import { resultLine, resultRows, type Measurements } from './report.ts';

const SEED = 7;
const LOAD = path.join(import.meta.dirname, 'load.ts');
const PRELOAD = path.join(import.meta.dirname, 'preload.ts');
const PHASE_LIMIT_MS = 300_000;
/** Neither lasts longer than the measurement. */
const WARM_UP_SECONDS = 5;
const SETTLING_SECONDS = 10;
const RSS_READING_MS = 500;

const log = (line: string): void => void process.stderr.write(`${line}\n`);
const print = (text: string): void => void process.stdout.write(`${text}\n`);

/**
 * The server's resident memory after garbage collection, once freed pages were returned to the system. Otherwise it
 * would show when V8 last collected rather than what connections cost. Half of the time lets the server notice closed
 * connections.
 */
async function settledBytes(server: Child, seconds: number): Promise<number> {
  await delay(seconds * 500);
  server.send({ collect: 'garbage' });
  let min = Infinity;
  for (const end = now() + seconds * 500; now() < end;) {
    await delay(RSS_READING_MS);
    min = Math.min(min, usageOf(server.pid).rssBytes);
  }
  return min;
}

async function measure({ connections, symbols, seconds, cut }: Options, children: Child[]): Promise<Measurements> {
  const start = (...args: ConstructorParameters<typeof Child>): Child => {
    const child = new Child(...args);
    children.unshift(child);
    return child;
  };
  const server = start('the feed server', feedCommand(SEED, PRELOAD), (line) => line);
  const port = await portOf(server);
  const task: LoadTask = { port, serverPid: server.pid, connections, symbols, cut, seed: SEED };
  const load = start('the load', [process.execPath, LOAD, JSON.stringify(task)]);
  const phase = async (next: Phase, lasts = 0): Promise<unknown> => {
    log(`${next.kind} ...`);
    load.send(next);
    const done = load.next(`the result of ${next.kind}`, PHASE_LIMIT_MS + lasts * 1_000);
    return Promise.race([done, server.untilEnded()]);
  };
  const settle = (): Promise<number> => settledBytes(server, Math.min(SETTLING_SECONDS, seconds));
  const watch = async (): Promise<WatchResult> => (await phase({ kind: 'watch', seconds }, seconds)) as WatchResult;
  await phase({ kind: 'warm-up', seconds: Math.min(WARM_UP_SECONDS, seconds) });
  const emptyBytes = await settle();
  const connected = (await phase({ kind: 'connect' })) as ConnectResult;
  const fullBytes = await settle();
  const watched = await watch();
  const resumed = (await phase({ kind: 'cut' })) as ResumeResult;
  const resumedBytes = await settle();
  const after = await watch();
  await phase({ kind: 'leave' });
  return { emptyBytes, connected, fullBytes, watched, resumed, resumedBytes, after, leftBytes: await settle() };
}

async function main(options: Options): Promise<void> {
  const unavailable = usageUnavailableReason();
  if (unavailable !== undefined) throw new UsageError(unavailable);
  const command = ['npm run bench:connections --', ...process.argv.slice(2)].join(' ');
  const children: Child[] = [];
  try {
    const measured = await measure(options, children);
    const { watched, resumed, after } = measured;
    const faults = [watched, resumed, after].flatMap((part) => part.faults);
    for (const fault of faults) log(`fault: ${fault}`);
    if (faults.length > 0) process.exitCode = 1;
    const line = resultLine(options, measured);
    if (options.format === 'json') print(JSON.stringify(line));
    else {
      print(`${describeMachine()}; ${today()}; \`${command}\`\n`);
      print((options.format === 'markdown' ? markdownTable : plainTable)(resultRows(line)));
    }
  } finally {
    for (const child of children) await child.end();
  }
}

await runCommand('bench:connections', async (args) => {
  const options = parseOptions(args);
  if (options === 'help') process.stdout.write(HELP);
  else await main(options);
});
