// Parses and formats durations and memory sizes as people write them: 500ms, 1.5s, 90m, 1d; 512KB, 1.5GB.

type Units = Readonly<Record<string, number>>;

/** Smallest first, as `inLargestUnit` expects. */
const MILLISECONDS: Units = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const BYTES: Units = { B: 1, KB: 2 ** 10, MB: 2 ** 20, GB: 2 ** 30 };
/** Durations are rounded to nanoseconds, so that 2.3s is exactly 2300 ms despite binary fractions. */
const NANOSECONDS_PER_MS = 1_000_000;

/** In milliseconds; undefined if `text` is not a duration. */
export function readDuration(text: string): number | undefined {
  const [, amount, unit = ''] = /^(-?\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(text) ?? [];
  if (amount === undefined) return undefined;
  return Math.round(Number(amount) * (MILLISECONDS[unit] as number) * NANOSECONDS_PER_MS) / NANOSECONDS_PER_MS;
}

/** In the largest unit that gives a whole number, so that the value stays exact: 90m, 1d. */
export function durationText(ms: number): string {
  return inLargestUnit(ms, MILLISECONDS);
}

/** In whole bytes; undefined if `text` is not a size. */
export function readSize(text: string): number | undefined {
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)([KMG]?B)$/i.exec(text) ?? [];
  return amount === undefined ? undefined : Math.floor(Number(amount) * (BYTES[unit.toUpperCase()] as number));
}

/** In the largest unit that gives a whole number: 32MB, 1536KB. */
export function sizeText(bytes: number): string {
  return inLargestUnit(bytes, BYTES);
}

function inLargestUnit(amount: number, units: Units): string {
  const [smallest = '', ...larger] = Object.keys(units);
  const unit = larger.reverse().find((name) => amount !== 0 && amount % (units[name] as number) === 0);
  return unit === undefined ? `${amount}${smallest}` : `${amount / (units[unit] as number)}${unit}`;
}
