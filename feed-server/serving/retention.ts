// Retention: how much of the past is kept, in words and in numbers.
import { randomBytes } from 'node:crypto';
import type { BarLog } from '../log/bar-log.ts';
import type { LastValues } from '../log/last-values.ts';
import { TICK_BYTES, TickLog } from '../log/tick-log.ts';

export interface Retention {
  /** How long ticks are kept for clients that resume, in market time before the newest tick; milliseconds. */
  readonly keepMs: number;
  /** Bytes for ticks. If that is not enough, the oldest ticks go sooner. */
  readonly logMemory: number;
  /** Bytes for bars. */
  readonly barMemory: number;
}

/** An empty log. `last`: the last values of the log before it, if there was one. `epoch`: a random one by default. */
export function createLog(
  { logMemory, keepMs }: Retention,
  references: readonly (number | undefined)[],
  last?: LastValues,
  epoch = randomBytes(4).readUInt32LE(),
): TickLog {
  return new TickLog(epoch, Math.floor(logMemory / TICK_BYTES), references, last, keepMs);
}

/** One line for a person. */
export function retentionLine(log: TickLog, bars: BarLog, { keepMs, logMemory, barMemory }: Retention): string {
  const lengths = bars.kept.map(
    ({ intervalS, length }, i) => `${countText(length)}${i === 0 ? ' bars' : ''} of ${durationText(intervalS * 1_000)}`,
  );
  return (
    `Keeps up to ${countText(log.capacity)} ticks (${sizeText(logMemory)}) for clients that resume, ` +
    `none older than ${durationText(keepMs)}, and for each symbol up to ${lengths.join(', ')} (${sizeText(barMemory)} in all)`
  );
}

/** What is kept now, for a program: bytes, and market times as ISO 8601 or null. */
export function retentionStatus(log: TickLog, bars: BarLog, { keepMs }: Retention): Readonly<Record<string, unknown>> {
  const { head, capacity, kept } = log;
  const ticks = head - kept.from;
  const newest = ticks > 0 ? (log.time[log.slotOf(head)] as number) : undefined;
  return {
    log: {
      ticks,
      capacity,
      bytes: log.bytes,
      keepMs,
      from: kept.from,
      since: newest === undefined ? null : isoTime(kept.since),
      until: newest === undefined ? null : isoTime(newest),
      spanMs: newest === undefined ? 0 : newest - kept.since,
    },
    bars: {
      bytes: bars.bytes,
      kept: bars.kept.map(({ since, ...of }) => ({ ...of, since: isoTime(since) })),
    },
  };
}

function isoTime(time: number): string {
  return new Date(time).toISOString();
}

function countText(count: number): string {
  return count.toLocaleString('en-US');
}

/** In the largest unit with a value of at least one: "64 MB", "1.5 GB". */
function sizeText(bytes: number): string {
  const power = Math.min(3, Math.floor(Math.log2(bytes) / 10));
  return `${Number((bytes / 1024 ** power).toFixed(1))} ${['bytes', 'KB', 'MB', 'GB'][power]}`;
}

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
  ['ms', 1],
] as const;

/** In the largest unit that it is a whole number of: "90 min", "1 d". */
function durationText(ms: number): string {
  const [unit, length] = UNITS.find(([, of]) => ms % of === 0) ?? ['ms', 1];
  return `${ms / length} ${unit}`;
}
