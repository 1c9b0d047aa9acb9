// What an attacker knows of a feed, and the requests it makes of that.
import { encodeBarsRequest } from '../../../proto/codec.ts';
import type { Position } from '../../../proto/messages.ts';

export interface Target {
  readonly port: number;
  readonly symbols: readonly string[];
  /** Far back in the log, but near enough to be resumed from until the attack is over. */
  readonly oldest: Position;
  readonly head: Position;
}

/** Resolves at its end. Rejects if it could not be carried out. */
export type Attack = (target: Target) => Promise<void>;

/** A day of bars of one second: as many as one reply holds. */
export function barsRequest({ symbols }: Target): Uint8Array {
  const to = Date.now() + 86_400_000;
  return encodeBarsRequest({ symbol: symbols[0] ?? '', intervalS: 1, begin: to - 3 * 86_400_000, end: to });
}
