// What Tapewire is to reach: its server beside the peers' in the same run, and how late its updates may come.
import type { PeerName } from './peers.ts';
import type { Line } from './report.ts';

/** `figure` of Tapewire's, beside the same one of a peer where one is named, at most. */
interface Target {
  readonly work: string;
  readonly figure: 'cpuPerUpdate' | 'bytesPerUpdate' | 'p50' | 'p99';
  readonly beside?: PeerName;
  readonly atMost: number;
}

const MOST_P99_MS = 60;

const TARGETS: readonly Target[] = [
  { work: 'dashboard', figure: 'cpuPerUpdate', beside: 'bun', atMost: 0.8 },
  { work: 'dashboard', figure: 'cpuPerUpdate', beside: 'socket.io', atMost: 0.2 },
  { work: 'fan-out', figure: 'cpuPerUpdate', beside: 'bun', atMost: 1 },
  { work: 'fan-out', figure: 'cpuPerUpdate', beside: 'socket.io', atMost: 0.5 },
  { work: 'firehose', figure: 'cpuPerUpdate', beside: 'bun', atMost: 0.8 },
  { work: 'firehose', figure: 'bytesPerUpdate', beside: 'socket.io', atMost: 0.25 },
  { work: 'quiet', figure: 'p50', atMost: 3 },
  ...['dashboard', 'fan-out', 'firehose', 'quiet'].map((work) => ({
    work,
    figure: 'p99' as const,
    atMost: MOST_P99_MS,
  })),
];

const NAMES: Readonly<Record<Target['figure'], string>> = {
  cpuPerUpdate: 'CPU per update',
  bytesPerUpdate: 'bytes per update',
  p50: 'p50',
  p99: 'p99',
};

/** A row for each target that the lines say something of, the heading first. */
export function targetRows(lines: readonly Line[]): string[][] {
  const find = (work: string, peer: PeerName): Line | undefined =>
    lines.find((line) => line.work === work && line.peer === peer);
  const rows = TARGETS.flatMap(({ work, figure, beside, atMost }) => {
    const ours = find(work, 'tapewire');
    const theirs = beside && find(work, beside);
    const [value, other] = [ours?.[figure], beside ? theirs?.[figure] : 1];
    if (value === undefined || value === null || !other) return [];
    const found = value / other;
    const what = beside === undefined ? `${NAMES[figure]}, ms` : `${NAMES[figure]} ÷ ${beside}`;
    return [[`${work}: ${what}`, String(atMost), found.toFixed(2), found <= atMost ? 'met' : 'MISSED']];
  });
  return [['target', 'at most', 'found', ''], ...rows];
}
