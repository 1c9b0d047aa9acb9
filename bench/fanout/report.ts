// What was measured as figures, tables and verdicts on the targets.
import type { PeerName } from './peers.ts';
import type { Run } from './run.ts';

/** A process that takes more than this of one core may have been what was measured instead of the server. */
const BUSY_SHARE = 0.9;
/** A machine on which others take more than this of one core is not there for the measurement alone. */
const OTHERS_SHARE = 0.2;

/** What `--json` prints of a run, with these very names. */
export interface Line {
  readonly work: string;
  readonly peer: PeerName;
  /** 0 to 1. */
  readonly delivered: number;
  /** Microseconds of the server's CPU time. */
  readonly cpuPerUpdate: number;
  readonly bytesPerUpdate: number;
  /** Milliseconds; null where nothing came. */
  readonly p50: number | null;
  readonly p99: number | null;
  readonly rssMb: number;
}

export function lineOf({ peer, task, measured }: Run): Line {
  const { updates, serverCpuMs, bytes, p50, p99, serverRssBytes } = measured;
  const each = (total: number): number => (updates === 0 ? 0 : total / updates);
  return {
    work: task.work.name,
    peer,
    // Rounded down: 1 is said of nothing that is short of it.
    delivered: Math.floor(measured.delivered * 1e4) / 1e4,
    cpuPerUpdate: rounded(each(serverCpuMs * 1_000), 3),
    bytesPerUpdate: rounded(each(bytes), 1),
    p50: Number.isNaN(p50) ? null : p50,
    p99: Number.isNaN(p99) ? null : p99,
    rssMb: rounded(serverRssBytes / 2 ** 20, 1),
  };
}

/** What keeps the figures of a run from being believed, a line each; none where nothing does. */
export function doubtsAbout({ peer, task, measured }: Run): string[] {
  const { delivered, shortClients, faults, loadCpuMs, publisherCpuMs = 0, othersCpuMs, windowMs } = measured;
  const doubts = faults.map((fault) => `wrong: ${fault}`);
  const lacking = `${shortClients} client${shortClients === 1 ? ' lacks' : 's lack'} some`;
  if (delivered < 1) doubts.push(`${percent(1 - delivered)} of the updates never came, or over 3 s late; ${lacking}`);
  if (loadCpuMs > BUSY_SHARE * windowMs)
    doubts.push(
      `the load took ${percent(loadCpuMs / windowMs)} of a core: it, not the server, may be what was measured`,
    );
  if (publisherCpuMs > BUSY_SHARE * windowMs)
    doubts.push(`the publisher took ${percent(publisherCpuMs / windowMs)} of a core: it may be what was measured`);
  if (othersCpuMs > OTHERS_SHARE * windowMs)
    doubts.push(
      `other processes took ${percent(othersCpuMs / windowMs)} of a core: what had to wait was late, and dearer`,
    );
  return doubts.map((doubt) => `${task.work.name}, ${peer}: ${doubt}`);
}

const COLUMNS = [
  'server',
  'delivered',
  'CPU µs/update',
  'peer ÷ ours',
  'ours ÷ peer',
  'bytes/update',
  'p50 ms',
  'p99 ms',
  'RSS MB',
  'server CPU',
  'load CPU',
];

/** The runs of one work as rows of text, the heading first. */
export function rowsOf(runs: readonly Run[]): string[][] {
  const ours = runs.find(({ peer }) => peer === 'tapewire');
  const ourCpu = ours && lineOf(ours).cpuPerUpdate;
  const rows = runs.map((run) => {
    const { peer, delivered, cpuPerUpdate, bytesPerUpdate, p50, p99, rssMb } = lineOf(run);
    const { serverCpuMs, loadCpuMs, windowMs } = run.measured;
    const known = ourCpu !== undefined && ourCpu > 0 && cpuPerUpdate > 0 && peer !== 'tapewire';
    return [
      run.version,
      delivered.toString(),
      cpuPerUpdate.toFixed(2),
      known ? (cpuPerUpdate / ourCpu).toFixed(2) : '',
      known ? (ourCpu / cpuPerUpdate).toFixed(2) : '',
      bytesPerUpdate.toFixed(1),
      p50?.toFixed(1) ?? '',
      p99?.toFixed(1) ?? '',
      rssMb.toFixed(0),
      percent(serverCpuMs / windowMs),
      percent(loadCpuMs / windowMs),
    ];
  });
  return [COLUMNS, ...rows];
}

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(2))} %`;
}

function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
