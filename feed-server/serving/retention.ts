// Retention: creates the log that keeps it, and describes how much is kept, as text for people and as JSON for programs.
import { randomBytes } from 'node:crypto';
import type { BarLog } from '../log/bar-log.ts';
import type { LastValues } from '../log/last-values.ts';
import { TICK_BYTES, TickLog } from '../log/tick-log.ts';
import type { RetentionSettings } from '../options/settings.ts';
import { durationText, sizeText } from '../options/units.ts';

/** Creates an empty log. `last`: the last values of the previous log, if there was one. `epoch` is random by default. */
export function createLog(
  { logMemory, keepMs }: RetentionSettings,
  references: readonly (number | undefined)[],
  last?: LastValues,
  epoch = randomBytes(4).readUInt32LE(),
): TickLog {
  return new TickLog(epoch, Math.floor(logMemory / TICK_BYTES), references, last, keepMs);
}

/** Describes the limits of retention in one line, for people. */
export function describeRetention(
  log: TickLog,
  bars: BarLog,
  { keepMs, logMemory, barMemory }: RetentionSettings,
): string {
  const barLengths = bars.kept.map(
    ({ intervalS, length }, i) => `${countText(length)}${i === 0 ? ' bars' : ''} of ${durationText(intervalS * 1_000)}`,
  );
  return (
    `Keeps up to ${countText(log.capacity)} ticks (${sizeText(logMemory)}) for clients that resume, ` +
    `none older than ${durationText(keepMs)}, and for each symbol up to ${barLengths.join(', ')} (${sizeText(barMemory)} in all)`
  );
}

/** Describes what is kept now, as JSON: sizes in bytes, and market times as ISO 8601 or null. */
export function retentionStatus(
  log: TickLog,
  bars: BarLog,
  { keepMs }: RetentionSettings,
): Readonly<Record<string, unknown>> {
  const { head, capacity, kept } = log;
  const ticks = head - kept.after;
  const newest = ticks > 0 ? (log.time[log.slotOf(head)] as number) : undefined;
  return {
    log: {
      ticks,
      capacity,
      bytes: log.bytes,
      keepMs,
      from: kept.after,
      since: newest === undefined ? null : isoTime(kept.since),
      until: newest === undefined ? null : isoTime(newest),
      spanMs: newest === undefined ? 0 : newest - kept.since,
    },
    bars: {
      bytes: bars.bytes,
      kept: bars.kept.map(({ since, ...interval }) => ({ ...interval, since: isoTime(since) })),
    },
  };
}

function isoTime(time: number): string {
  return new Date(time).toISOString();
}

function countText(count: number): string {
  return count.toLocaleString('en-US');
}
