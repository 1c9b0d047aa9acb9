// `npm run bench:fanout`: runs each selected server at each selected workload, one after the other, and prints what
// they used.
import { spawnSync } from 'node:child_process';
import { ChildError } from '../processes/child.ts';
import { UsageError } from '../command/flags.ts';
import { describeMachine, today } from '../command/machine.ts';
import { runCommand } from '../command/run.ts';
import { markdownTable, plainTable } from '../command/tables.ts';
import { usageUnavailableReason } from '../processes/usage.ts';
import { HELP, parseOptions, type Options } from './options.ts';
import { BENCH, needsInstall, unavailableReason, type PeerName } from './peers.ts';
import { warningsAbout, resultLine, resultRows } from './report.ts';
import { runPeer, type Run } from './run.ts';
import { targetRows } from './targets.ts';
import { describeWorkload, type Workload } from './workloads.ts';

const SEED = 7;
/** Before each measurement, and no longer than it, so that compilers and buffers settle. */
const WARM_UP_SECONDS = 3;

const log = (line: string): void => void process.stderr.write(`${line}\n`);
const print = (text: string): void => void process.stdout.write(`${text}\n`);

/** The servers that can run here; reports why the others cannot. */
function availablePeers(peers: readonly PeerName[]): PeerName[] {
  if (peers.some(needsInstall)) {
    log('bench/node_modules is missing: npm ci --prefix bench');
    const { status } = spawnSync('npm', ['ci', '--no-fund', '--no-audit', '--prefix', BENCH], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    if (status !== 0) log('npm ci --prefix bench failed: the servers that need it are skipped');
  }
  return peers.filter((peer) => {
    const reason = unavailableReason(peer);
    if (reason !== undefined) log(`${peer} is skipped: ${reason}`);
    return reason === undefined;
  });
}

/** Undefined if the run failed, which is reported. */
async function run(peer: PeerName, workload: Workload, seconds: number): Promise<Run | undefined> {
  log(`${workload.name}, ${peer} ...`);
  try {
    const task = { workload, warmUpSeconds: Math.min(WARM_UP_SECONDS, seconds), seconds, seed: SEED };
    return await runPeer(peer, task);
  } catch (error) {
    if (!(error instanceof ChildError)) throw error;
    log(`${workload.name}, ${peer}: ${error.message}`);
    return undefined;
  }
}

function printWorkload(workload: Workload, runs: readonly Run[], format: Options['format']): void {
  const title = `${workload.name}: ${describeWorkload(workload)}`;
  const rows = resultRows(runs);
  if (format === 'json') for (const line of runs.map(resultLine)) print(JSON.stringify(line));
  else if (format === 'markdown') print(`### ${title}\n\n${markdownTable(rows)}\n`);
  else print(`${title}\n${plainTable(rows)}\n`);
}

async function main({ workloads, peers, seconds, format }: Options): Promise<void> {
  const unavailable = usageUnavailableReason();
  if (unavailable !== undefined) throw new UsageError(unavailable);
  const available = availablePeers(peers);
  const command = ['npm run bench:fanout --', ...process.argv.slice(2)].join(' ');
  const head = `${describeMachine()}; ${today()}; \`${command}\`; ${seconds} s each`;
  if (format !== 'json') print(`${head}\n`);
  const all: Run[] = [];
  for (const workload of workloads) {
    const runs: Run[] = [];
    for (const peer of available) {
      const done = await run(peer, workload, seconds);
      if (done) runs.push(done);
      else process.exitCode = 1;
      for (const warning of done ? warningsAbout(done) : []) log(warning);
    }
    printWorkload(workload, runs, format);
    all.push(...runs);
  }
  if (all.some(({ measured }) => measured.faults.length > 0)) process.exitCode = 1;
  const targets = targetRows(all.map(resultLine));
  if (format === 'json' || targets.length === 1) return;
  print(format === 'markdown' ? markdownTable(targets) : plainTable(targets));
}

await runCommand('bench:fanout', async (args) => {
  const options = parseOptions(args);
  if (options === 'help') process.stdout.write(HELP);
  else await main(options);
});
