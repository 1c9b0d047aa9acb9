// `npm run bench:soak`: one feed server, clients that constantly send every kind of request, and a memory sample of the server
// every few seconds.
import path from 'node:path';
import { describeMachine, today } from '../command/machine.ts';
import { runCommand } from '../command/run.ts';
import { markdownTable, plainTable } from '../command/tables.ts';
import { Child } from '../processes/child.ts';
import { feedCommand, portOf } from '../processes/feed.ts';
import { now, delay } from '../wire/wall-clock.ts';
import type { ClientsReport, LoadTask, Reading, Sample } from './messages.ts';
import { HELP, MIN_SAMPLES, parseOptions, samplePeriod, type Options } from './options.ts';
import { resultLine, resultRows, type SoakResult } from './report.ts';

const SEED = 7;
const LOAD = path.join(import.meta.dirname, 'load.ts');
const PRELOAD = path.join(import.meta.dirname, 'preload.ts');
const HEARTBEAT_MS = 1_000;
const SLOW_LIMIT_MS = 1_000;
/**
 * Readers are checked with every heartbeat: the first check finds one stalled, and two more may pass after the limit.
 */
const STALL_MS = SLOW_LIMIT_MS + 3 * HEARTBEAT_MS;
/**
 * A busy market with little memory, so that the log is full and dropping its oldest ticks before the measurement
 * starts.
 */
const SERVER = ['--rate', '3', '--log-memory', '512KB', '--bar-memory', '4MB', '--slow-limit', `${SLOW_LIMIT_MS}ms`];
const REPLY_LIMIT_MS = 30_000;

const log = (line: string): void => void process.stderr.write(`${line}\n`);
const print = (text: string): void => void process.stdout.write(`${text}\n`);

class Soak {
  readonly #server: Child;
  readonly #load: Child;
  #faults = 0;
  #last: ClientsReport | undefined;

  constructor(server: Child, load: Child) {
    this.#server = server;
    this.#load = load;
  }

  async run({ seconds, warmUp }: Options): Promise<SoakResult> {
    await delay(warmUp * 1_000);
    // The first sample compiles code and allocates; that is not growth.
    await this.#read(0);
    const readings: Reading[] = [];
    for (const began = now(); readings.length < MIN_SAMPLES || now() - began < (seconds - warmUp) * 1_000;) {
      if (readings.length > 0) await delay(samplePeriod({ seconds, warmUp }));
      const reading = await this.#read(began);
      readings.push(reading);
      log(progress(reading));
    }
    const activity = (this.#last as ClientsReport).activity;
    return { readings, activity, faults: this.#faults };
  }

  async #read(began: number): Promise<Reading> {
    this.#load.send({ kind: 'gather' });
    const { clients, faults } = (this.#last = (await this.#nextReply(
      this.#load,
      'the state of its clients',
    )) as ClientsReport);
    for (const fault of faults) log(`fault: ${fault}`);
    this.#faults += faults.length;
    this.#server.send({ kind: 'sample' });
    let sample = await this.#nextReply(this.#server, 'a sample');
    // The server's own log lines come in between.
    while (typeof sample === 'string') sample = await this.#nextReply(this.#server, 'a sample');
    this.#load.send({ kind: 'go-on' });
    return { ...(sample as Sample), clients, at: (now() - began) / 1_000 };
  }

  #nextReply(child: Child, description: string): Promise<unknown> {
    const other = child === this.#server ? this.#load : this.#server;
    return Promise.race([child.next(description, REPLY_LIMIT_MS), other.untilEnded()]);
  }
}

function progress({ at, heapUsed, external, rss, resources }: Reading): string {
  const mb = (bytes: number): string => (bytes / 2 ** 20).toFixed(2);
  return `${at.toFixed(0)} s: heap ${mb(heapUsed)} + ${mb(external)} MB, resident ${mb(rss)} MB, ${JSON.stringify(resources)}`;
}

async function main(options: Options): Promise<void> {
  const command = ['npm run bench:soak --', ...process.argv.slice(2)].join(' ');
  const children: Child[] = [];
  const start = (...args: ConstructorParameters<typeof Child>): Child => {
    const child = new Child(...args);
    children.unshift(child);
    return child;
  };
  try {
    const heartbeat = ['--heartbeat', String(HEARTBEAT_MS)];
    const server = start('the feed server', feedCommand(SEED, PRELOAD, ...SERVER, ...heartbeat), readLine);
    const task: LoadTask = { port: await portOf(server), clients: options.clients, stallMs: STALL_MS, seed: SEED };
    const load = start('the load generator', [process.execPath, LOAD, JSON.stringify(task)]);
    const line = resultLine(options, await new Soak(server, load).run(options));
    if (line.wrong.length > 0) process.exitCode = 1;
    if (options.format === 'json') print(JSON.stringify(line));
    else {
      print(`${describeMachine()}; ${today()}; \`${command}\`\n`);
      print((options.format === 'markdown' ? markdownTable : plainTable)(resultRows(line)));
    }
  } finally {
    for (const child of children) await child.end();
  }
}

/** The server writes log lines, and its preloaded module writes messages to the benchmark. */
function readLine(line: string): unknown {
  return line.startsWith('{') ? JSON.parse(line) : line;
}

await runCommand('bench:soak', async (args) => {
  const options = parseOptions(args);
  if (options === 'help') process.stdout.write(HELP);
  else await main(options);
});
