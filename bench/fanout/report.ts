// The results as figures, tables and verdicts on the targets.
import type { PeerName } from './peers.ts';
import type { Run } from './run.ts';

/** A process that uses more of one core than this may have been the bottleneck instead of the server. */
const BUSY_SHARE = 0.9;
/** If other processes use more of one core than this, the results are not reliable. */
const OTHERS_SHARE = 0.2;

/** The output of `--json` for a run; the names are stable. */
export interface ResultLine {
  readonly workload: string;
  readonly peer: PeerName;
  /** 0 to 1. */
  readonly delivered: number;
  /** Microseconds of the server's CPU time. */
  readonly cpuPerUpdate: number;
  readonly bytesPerUpdate: number;
  /** Milliseconds; null if nothing arrived. */
  readonly p50: number | null;
  readonly p99: number | null;
  readonly rssMb: number;
}

export function resultLine({ peer, task, measured }: Run): ResultLine {
  const { updates, serverCpuMs, bytes, p50, p99, serverRssBytes } = measured;
  const each = (total: number): number => (updates === 0 ? 0 : total / updates);
  return {
    workload: task.workload.name,
    peer,
    // Rounded down, so that only a complete run shows 1.
    delivered: Math.floor(measured.delivered * 1e4) / 1e4,
    cpuPerUpdate: rounded(each(serverCpuMs * 1_000), 3),
    bytesPerUpdate: rounded(each(bytes), 1),
    p50: Number.isNaN(p50) ? null : p50,
    p99: Number.isNaN(p99) ? null : p99,
    rssMb: rounded(serverRssBytes / 2 ** 20, 1),
  };
}

/** Reasons to doubt the figures of a run, one line each. */
export function warningsAbout({ peer, task, measured }: Run): string[] {
  const { delivered, incompleteClients, faults, loadCpuMs, publisherCpuMs = 0, othersCpuMs, windowMs } = measured;
  const warnings = faults.map((fault) => `fault: ${fault}`);
  const shortfall = `${incompleteClients} client${incompleteClients === 1 ? ' missed' : 's missed'} some`;
  if (delivered < 1)
    warnings.push(`${percent(1 - delivered)} of the updates never arrived, or were over 3 s late; ${shortfall}`);
  if (loadCpuMs > BUSY_SHARE * windowMs)
    warnings.push(
      `the load generator took ${percent(loadCpuMs / windowMs)} of a core: it may have been the bottleneck`,
    );
  if (publisherCpuMs > BUSY_SHARE * windowMs)
    warnings.push(
      `the publisher took ${percent(publisherCpuMs / windowMs)} of a core: it may have been the bottleneck`,
    );
  if (othersCpuMs > OTHERS_SHARE * windowMs)
    warnings.push(
      `other processes took ${percent(othersCpuMs / windowMs)} of a core: latency and CPU time may be too high`,
    );
  return warnings.map((warning) => `${task.workload.name}, ${peer}: ${warning}`);
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

/** The runs of one workload as rows of text, the heading first. */
export function resultRows(runs: readonly Run[]): string[][] {
  const ours = runs.find(({ peer }) => peer === 'tapewire');
  const ourCpu = ours && resultLine(ours).cpuPerUpdate;
  const rows = runs.map((run) => {
    const { peer, delivered, cpuPerUpdate, bytesPerUpdate, p50, p99, rssMb } = resultLine(run);
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
