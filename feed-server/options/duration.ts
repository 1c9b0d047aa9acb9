// Durations as people write them: 500ms, 1.5s, 90m, 2h, 1d.

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const DURATION = /^(-?\d+(?:\.\d+)?)(ms|s|m|h|d)$/;
/** Rounds to nanoseconds: 2.3s is 2300 ms, which binary fractions miss. */
const STEPS_PER_MS = 1_000_000;

/** In milliseconds; undefined where `text` is no duration. */
export function readDuration(text: string): number | undefined {
  const [, amount, unit = ''] = DURATION.exec(text) ?? [];
  if (amount === undefined) return undefined;
  const ms = Number(amount) * (UNITS[unit] as number);
  return Math.round(ms * STEPS_PER_MS) / STEPS_PER_MS;
}

/** In the largest unit up to hours that leaves a whole number. */
export function durationText(ms: number): string {
  for (const unit of ['h', 'm', 's'])
    if (ms !== 0 && ms % (UNITS[unit] as number) === 0) return `${ms / (UNITS[unit] as number)}${unit}`;
  return `${ms}ms`;
}
