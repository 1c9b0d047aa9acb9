// Targets for Tapewire: its server relative to the peers' in the same run, and its maximum latency.
import type { PeerName } from './peers.ts';
import type { ResultLine } from './report.ts';

/** The maximum of Tapewire's `figure`, or of its ratio to the same figure of a peer if `beside` names one. */
interface Target {
  readonly workload: string;
  readonly figure: 'cpuPerUpdate' | 'bytesPerUpdate' | 'p50' | 'p99';
  readonly beside?: PeerName;
  readonly atMost: number;
}

const MAX_P99_MS = 60;

const TARGETS: readonly Target[] = [
  { workload: 'dashboard', figure: 'cpuPerUpdate', beside: 'bun', atMost: 0.8 },
  { workload: 'dashboard', figure: 'cpuPerUpdate', beside: 'socket.io', atMost: 0.2 },
  { workload: 'fan-out', figure: 'cpuPerUpdate', beside: 'bun', atMost: 1 },
  { workload: 'fan-out', figure: 'cpuPerUpdate', beside: 'socket.io', atMost: 0.5 },
  { workload: 'firehose', figure: 'cpuPerUpdate', beside: 'bun', atMost: 0.8 },
  { workload: 'firehose', figure: 'bytesPerUpdate', beside: 'socket.io', atMost: 0.25 },
  { workload: 'quiet', figure: 'p50', atMost: 3 },
  ...['dashboard', 'fan-out', 'firehose', 'quiet'].map((workload) => ({
    workload,
    figure: 'p99' as const,
    atMost: MAX_P99_MS,
  })),
];

const NAMES: Readonly<Record<Target['figure'], string>> = {
  cpuPerUpdate: 'CPU per update',
  bytesPerUpdate: 'bytes per update',
  p50: 'p50',
  p99: 'p99',
};

/** One row for each target that the lines cover, the heading first. */
export function targetRows(lines: readonly ResultLine[]): string[][] {
  const find = (workload: string, peer: PeerName): ResultLine | undefined =>
    lines.find((line) => line.workload === workload && line.peer === peer);
  const rows = TARGETS.flatMap(({ workload, figure, beside, atMost }) => {
    const ours = find(workload, 'tapewire');
    const theirs = beside && find(workload, beside);
    const [value, other] = [ours?.[figure], beside ? theirs?.[figure] : 1];
    if (value === undefined || value === null || !other) return [];
    const result = value / other;
    const label = beside === undefined ? `${NAMES[figure]}, ms` : `${NAMES[figure]} ÷ ${beside}`;
    return [[`${workload}: ${label}`, String(atMost), result.toFixed(2), result <= atMost ? 'met' : 'MISSED']];
  });
  return [['target', 'maximum', 'result', ''], ...rows];
}
