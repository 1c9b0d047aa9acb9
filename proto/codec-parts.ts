// The parts that requests, replies and events have in common: positions, refusals, columns.
import { CodecError, expectTime, expectWhole } from './codec-error.ts';
import { MODES, REFUSALS } from './enums.ts';
import type { tapewire as pb } from './gen/feed.js';
import { MAX_PRICE, MAX_SIZE, type Kept, type Position, type Refusal } from './messages.ts';
import { shownText } from './shown-text.ts';

export function unpackPosition(what: string, position: pb.Position | null): Position {
  if (!position) throw new CodecError('malformed', `${what}: missing`);
  expectWhole(what, position.sequence, 0, Number.MAX_SAFE_INTEGER);
  return { epoch: position.epoch, sequence: position.sequence };
}

export function packRefusal({ kind, symbol, mode, message, retryAfterMs = 0 }: Refusal): pb.Refusal.$Properties {
  return { code: REFUSALS.indexOf(kind), symbol, mode: MODES.indexOf(mode), message, retryAfterMs };
}

export function unpackRefusal({ code, symbol, mode, message, retryAfterMs }: pb.Refusal): Refusal {
  const refusal = { kind: REFUSALS[code] ?? 'other', symbol, mode: MODES[mode], message: shownText(message) };
  return retryAfterMs > 0 ? { ...refusal, retryAfterMs } : refusal;
}

export function unpackKept(what: string, kept: pb.Kept | null): Kept {
  const { after = 0, since = 0 } = kept ?? {};
  expectWhole(`${what} after`, after, 0, Number.MAX_SAFE_INTEGER);
  expectTime(`${what} since`, since);
  return { after, since };
}

/** @throws CodecError unless a column has `n` values. */
export function expectLength(what: string, column: readonly number[], n: number): void {
  if (column.length !== n)
    throw new CodecError('mismatch', `${what}: expected ${String(n)} values, found ${String(column.length)}`);
}

/** Returns `values`. @throws CodecError unless each is a price in units. */
export function expectPrices(what: string, values: number[]): number[] {
  for (const value of values) expectWhole(what, value, -MAX_PRICE, MAX_PRICE);
  return values;
}

/** Returns `values`. @throws CodecError unless each is a size or a volume in units. */
export function expectSizes(what: string, values: number[]): number[] {
  for (const value of values) expectWhole(what, value, 0, MAX_SIZE);
  return values;
}

/** Decodes deltas to the values. The first delta is relative to `base`. */
export function fromDeltas(deltas: readonly number[], base: number): number[] {
  let value = base;
  return deltas.map((delta) => (value += delta));
}
