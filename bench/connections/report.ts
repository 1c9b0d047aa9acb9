// Turns the measurements into a line of JSON and a table that says whether each target is met.
import type { ConnectResult, ResumeResult, WatchResult } from './messages.ts';
import type { Options } from './options.ts';

/** Targets for Tapewire. */
const MAX_KB_PER_CONNECTION = 30;
const MAX_RESUME_MS = 10_000;
/** After the resume, memory per connection may exceed that before the cut by at most this share. */
const MEMORY_TOLERANCE = 0.1;

export interface Measurements {
  /** The server's resident memory: with no clients, with all, after the cut clients resumed, and after all left. */
  readonly emptyBytes: number;
  readonly fullBytes: number;
  readonly resumedBytes: number;
  readonly leftBytes: number;
  readonly connected: ConnectResult;
  readonly watched: WatchResult;
  readonly resumed: ResumeResult;
  /** After the cut clients resumed. */
  readonly after: WatchResult;
}

/** The output of `--json`; the names are stable. */
export interface ResultLine {
  readonly connections: number;
  readonly symbols: number;
  readonly kbPerConnection: number;
  readonly kbPerConnectionAfterCut: number;
  readonly emptyMb: number;
  readonly fullMb: number;
  readonly leftMb: number;
  /** Live connections before or after the cut, whichever are fewer. */
  readonly live: number;
  /** Milliseconds until all clients were subscribed. */
  readonly connectMs: number;
  readonly bytesPerSecond: number;
  /** Percent of a core. */
  readonly cpuPercent: number;
  readonly loadCpuPercent: number;
  readonly batchesPerSecond: number;
  /** Milliseconds; null if nothing arrived. */
  readonly p50: number | null;
  readonly p99: number | null;
  readonly cut: number;
  readonly resumed: number;
  readonly resumeMs: number;
  readonly exact: number;
  readonly merged: number;
  readonly reset: number;
  readonly missed: number;
}

export function resultLine({ connections, symbols, cut, seconds }: Options, measured: Measurements): ResultLine {
  const { emptyBytes, fullBytes, resumedBytes, leftBytes, connected, watched, resumed, after } = measured;
  const kb = (bytes: number): number => rounded((bytes - emptyBytes) / 1_024 / connections, 1);
  const mb = (bytes: number): number => rounded(bytes / 2 ** 20, 1);
  return {
    connections,
    symbols,
    kbPerConnection: kb(fullBytes),
    kbPerConnectionAfterCut: kb(resumedBytes),
    emptyMb: mb(emptyBytes),
    fullMb: mb(fullBytes),
    leftMb: mb(leftBytes),
    live: Math.min(watched.live, after.live),
    connectMs: Math.round(connected.ms),
    bytesPerSecond: Math.round(watched.bytes / seconds),
    cpuPercent: rounded(100 * watched.serverCpu, 1),
    loadCpuPercent: rounded(100 * watched.loadCpu, 1),
    batchesPerSecond: Math.round(watched.batches / seconds),
    p50: Number.isNaN(watched.p50) ? null : watched.p50,
    p99: Number.isNaN(watched.p99) ? null : watched.p99,
    cut,
    resumed: resumed.clients,
    resumeMs: Math.round(resumed.ms),
    exact: resumed.exact,
    merged: resumed.merged,
    reset: resumed.reset,
    missed: resumed.missed,
  };
}

/** The figures as a table, the heading first. */
export function resultRows(line: ResultLine): string[][] {
  const formatCount = (n: number): string => n.toLocaleString('en-US');
  const rows = [
    [
      'memory per connection',
      `${line.kbPerConnection} KB`,
      verdict(line.kbPerConnection <= MAX_KB_PER_CONNECTION, `at most ${MAX_KB_PER_CONNECTION} KB`),
    ],
    [
      'memory per connection after the cut',
      `${line.kbPerConnectionAfterCut} KB`,
      verdict(isMemoryReleased(line), `at most ${100 * MEMORY_TOLERANCE} % more`),
    ],
    [
      'server memory: before, with all clients, after they left',
      `${line.emptyMb}, ${line.fullMb}, ${line.leftMb} MB`,
      '',
    ],
    ['live connections', formatCount(line.live), verdict(line.live === line.connections, 'all')],
    ['server CPU, of a core', `${line.cpuPercent} %`, ''],
    ['load CPU, of a core', `${line.loadCpuPercent} %`, ''],
    ['batches, bytes per second', `${formatCount(line.batchesPerSecond)}, ${formatCount(line.bytesPerSecond)}`, ''],
    ['time until all were subscribed', `${formatCount(line.connectMs)} ms`, ''],
    ['latency p50, p99', `${line.p50?.toFixed(1) ?? '?'}, ${line.p99?.toFixed(1) ?? '?'} ms`, ''],
  ];
  if (line.cut > 0) rows.push(...resumeRows(line, formatCount));
  const title = `${formatCount(line.connections)} connections × ${line.symbols} symbols`;
  return [[title, 'result', 'target'], ...rows];
}

function resumeRows(line: ResultLine, formatCount: (n: number) => string): string[][] {
  const { cut, symbols, exact, merged, reset } = line;
  return [
    ['cut, resumed', `${formatCount(cut)}, ${formatCount(line.resumed)}`, verdict(line.resumed === cut, 'all')],
    [
      'time until the last resumed',
      `${formatCount(line.resumeMs)} ms`,
      verdict(line.resumeMs < MAX_RESUME_MS, `below ${formatCount(MAX_RESUME_MS)} ms`),
    ],
    [
      'receipts exact, merged, reset',
      `${formatCount(exact)}, ${formatCount(merged)}, ${formatCount(reset)}`,
      verdict(exact === cut * symbols, 'all exact'),
    ],
    ['trades missed and replayed', formatCount(line.missed), ''],
  ];
}

function isMemoryReleased({ kbPerConnection, kbPerConnectionAfterCut }: ResultLine): boolean {
  return kbPerConnectionAfterCut <= kbPerConnection * (1 + MEMORY_TOLERANCE);
}

function verdict(met: boolean, target: string): string {
  return `${target}: ${met ? 'met' : 'MISSED'}`;
}

function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
