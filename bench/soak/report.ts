// Evaluates the samples of a soak: whether the server grows, as figures, rows of text and a verdict.
import type { Activity, ActivityCounts, Reading } from './messages.ts';
import type { Options } from './options.ts';
import { trendOf } from './trend.ts';

const MB = 2 ** 20;
const HOUR_S = 3_600;
/**
 * The heap and external memory may grow by this much in ten minutes, or in a shorter run, before it counts as growth.
 */
const MAX_GROWTH_MB = 1;
const BOUND_S = 600;
/** Resources reported by Node that are short-lived and neither handles nor timers. */
const REQUESTS = /^(Immediate|.*Req(Wrap|Promise|Callback)?|WriteWrap|ShutdownWrap|TCPConnectWrap)$/;
const TIMER = 'Timeout';

export interface SoakResult {
  /** Six or more, at equal intervals. */
  readonly readings: readonly Reading[];
  readonly activity: ActivityCounts;
  /** Faults reported by clients. */
  readonly faults: number;
}

/** Counts beyond one per client: the minimum and maximum in the first third of the samples, and in the last. */
export interface Counts {
  readonly first: readonly [min: number, max: number];
  readonly last: readonly [min: number, max: number];
  /** Whether every value of the last third is above every value of the first. */
  readonly grew: boolean;
}

/** The output of `--json`; the names are stable. Memory in MB. */
export interface ResultLine {
  readonly seconds: number;
  readonly warmUp: number;
  readonly clients: number;
  readonly samples: number;
  /** Seconds from the first sample to the last: it may take a while until all clients are connected. */
  readonly measured: number;
  /** At the first sample and the last. */
  readonly heapMb: readonly [number, number];
  readonly rssMb: readonly [number, number];
  /** Growth of the heap and external memory in MB per hour, its standard error, and its 95 % confidence interval. */
  readonly heapPerHour: number;
  readonly heapError: number;
  readonly heapPerHourLow: number;
  readonly heapPerHourHigh: number;
  readonly rssPerHour: number;
  readonly handles: Counts;
  readonly timers: Counts;
  /** The maximum of the samples, milliseconds. */
  readonly delayP99: number;
  readonly faults: number;
  readonly activity: ActivityCounts;
  /** The checks that failed. */
  readonly wrong: readonly string[];
}

export function resultLine(
  { seconds, warmUp, clients }: Options,
  { readings, activity, faults }: SoakResult,
): ResultLine {
  const heap = trendOf(readings.map((reading) => [reading.at / HOUR_S, heapBytes(reading) / MB]));
  const rss = trendOf(readings.map(({ at, rss }) => [at / HOUR_S, rss / MB]));
  const ends = (read: (reading: Reading) => number): [number, number] => [
    rounded(read(readings[0] as Reading) / MB),
    rounded(read(readings.at(-1) as Reading) / MB),
  ];
  const handles = countsOf(readings, (type) => type !== TIMER && !REQUESTS.test(type));
  const timers = countsOf(readings, (type) => type === TIMER);
  const measured = (readings.at(-1)?.at ?? 0) - (readings[0]?.at ?? 0);
  const wrong: string[] = [];
  if ((heap.low * Math.min(BOUND_S, measured)) / HOUR_S > MAX_GROWTH_MB) wrong.push('heap');
  if (handles.grew) wrong.push('handles');
  if (timers.grew) wrong.push('timers');
  if (faults > 0) wrong.push('faults');
  return {
    seconds,
    warmUp,
    clients,
    samples: readings.length,
    measured: Math.round(measured),
    heapMb: ends(heapBytes),
    rssMb: ends(({ rss }) => rss),
    heapPerHour: rounded(heap.slope),
    heapError: rounded(heap.standardError),
    heapPerHourLow: rounded(heap.low),
    heapPerHourHigh: rounded(heap.high),
    rssPerHour: rounded(rss.slope),
    handles,
    timers,
    delayP99: rounded(Math.max(...readings.map(({ delayP99 }) => delayP99))),
    faults,
    activity,
    wrong,
  };
}

/** The figures as a table, the heading first. */
export function resultRows(line: ResultLine): string[][] {
  const { wrong, activity, handles, timers, faults } = line;
  const formatCount = (n: number): string => n.toLocaleString('en-US');
  const totals = (...kinds: Activity[]): string => kinds.map((kind) => formatCount(activity[kind])).join(', ');
  const verdict = (check: string, target: string): string => `${target}: ${wrong.includes(check) ? 'MISSED' : 'met'}`;
  const counts = ({ first, last }: Counts): string => `${first.join(' to ')}, ${last.join(' to ')}`;
  const day = [line.heapPerHour, line.heapPerHourLow, line.heapPerHourHigh].map((mb) => rounded(24 * mb));
  const isLong = line.measured >= BOUND_S / 2;
  const title = `${line.clients} clients, ${line.samples} samples in ${line.measured} s after ${line.warmUp} s`;
  return [
    [title, 'result', 'target'],
    ['heap and external memory, first and last', `${line.heapMb.join(', ')} MB`, ''],
    [
      'its growth per hour, with standard error',
      `${line.heapPerHour} ± ${line.heapError} MB`,
      verdict(
        'heap',
        `not significantly above ${MAX_GROWTH_MB} MB in ${isLong ? `${BOUND_S / 60} min` : 'this short run'}`,
      ),
    ],
    ['extrapolated to 24 h, 95 % confidence', isLong ? `${day[0]} MB, ${day[1]} to ${day[2]} MB` : 'run too short', ''],
    ['resident memory, first and last', `${line.rssMb.join(', ')} MB`, ''],
    ['its growth per hour', `${line.rssPerHour} MB`, ''],
    ['handles minus one per client, first third and last', counts(handles), verdict('handles', 'no growth')],
    ['timers minus one per client, first third and last', counts(timers), verdict('timers', 'no growth')],
    ['faults reported by clients', formatCount(faults), verdict('faults', 'none')],
    ['event loop delay p99, the worst sample', `${line.delayP99} ms`, ''],
    ['joined, left', totals('joined', 'left'), ''],
    ['cut, resumed, reset', totals('cut', 'resumed', 'reset'), ''],
    ['paused, stalled, closed for it', totals('paused', 'stalled', 'not-reading'), ''],
    ['bad requests, closed for them', totals('malformed', 'too-many-bad-frames'), ''],
    ['subscribe, unsubscribe, configure', totals('subscribe', 'unsubscribe', 'configure'), ''],
    ['instruments, trades, bars', totals('instruments', 'trades', 'bars'), ''],
    ['batches, heartbeats, snapshots', totals('batches', 'heartbeats', 'snapshots'), ''],
    ['verdict', wrong.length === 0 ? 'nothing grows beyond its bound' : `MISSED: ${wrong.join(', ')}`, ''],
  ];
}

function heapBytes({ heapUsed, external }: Reading): number {
  return heapUsed + external;
}

function countsOf(readings: readonly Reading[], matches: (type: string) => boolean): Counts {
  const counts = readings.map(({ resources, clients }) =>
    Object.entries(resources).reduce((sum, [type, n]) => sum + (matches(type) ? n : 0), -clients),
  );
  const third = Math.ceil(counts.length / 3);
  const bounds = (values: readonly number[]): [number, number] => [Math.min(...values), Math.max(...values)];
  const [first, last] = [bounds(counts.slice(0, third)), bounds(counts.slice(-third))];
  return { first, last, grew: last[0] > first[1] };
}

function rounded(value: number): number {
  return Number(value.toFixed(2));
}
